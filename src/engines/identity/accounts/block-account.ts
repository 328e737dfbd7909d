import type { Act } from '#engines/organisation';
import type { Tx } from '#platform/db';
import { NotFound } from '#platform/errors';
import { record } from '../entries/record.ts';
import { endSessions } from '../sessions/end-session.ts';

async function setStatus(tx: Tx, accountId: string, from: string, to: string): Promise<boolean> {
  const row = await tx.maybe<{ status: string }>(
    'SELECT status FROM identity.account WHERE id = $1::uuid FOR UPDATE',
    [accountId],
  );
  if (!row) throw NotFound();
  if (row.status !== from) return false;
  await tx.run('UPDATE identity.account SET status = $2 WHERE id = $1', [accountId, to]);
  return true;
}

/** Nobody can sign in with the account any more, and its sessions end. Its posts and their work stay. Throws NotFound. */
export async function blockAccount(tx: Tx, accountId: string, reason: string, act: Act): Promise<void> {
  if (!(await setStatus(tx, accountId, 'active', 'blocked'))) return;
  await endSessions(tx, accountId, { reason: 'blocked', now: act.at });
  await record(tx, act, {
    kind: 'identity.account-blocked',
    subject: `account:${accountId}`,
    body: { reason },
  });
}

/** The account may be used again. Throws NotFound. */
export async function unblockAccount(tx: Tx, accountId: string, reason: string, act: Act): Promise<void> {
  if (!(await setStatus(tx, accountId, 'blocked', 'active'))) return;
  await record(tx, act, {
    kind: 'identity.account-unblocked',
    subject: `account:${accountId}`,
    body: { reason },
  });
}
