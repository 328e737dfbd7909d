import { Type } from 'typebox';
import type { EntryKind } from '#platform/ledger';

const ofBatch = (
  name: string,
  body: Parameters<typeof Type.Object>[0] = {},
  personal: string[] = [],
): EntryKind => ({
  kind: `version-batch.${name}`,
  body: Type.Object(body, { additionalProperties: false }),
  personal,
});

/** What happens to the moving of many dossiers to another version of their procedure. Subject: `version-batch:ID`. */
export const batchEntries: readonly EntryKind[] = [
  ofBatch(
    'asked',
    { procedure: Type.String(), from: Type.String(), to: Type.String(), dossiers: Type.Integer() },
    ['reason'],
  ),
  ofBatch('approved'),
  ofBatch('rejected', {}, ['reason']),
  ofBatch('stopped'),
  ofBatch('resumed'),
  ofBatch('undone'),
];
