import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';

// Sentences say `{n} ngày`: the law counts days of the calendar (Civil Code 2015, article 147).
const schema = Type.Object(
  {
    n: Type.Integer({ minimum: 1, maximum: 365 }),
    unit: Type.Literal('calendar-day'),
    article: Type.String({ minLength: 1 }),
    law: Type.String({ minLength: 1 }),
  },
  { additionalProperties: false },
);
const isTime = Compile(schema);

function read(file: string): Static<typeof schema> {
  const found: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!isTime.Check(found)) throw new Error(`${file}: no time to complain`);
  return found;
}

/** How long one may complain about a decision, from the day on which one got it or knew of it: what the decision, its message and its page name. */
export const TIME_TO_COMPLAIN = read(path.join(import.meta.dirname, 'time-to-complain.json'));
