import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { fieldsNamed, readResultText } from '#engines/procedures';
import { SLIP_FACTS, type SlipKind } from './kinds.ts';

const slipTextSchema = Type.Object(
  {
    size: Type.Union([Type.Literal('A5'), Type.Literal('A4')]),
    /** The name of the slip, a line each, in the middle of the sheet. */
    heading: Type.Array(Type.String({ minLength: 1, maxLength: 120 }), { minItems: 1, maxItems: 3 }),
    /** Paragraphs with facts, as `readResultText` of the engine procedures reads them. */
    body: Type.String({ minLength: 1, maxLength: 10_000 }),
    /** A line at the foot; may be empty. */
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
    | 'unclosed'
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
  for (const what of fieldsNamed(text.heading)) {
    if (known.has(what)) continue;
    const line = text.heading.findIndex(l => l.includes(what)) + 1;
    problems.push({ place: 'heading', code: 'unknown-fact', params: { what, line } });
  }
  for (const what of fieldsNamed([text.body])) {
    if (known.has(what)) continue;
    const line = text.body.split(/\r?\n/).findIndex(l => l.includes(what)) + 1;
    problems.push({ place: 'body', code: 'unknown-fact', params: { what, line } });
  }
  return problems;
}
