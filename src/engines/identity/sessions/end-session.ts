import type { Act } from '#engines/organisation';
import type { Tx } from '#platform/db';
import { NotFound } from '#platform/errors';
import { record } from '../entries/record.ts';

export type EndReason = 'signed-out' | 'by-owner' | 'by-admin' | 'password-changed' | 'blocked';

/** Ends one session of an account; a session that has ended stays as it is. Throws NotFound when it is not the account's. */
export async function endSession(
  tx: Tx,
  session: { id: string; accountId: string },
  reason: EndReason,
  act: Act,
): Promise<void> {
  const row = await tx.maybe<{ endedAt: Date | null }>(
    'SELECT ended_at AS "endedAt" FROM identity.session WHERE id = $1::uuid AND account_id = $2::uuid FOR UPDATE',
    [session.id, session.accountId],
  );
  if (!row) throw NotFound();
  if (row.endedAt) return;
  await tx.run('UPDATE identity.session SET ended_at = $2, end_reason = $3 WHERE id = $1', [
    session.id,
    act.at,
    reason,
  ]);
  // One's own coming and going is not the public's business; ending another's session is.
  if (reason === 'by-admin') {
    await tx.query('SELECT FROM identity.account WHERE id = $1 FOR UPDATE', [session.accountId]);
    await record(tx, act, {
      kind: 'identity.session-ended',
      subject: `account:${session.accountId}`,
      body: { session: session.id, reason },
    });
  }
}

/** Ends all sessions of an account, but for `keep`. Returns how many. */
export const endSessions = (
  tx: Tx,
  accountId: string,
  options: { keep?: string; reason: EndReason; now: Date },
): Promise<number> =>
  tx.run(
    `UPDATE identity.session SET ended_at = $3, end_reason = $4
      WHERE account_id = $1 AND ended_at IS NULL AND id IS DISTINCT FROM $2::uuid`,
    [accountId, options.keep ?? null, options.now, options.reason],
  );
