import type { Queryable } from '#platform/db';
import type { AccountKind } from '../accounts/account.ts';
import { newToken, tokenHash } from '../vault/token.ts';
import type { Vault } from '../vault/vault.ts';

const KEPT_MS = 30 * 60_000;
const PURPOSE = 'stashed-post';

export type StashedPost = {
  /** Where it was posted to. */
  path: string;
  body: Record<string, unknown>;
  /** Files were sent with it, which are not kept. */
  files?: boolean;
};

/**
 * Keeps a form that was posted without its owner's session, encrypted, for thirty minutes and for that account alone.
 * `accountId`: for whom the form was drawn, as its signed token says.
 * Returns the id under which it is found after signing in, and what kind of account has to; null when there is no such account, or
 * the form is over two and a half megabytes: more than the longest source that is edited on a page.
 */
export async function stashPost(
  q: Queryable,
  vault: Vault,
  post: StashedPost & { accountId: string },
  now: Date,
): Promise<{ id: string; kind: AccountKind } | null> {
  const text = JSON.stringify({ path: post.path, body: post.body, ...(post.files && { files: true }) });
  if (Buffer.byteLength(text) > 2_500_000) return null;
  const id = newToken();
  const owner = await q.maybe<{ kind: AccountKind }>(
    `WITH owner AS (SELECT id, kind FROM identity.account WHERE id = $2::uuid),
          kept AS (INSERT INTO identity.stashed_post (id_hash, account_id, body_sealed, created_at, expires_at)
                   SELECT $1, id, $3, $4, $5 FROM owner)
     SELECT kind FROM owner`,
    [tokenHash(id), post.accountId, vault.seal(PURPOSE, text), now, new Date(now.getTime() + KEPT_MS)],
  );
  return owner ? { id, kind: owner.kind } : null;
}

/**
 * A kept form, for the account that posted it, until its time is over: a page that is loaded again still has it. null for anybody
 * else, and later.
 */
export async function findPost(
  q: Queryable,
  vault: Vault,
  id: string,
  accountId: string,
  now: Date,
): Promise<StashedPost | null> {
  const row = await q.maybe<{ sealed: Buffer }>(
    `SELECT body_sealed AS sealed FROM identity.stashed_post
      WHERE id_hash = $1 AND account_id = $2 AND expires_at > $3`,
    [tokenHash(id), accountId, now],
  );
  return row ? (JSON.parse(vault.open(PURPOSE, row.sealed)) as StashedPost) : null;
}
