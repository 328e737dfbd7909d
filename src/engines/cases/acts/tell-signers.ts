import { findAccount } from '#engines/identity';
import { queueMessage } from '#engines/messaging';
import type { Tx } from '#platform/db';
import { listResults } from '../read/dossier.ts';
import type { Dossier } from '../types.ts';

/**
 * The applicant takes back a dossier of which a part is signed already: what was signed holds, and whoever signed it is told, to see whether
 * it is still to hold. Of a synthetic dossier nobody is told.
 */
export async function tellSigners(tx: Tx, dossier: Dossier, at: Date): Promise<void> {
  if (dossier.synthetic) return;
  for (const result of await listResults(tx, dossier.id)) {
    const email = result.status === 'valid' ? (await findAccount(tx, result.signedBy))?.email : null;
    if (!email) continue;
    const params = { code: dossier.code, number: result.number, id: dossier.id };
    const dedupe = `withdrawn:${dossier.id}:${result.id}:${at.getTime()}`;
    await queueMessage(tx, { email, key: 'cases.message.result-stands', params, lang: 'vi', dedupe }, at);
  }
}
