import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { fieldsNamed, readResultLine, readResultText, type TextProblem } from '#engines/procedures';
import { SLIP_FACTS, SLIP_MATTER, type SlipKind } from './kinds.ts';

const slipTextSchema = Type.Object(
  {
    size: Type.Union([Type.Literal('A5'), Type.Literal('A4')]),
    /** The name of the slip, a line each, in the middle of the sheet. */
    heading: Type.Array(Type.String({ minLength: 1, maxLength: 120 }), { minItems: 1, maxItems: 3 }),
    /** Paragraphs with facts, as `readResultText` of the engine procedures reads them. */
    body: Type.String({ minLength: 1, maxLength: 10_000 }),
    /** A line at the foot, which may name facts too; may be empty. */
    footer: Type.String({ maxLength: 300 }),
  },
  { additionalProperties: false },
);

/** How a slip is worded. What the law fixes (heading of the state, number, QR code, signatures) is not in it. */
export type SlipText = Static<typeof slipTextSchema>;

const validator = Compile(slipTextSchema);

/** Something wrong with the text of a slip. Words: `cases.slip-problem.CODE`. */
export type SlipProblem = {
  place: 'heading' | 'body' | 'footer';
  code:
    | 'no-heading'
    | 'no-body'
    | 'too-long'
    | 'unknown-fact'
    | 'missing-facts'
    | 'unclosed'
    | 'unclosed-bold'
    | 'bad-field'
    | 'fact-without-label';
  params: { line?: number; what?: string };
};

/** All that stands in the way of using the text; `[]` when nothing does. */
export function checkSlipText(kind: SlipKind, text: SlipText): SlipProblem[] {
  const problems: SlipProblem[] = [];
  if (!text.heading.some(line => line.trim()))
    problems.push({ place: 'heading', code: 'no-heading', params: {} });
  if (!text.body.trim()) problems.push({ place: 'body', code: 'no-body', params: {} });
  if (!problems.length && !validator.Check(text)) return [{ place: 'body', code: 'too-long', params: {} }];
  const known = new Set(SLIP_FACTS[kind]);
  for (const { code, ...params } of readResultText(text.body).problems)
    problems.push({ place: 'body', code, params });
  problems.push(...openBold(text.body));
  problems.push(...wrongIn('heading', text.heading, known));
  const named = fieldsNamed([text.body]);
  for (const what of named) {
    if (known.has(what)) continue;
    const line = text.body.split(/\r?\n/).findIndex(l => l.includes(what)) + 1;
    problems.push({ place: 'body', code: 'unknown-fact', params: { what, line } });
  }
  problems.push(...wrongIn('footer', text.footer.split(/\r?\n/), known));
  const missing = SLIP_MATTER[kind].filter(fact => !named.includes(fact));
  if (missing.length && text.body.trim()) {
    const what = missing.map(fact => `{{${fact}}}`).join(', ');
    problems.push({ place: 'body', code: 'missing-facts', params: { what } });
  }
  return problems;
}

/** What is wrong in lines that are printed as they are, but for the facts that they name. */
const wrongIn = (
  place: SlipProblem['place'],
  lines: readonly string[],
  known: ReadonlySet<string>,
): SlipProblem[] =>
  lines.flatMap((text, i) => {
    const wrong: TextProblem[] = [];
    const pieces = readResultLine(text, wrong, i + 1);
    const unknown = pieces.flatMap((piece): SlipProblem[] =>
      'field' in piece && !known.has(piece.field)
        ? [{ place, code: 'unknown-fact', params: { what: piece.field, line: i + 1 } }]
        : [],
    );
    return [...wrong.map(({ code, ...params }): SlipProblem => ({ place, code, params })), ...unknown];
  });

/** Lines in which bold begins and does not end: it ends with its line, in a row of facts with its label or value. */
const openBold = (body: string): SlipProblem[] =>
  body.split(/\r?\n/).flatMap((raw, i): SlipProblem[] => {
    const line = raw.trim();
    const cells = line.startsWith('|') ? line.replace(/\{\{[^{}]*\}\}/g, '').split('|') : [line];
    const stretches = line.startsWith('|') ? cells.flatMap(cell => cell.split(/:(.*)/s)) : cells;
    if (stretches.every(stretch => stretch.split('**').length % 2 === 1)) return [];
    return [{ place: 'body', code: 'unclosed-bold', params: { line: i + 1, what: line.slice(0, 60) } }];
  });
