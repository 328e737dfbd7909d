import type { Queryable } from '#platform/db';
import { newToken, tokenHash } from '../vault/token.ts';
import type { Vault } from '../vault/vault.ts';

const KEPT_MS = 30 * 60_000;
const PURPOSE = 'stashed-post';

export type StashedPost = {
  /** Where it was posted to. */
  path: string;
  body: Record<string, unknown>;
};

/**
 * Keeps a form that was posted with a session that had ended, encrypted, for thirty minutes and for the same account.
 * Returns a one-time id to give back after signing in; null when the cookie belongs to no session of ours (then nobody can
 * be told to be the owner), or the form is over a megabyte.
 */
export async function stashPost(
  q: Queryable,
  vault: Vault,
  post: StashedPost & { sessionToken: string | undefined },
  now: Date,
): Promise<string | null> {
  if (!post.sessionToken) return null;
  const owner = await q.maybe<{ accountId: string }>(
    'SELECT account_id AS "accountId" FROM identity.session WHERE token_hash = $1',
    [tokenHash(post.sessionToken)],
  );
  const text = JSON.stringify({ path: post.path, body: post.body });
  if (!owner || Buffer.byteLength(text) > 1_000_000) return null;
  const id = newToken();
  await q.run(
    `INSERT INTO identity.stashed_post (id_hash, account_id, body_sealed, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)`,
    [tokenHash(id), owner.accountId, vault.seal(PURPOSE, text), now, new Date(now.getTime() + KEPT_MS)],
  );
  return id;
}

/** Gives a kept form back, once, to the account that posted it; null for anybody else, later, or again. */
export async function takePost(
  q: Queryable,
  vault: Vault,
  id: string,
  accountId: string,
  now: Date,
): Promise<StashedPost | null> {
  const row = await q.maybe<{ sealed: Buffer }>(
    `DELETE FROM identity.stashed_post WHERE id_hash = $1 AND account_id = $2 AND expires_at > $3
     RETURNING body_sealed AS sealed`,
    [tokenHash(id), accountId, now],
  );
  return row ? (JSON.parse(vault.open(PURPOSE, row.sealed)) as StashedPost) : null;
}
