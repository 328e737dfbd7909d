import type { FormDefinition } from '#engines/forms';
import type { NumberFault } from './number-form.ts';

/** What may be wrong with a Word document beside the fields that it names. */
export type WordFault =
  | 'unknown-field-near'
  | 'place-alone'
  | 'section-alone'
  | 'section-row'
  | 'section-open'
  | 'docx-broken'
  | 'docx-bomb'
  | 'docx-macros'
  | 'docx-external'
  | 'docx-page'
  | 'docx-shape'
  | 'docx-nested-table'
  | 'docx-footnote'
  | 'docx-equation'
  | 'docx-image-kind'
  | 'docx-sections'
  | 'docx-header';

/** Something wrong with a result template. Text: `procedures.result.problem.CODE`. */
export type ResultProblem = {
  /** `title`, `number`, `heading`, `body`, `recipients` or `document`. */
  place: string;
  code:
    | 'not-a-template'
    | 'no-title'
    | 'no-heading'
    | 'no-body'
    | 'unknown-field'
    | 'unknown-step-fact'
    | 'file-field'
    | 'unclosed'
    | 'bad-field'
    | 'fact-without-label'
    | 'two-groups'
    | NumberFault
    | WordFault;
  /** `line`: of a Word document, the paragraph. */
  params?: { line?: number; what?: string; near?: string };
};

/** What of a form a template is checked against. */
export type FormParts = Pick<FormDefinition, 'fields' | 'groups'>;
