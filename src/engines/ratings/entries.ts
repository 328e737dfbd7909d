import { Type } from 'typebox';
import type { EntryKind } from '#platform/ledger';

const Level = Type.Integer({ minimum: 1, maximum: 5 });
const common = { level: Level, revision: Type.Integer(), wordsState: Type.String() };

const kind = (
  name: string,
  body: Parameters<typeof Type.Object>[0],
  personal: readonly string[] = [],
): EntryKind => ({
  kind: `rating.${name}`,
  body: Type.Object({ ...common, ...body }, { additionalProperties: false }),
  personal,
});

const what = {
  ...{ dossier: Type.String(), agency: Type.String(), procedure: Type.String(), way: Type.String() },
  // In whose name, where somebody acts for the applicant.
  for: Type.Optional(Type.String()),
};

/** What happens to a rating. Each entry states level, revision and state of the words; what people wrote enters as salted hashes. */
export const entries: readonly EntryKind[] = [
  kind('given', { ...what, reasons: Type.Array(Type.String()) }, ['words']),
  kind(
    'changed',
    {
      ...what,
      reasons: Type.Array(Type.String()),
      before: Level,
      // Its day is the one under which it was counted.
      ratedAt: Type.String({ format: 'date-time' }),
    },
    ['words'],
  ),
  kind('answered', { public: Type.Boolean() }, ['answer']),
  kind('words-shown', {}),
  kind('words-hidden', { why: Type.String() }),
];
