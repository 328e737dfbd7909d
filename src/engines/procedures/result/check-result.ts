import type { FormDefinition } from '#engines/forms';
import { checkWord } from './check-word.ts';
import { isResultTemplate, type ResultTemplateDefinition } from './definition.ts';
import { isResultFact } from './facts.ts';
import { numberFault } from './number-form.ts';
import type { FormParts, ResultProblem } from './problem.ts';
import { type Piece, piecesOf, type ResultPart, readResultText } from './read-text.ts';
import { type StepFacts, stepFactNamed } from './step-facts.ts';

const isRecord = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** The parts of a form that may be unfinished, where they are there. */
export function partsIn(definition: FormDefinition | null): FormParts | null {
  const { fields, groups } = definition ?? {};
  if (!fields || !isRecord(fields)) return null;
  return { fields, ...(groups && isRecord(groups) && { groups }) };
}

/**
 * All that stands in the way of using a template with a form and with what the steps of a process say (null: not known); `[]` when
 * nothing does.
 */
export function checkResult(
  value: unknown,
  form: FormParts | null,
  steps: StepFacts | null = null,
): ResultProblem[] {
  if (!isResultTemplate(value)) return [{ place: 'body', code: 'not-a-template' }];
  const problems: ResultProblem[] = [];
  if (!value.title.trim()) problems.push({ place: 'title', code: 'no-title' });
  const fault = value.number === undefined ? null : numberFault(value.number);
  if (fault) problems.push({ place: 'number', code: fault });
  if (value.document) return [...problems, ...checkWord(value.document, form, steps)];
  if (!value.heading.some(l => l.trim())) problems.push({ place: 'heading', code: 'no-heading' });
  if (!value.body.trim()) problems.push({ place: 'body', code: 'no-body' });
  for (const [place, text] of textsOf(value)) {
    const { parts, problems: written } = readResultText(text);
    for (const { code, ...params } of written) problems.push({ place, code, params });
    problems.push(...torn(text, parts, form).map(problem => ({ place, ...problem })));
    for (const piece of parts.flatMap(piecesOf)) {
      if (!('field' in piece) || isResultFact(piece.field)) continue;
      if (stepFactNamed(piece.field)) {
        if (steps && !steps.has(piece.field))
          problems.push({
            place,
            code: 'unknown-step-fact',
            params: { what: piece.field, line: lineOf(text, piece.field) },
          });
        continue;
      }
      const layout = form && Object.hasOwn(form.fields, piece.field) ? form.fields[piece.field] : undefined;
      const params = { what: piece.field, line: lineOf(text, piece.field) };
      if (!layout) problems.push({ place, code: 'unknown-field', params });
      else if (layout.widget === 'file' || layout.maxFiles !== undefined)
        problems.push({ place, code: 'file-field', params });
    }
  }
  return problems;
}

/** Lines that come once for every item of a repeating group, and name fields of two. */
function torn(text: string, parts: readonly ResultPart[], form: FormParts | null) {
  const groups = Object.keys(form?.groups ?? {});
  const lines = parts.flatMap((part): Piece[][] => {
    if (part.kind === 'list') return part.items;
    return part.kind === 'facts' ? part.rows.map(row => row.flatMap(cell => cell.value)) : [];
  });
  return lines.flatMap(pieces => {
    const fields = pieces.flatMap(piece => ('field' in piece ? [piece.field] : []));
    const named = fields.filter(f => groups.some(g => f.startsWith(`${g}.`)));
    const [first = ''] = named;
    const other = named.find(f => groups.every(g => !(f.startsWith(`${g}.`) && first.startsWith(`${g}.`))));
    if (!other) return [];
    return [
      { code: 'two-groups' as const, params: { what: `${first}, ${other}`, line: lineOf(text, other) } },
    ];
  });
}

/** Every text of a template in which fields may stand, with the place. */
export const textsOf = (t: ResultTemplateDefinition): Array<[string, string]> => [
  ...t.heading.map((l): [string, string] => ['heading', l]),
  ['body', t.body],
  ...t.recipients.map((l): [string, string] => ['recipients', l]),
];

const lineOf = (text: string, field: string): number =>
  text.split(/\r?\n/).findIndex(l => l.includes(field)) + 1;
