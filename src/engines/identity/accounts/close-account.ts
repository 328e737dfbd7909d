import type { Act } from '#engines/organisation';
import type { Tx } from '#platform/db';
import { NotFound } from '#platform/errors';
import { record } from '../entries/record.ts';
import { endSessions } from '../sessions/end-session.ts';

/** What is called the account of somebody who has left. */
const NOBODY = '–';

/**
 * Closes a citizen's account for good: nobody signs in with it, its addresses are free for another, name, number and profile are gone,
 * mandates end. Its dossiers keep the name that they were handed in under. Closed twice it is closed once. Throws NotFound.
 */
export async function closeAccount(tx: Tx, accountId: string, act: Act): Promise<void> {
  const row = await tx.maybe<{ status: string }>(
    `SELECT status FROM identity.account WHERE id = $1::uuid AND kind = 'citizen' FOR UPDATE`,
    [accountId],
  );
  if (!row) throw NotFound();
  if (row.status === 'closed') return;
  await tx.run(
    `UPDATE identity.account SET status = 'closed', name = $2, phone = NULL, phone_proven_at = NULL, email = NULL, email_proven_at = NULL,
       personal_number_sealed = NULL, personal_number_key = NULL, personal_number_last4 = NULL, birth_date = NULL,
       number_seen_at = NULL, number_seen_by = NULL, phone_code_off_at = NULL WHERE id = $1`,
    [accountId, NOBODY],
  );
  for (const table of ['citizen_profile', 'totp', 'passkey', 'recovery_code', 'lost_factor'])
    await tx.run(`DELETE FROM identity.${table} WHERE account_id = $1`, [accountId]);
  await tx.run(
    `UPDATE identity.mandate SET ended_at = greatest($2, made_at), ended_by = CASE WHEN principal_id = $1 THEN 'principal' ELSE 'delegate' END
     WHERE (principal_id = $1 OR delegate_id = $1) AND ended_at IS NULL`,
    [accountId, act.at],
  );
  await endSessions(tx, accountId, { reason: 'by-owner', now: act.at });
  await record(tx, act, { kind: 'identity.account-closed', subject: `account:${accountId}`, body: {} });
}
