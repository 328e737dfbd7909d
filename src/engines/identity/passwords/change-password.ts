import type { Act } from '#engines/organisation';
import type { Tx } from '#platform/db';
import { record } from '../entries/record.ts';
import { endSessions } from '../sessions/end-session.ts';
import { giveInitialPassword, setPassword } from './set-password.ts';

const note = async (tx: Tx, accountId: string, by: string, act: Act) => {
  await tx.query('SELECT FROM identity.account WHERE id = $1 FOR UPDATE', [accountId]);
  await record(tx, act, { kind: 'identity.password-set', subject: `account:${accountId}`, body: { by } });
};

/** An official's own new password; all his other sessions end. Throws PasswordWeak. The caller has asked for a fresh second factor. */
export async function changePassword(
  tx: Tx,
  own: { accountId: string; sessionId: string; password: string },
  act: Act,
): Promise<void> {
  await setPassword(tx, own.accountId, own.password, act.at);
  await endSessions(tx, own.accountId, { keep: own.sessionId, reason: 'password-changed', now: act.at });
  await note(tx, own.accountId, 'owner', act);
}

/** An administrator gives a new initial password; all sessions end. Returns it, to be handed over once. */
export async function resetPassword(tx: Tx, accountId: string, act: Act): Promise<string> {
  const password = await giveInitialPassword(tx, accountId, act.at);
  await endSessions(tx, accountId, { reason: 'password-changed', now: act.at });
  await note(tx, accountId, 'admin', act);
  return password;
}
