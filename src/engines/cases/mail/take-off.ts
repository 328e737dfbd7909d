import type { Queryable, Tx } from '#platform/db';
import { mailingsOfDossier, mailState } from './mailing.ts';

/** Whether a dossier's letter on a list is with the postal operator: it has his number, or he brought word of it. */
export async function hasOperator(q: Queryable, dossierId: string, listId: string): Promise<boolean> {
  const letter = (await mailingsOfDossier(q, dossierId)).find(m => m.listId === listId);
  return letter !== undefined && (letter.trackingNumber !== null || mailState(letter) !== 'sent');
}

/** Strikes a locked dossier's letter from a list: its line stays, with the reason. */
export async function takeOffList(
  tx: Tx,
  { dossierId, listId, reason, at }: { dossierId: string; listId: string; reason: string; at: Date },
): Promise<void> {
  await tx.run(
    `UPDATE cases.mailing SET taken_off_at = $3, taken_off_why = nullif($4, '')
     WHERE dossier_id = $1 AND list_id = $2 AND taken_off_at IS NULL`,
    [dossierId, listId, at, reason],
  );
}
