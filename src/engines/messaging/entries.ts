import { Type } from 'typebox';
import type { EntryKind } from '#platform/ledger';

const body = Type.Object({ channel: Type.String(), key: Type.String() }, { additionalProperties: false });

/** What people did about messages that could not be delivered (`message:ID`). */
export const entries: readonly EntryKind[] = [
  { kind: 'message.sent-again', body },
  { kind: 'message.settled', body, personal: ['how'] },
];
