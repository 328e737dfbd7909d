import { newId, type Tx } from '#platform/db';
import type { AccountKind } from '../accounts/account.ts';
import { newToken, tokenHash } from '../vault/token.ts';

export type Device = {
  /** As the browser names itself; cut at 300 characters. */
  userAgent: string;
  ip: string;
};

export type OpenedSession = {
  id: string;
  /** For the cookie; not kept here. */
  token: string;
  kind: AccountKind;
  accountId: string;
};

/**
 * Opens a session. `stepped`: a second factor was shown just now. The session of the same browser before, if any
 * (`replaces`: its cookie's token), ends: a cookie planted before signing in is worth nothing after it.
 */
export async function openSession(
  tx: Tx,
  session: { accountId: string; kind: AccountKind; stepped: boolean; replaces?: string | undefined } & Device,
  now: Date,
): Promise<OpenedSession> {
  const id = newId();
  const token = newToken();
  const { accountId, kind } = session;
  if (session.replaces)
    await tx.run(
      `UPDATE identity.session SET ended_at = $2, end_reason = 'replaced' WHERE token_hash = $1 AND ended_at IS NULL`,
      [tokenHash(session.replaces), now],
    );
  await tx.run(
    `INSERT INTO identity.session (id, account_id, kind, token_hash, created_at, seen_at, stepped_up_at, user_agent, ip)
     VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $8)`,
    [
      id,
      accountId,
      kind,
      tokenHash(token),
      now,
      session.stepped ? now : null,
      session.userAgent.slice(0, 300),
      session.ip.slice(0, 60),
    ],
  );
  return { id, token, kind, accountId };
}

/** Gives an open session a new token, after what it may do has changed. Returns the token for the cookie. */
export async function rotateSession(tx: Tx, sessionId: string): Promise<string> {
  const token = newToken();
  await tx.run('UPDATE identity.session SET token_hash = $2 WHERE id = $1 AND ended_at IS NULL', [
    sessionId,
    tokenHash(token),
  ]);
  return token;
}
