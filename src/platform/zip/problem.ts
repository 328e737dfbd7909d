/** A ZIP that is not to be opened: torn, split, encrypted or contradictory (`broken`), or one that unpacks without end (`bomb`). */
export class ZipProblem extends Error {
  readonly kind: 'broken' | 'bomb';
  constructor(kind: 'broken' | 'bomb') {
    super(`zip: ${kind}`);
    this.name = 'ZipProblem';
    this.kind = kind;
  }
}
