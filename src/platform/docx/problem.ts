/**
 * A file that is no Word document to be used: torn or none at all (`broken`), too large unpacked (`bomb`), with macros, with parts that
 * would be fetched from elsewhere (`external`), or of another page than A4 or A5 upright (`page`).
 */
export class DocxProblem extends Error {
  readonly kind: 'broken' | 'bomb' | 'macros' | 'external' | 'page';
  constructor(kind: DocxProblem['kind']) {
    super(`docx: ${kind}`);
    this.name = 'DocxProblem';
    this.kind = kind;
  }
}
