import type { Act } from '#engines/organisation';
import { localDate } from '#platform/clock';
import type { Tx } from '#platform/db';
import { NotFound } from '#platform/errors';
import { record } from '../entries/record.ts';
import { endSessions } from '../sessions/end-session.ts';

/** What is called the account of somebody who has left. */
export const NOBODY = '–';

/** A mandate that ran until an account was closed, for the account on its other side. */
export type EndedMandate = { id: string; otherId: string; by: 'principal' | 'delegate' };

/**
 * Closes a citizen's account for good: nobody signs in with it, its addresses are free for another, name, number and profile are gone,
 * mandates end. Its dossiers keep the name that they were handed in under, what it did for others its own, in their mandates. Closed twice it is closed once. Returns the
 * mandates that somebody held or gave until then. Throws NotFound.
 */
export async function closeAccount(tx: Tx, accountId: string, act: Act): Promise<EndedMandate[]> {
  const row = await tx.maybe<{ status: string; name: string }>(
    `SELECT status, name FROM identity.account WHERE id = $1::uuid AND kind = 'citizen' FOR UPDATE`,
    [accountId],
  );
  if (!row) throw NotFound();
  if (row.status === 'closed') return [];
  await tx.run(
    `UPDATE identity.account SET status = 'closed', name = $2, phone = NULL, phone_proven_at = NULL, email = NULL, email_proven_at = NULL,
       personal_number_sealed = NULL, personal_number_key = NULL, personal_number_last4 = NULL, birth_date = NULL,
       number_seen_at = NULL, number_seen_by = NULL, phone_code_off_at = NULL WHERE id = $1`,
    [accountId, NOBODY],
  );
  for (const table of ['citizen_profile', 'totp', 'passkey', 'recovery_code', 'lost_factor'])
    await tx.run(`DELETE FROM identity.${table} WHERE account_id = $1`, [accountId]);
  const ended = await tx.query<EndedMandate & { otherId: string | null; runs: boolean }>(
    `UPDATE identity.mandate SET ended_at = greatest($2, made_at), ended_by = CASE WHEN principal_id = $1 THEN 'principal' ELSE 'delegate' END
     WHERE (principal_id = $1 OR delegate_id = $1) AND ended_at IS NULL
     RETURNING id, CASE WHEN principal_id = $1 THEN delegate_id ELSE principal_id END AS "otherId", ended_by AS by, until >= $3::date AS runs`,
    [accountId, act.at, localDate(act.at)],
  );
  // Proof of who acted in another's name.
  await tx.run('UPDATE identity.mandate SET delegate_name = $2 WHERE delegate_id = $1', [
    accountId,
    row.name,
  ]);
  await endSessions(tx, accountId, { reason: 'by-owner', now: act.at });
  await record(tx, act, { kind: 'identity.account-closed', subject: `account:${accountId}`, body: {} });
  return ended.flatMap(({ id, otherId, by, runs }) => (otherId && runs ? [{ id, otherId, by }] : []));
}
