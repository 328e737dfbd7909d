import { Type } from 'typebox';
import type { EntryKind } from '#platform/ledger';

const closed = { additionalProperties: false };

/** What somebody did with the data about himself. Subject: `account:ID`. */
export const entries: readonly EntryKind[] = [
  { kind: 'my-data.export-asked', body: Type.Object({ export: Type.String() }, closed) },
  { kind: 'my-data.export-taken', body: Type.Object({ export: Type.String() }, closed) },
  { kind: 'my-data.erased', body: Type.Object({ what: Type.Array(Type.String()) }, closed) },
  {
    kind: 'my-data.closing-asked',
    body: Type.Object({ closesAt: Type.String({ format: 'date-time' }) }, closed),
  },
  { kind: 'my-data.closing-undone', body: Type.Object({}, closed) },
];
