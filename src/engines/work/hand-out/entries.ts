import { Type } from 'typebox';
import type { EntryKind } from '#platform/ledger';

const closed = { additionalProperties: false };
const textOrNone = Type.Union([Type.String(), Type.Null()]);
const day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });

/** Entries of rules (`hand-out-rule:ID`) and absences (`absence:ID`). */
export const workEntries: readonly EntryKind[] = [
  {
    kind: 'work.rule-made',
    body: Type.Object(
      {
        agency: Type.String(),
        field: textOrNone,
        procedure: textOrNone,
        permission: textOrNone,
        way: Type.String(),
        post: textOrNone,
      },
      closed,
    ),
  },
  { kind: 'work.rule-ended', body: Type.Object({}, closed) },
  {
    kind: 'work.absence-noted',
    body: Type.Object({ account: Type.String(), from: day, to: day }, closed),
  },
  { kind: 'work.absence-ended', body: Type.Object({}, closed) },
];
