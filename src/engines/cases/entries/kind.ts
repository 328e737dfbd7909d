import { Type } from 'typebox';
import type { EntryKind } from '#platform/ledger';

export const Moment = Type.String({ format: 'date-time' });
export const Digest = Type.String({ pattern: '^[0-9a-f]{64}$' });

// Each entry states the status, the due time and for what the clock stands still after it: `ledger verify --state` compares them
// with the tables. `paused` came later than the others.
const state = {
  status: Type.String(),
  dueAt: Moment,
  paused: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  // In whose name the actor acted, where it was not his own.
  for: Type.Optional(Type.String()),
};

/** `case.NAME` with the facts of its `body`, and the names of what enters as salted hashes only. */
export const kind = (
  name: string,
  body: Parameters<typeof Type.Object>[0],
  personal: string[] = [],
): EntryKind => ({
  kind: `case.${name}`,
  body: Type.Object({ ...state, ...body }, { additionalProperties: false }),
  personal,
});
