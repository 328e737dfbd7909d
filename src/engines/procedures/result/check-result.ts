import type { FormDefinition } from '#engines/forms';
import { isResultTemplate, type ResultTemplateDefinition } from './definition.ts';
import { isResultFact } from './facts.ts';
import { piecesOf, readResultText } from './read-text.ts';

/** Something wrong with a result template. Text: `procedures.result.problem.CODE`. */
export type ResultProblem = {
  /** `title`, `heading`, `body` or `recipients`. */
  place: string;
  code:
    | 'not-a-template'
    | 'no-title'
    | 'no-heading'
    | 'no-body'
    | 'unknown-field'
    | 'file-field'
    | 'unclosed'
    | 'bad-field'
    | 'fact-without-label';
  params?: { line?: number; what?: string };
};

/** All that stands in the way of using a template with a form; `[]` when nothing does. */
export function checkResult(value: unknown, form: Pick<FormDefinition, 'fields'> | null): ResultProblem[] {
  if (!isResultTemplate(value)) return [{ place: 'body', code: 'not-a-template' }];
  const problems: ResultProblem[] = [];
  if (!value.title.trim()) problems.push({ place: 'title', code: 'no-title' });
  if (!value.heading.some(l => l.trim())) problems.push({ place: 'heading', code: 'no-heading' });
  if (!value.body.trim()) problems.push({ place: 'body', code: 'no-body' });
  for (const [place, text] of textsOf(value)) {
    const { parts, problems: written } = readResultText(text);
    for (const { code, ...params } of written) problems.push({ place, code, params });
    for (const piece of parts.flatMap(piecesOf)) {
      if (!('field' in piece) || isResultFact(piece.field)) continue;
      const layout = form && Object.hasOwn(form.fields, piece.field) ? form.fields[piece.field] : undefined;
      const params = { what: piece.field, line: lineOf(text, piece.field) };
      if (!layout) problems.push({ place, code: 'unknown-field', params });
      else if (layout.widget === 'file' || layout.maxFiles !== undefined)
        problems.push({ place, code: 'file-field', params });
    }
  }
  return problems;
}

/** Every text of a template in which fields may stand, with the place. */
export const textsOf = (t: ResultTemplateDefinition): Array<[string, string]> => [
  ...t.heading.map((l): [string, string] => ['heading', l]),
  ['body', t.body],
  ...t.recipients.map((l): [string, string] => ['recipients', l]),
];

const lineOf = (text: string, field: string): number =>
  text.split(/\r?\n/).findIndex(l => l.includes(field)) + 1;
