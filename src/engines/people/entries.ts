import { Type } from 'typebox';
import type { EntryKind } from '#platform/ledger';

const closed = { additionalProperties: false };
const id = Type.String();

/** Entries of persons' records (`person:ID`, the one that was joined) and of two that are kept apart (`persons-apart:ID`). */
export const entries: readonly EntryKind[] = [
  {
    kind: 'person.joined',
    body: Type.Object(
      { joining: id, into: id, way: Type.String(), shown: Type.Record(Type.String(), Type.String()) },
      closed,
    ),
  },
  { kind: 'person.parted', body: Type.Object({ joining: id, from: id }, closed) },
  { kind: 'person.set-apart', body: Type.Object({ a: id, b: id }, closed) },
  { kind: 'person.apart-ended', body: Type.Object({ a: id, b: id }, closed) },
];
