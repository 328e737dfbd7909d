import type { Act } from '#engines/organisation';
import { newId, type Queryable, type Tx } from '#platform/db';
import { NotFound } from '#platform/errors';
import type { Visitor } from '#platform/http';
import { record } from '../entries/record.ts';
import { newToken, tokenHash } from '../vault/token.ts';

const PREFIX = 'fsp_';

/**
 * Makes a token for another program: `scopes` are those of `apiScope`, held at the agency and below. At most a year.
 * Returns the token, which is not kept and cannot be shown again.
 */
export async function makeApiToken(
  tx: Tx,
  token: { name: string; scopes: readonly string[]; agencyId: string; expiresAt: Date },
  act: Act,
): Promise<{ id: string; token: string }> {
  const id = newId();
  // The prefix lets secret scanners find a token that was left in a repository.
  const secret = PREFIX + newToken();
  await tx.run(
    `INSERT INTO identity.api_token (id, name, token_hash, scopes, agency_id, created_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [id, token.name, tokenHash(secret), token.scopes, token.agencyId, act.at, token.expiresAt],
  );
  await record(tx, act, {
    kind: 'identity.token-made',
    subject: `api-token:${id}`,
    body: {
      name: token.name,
      scopes: [...token.scopes],
      agency: token.agencyId,
      expires: token.expiresAt.toISOString(),
    },
  });
  return { id, token: secret };
}

/** Ends a token at once; false where somebody had ended it before. Throws NotFound. */
export async function revokeApiToken(tx: Tx, id: string, act: Act): Promise<boolean> {
  const row = await tx.maybe<{ revokedAt: Date | null }>(
    'SELECT revoked_at AS "revokedAt" FROM identity.api_token WHERE id = $1::uuid FOR UPDATE',
    [id],
  );
  if (!row) throw NotFound();
  if (row.revokedAt) return false;
  await tx.run('UPDATE identity.api_token SET revoked_at = $2 WHERE id = $1', [id, act.at]);
  await record(tx, act, { kind: 'identity.token-revoked', subject: `api-token:${id}`, body: {} });
  return true;
}

export type ApiToken = {
  id: string;
  name: string;
  scopes: string[];
  agencyId: string;
  createdAt: Date;
  expiresAt: Date;
  usedAt: Date | null;
  revokedAt: Date | null;
};

/** All tokens, also those that ended, the newest first. What opens the door is not among it. */
export const listApiTokens = (q: Queryable) =>
  q.query<ApiToken>(
    `SELECT id, name, scopes, agency_id AS "agencyId", created_at AS "createdAt", expires_at AS "expiresAt",
            used_at AS "usedAt", revoked_at AS "revokedAt" FROM identity.api_token ORDER BY created_at DESC, id DESC`,
  );

/** The program that a bearer token stands for; null when it is unknown, over or revoked. Its use is noted once a minute. */
export async function clientOf(q: Queryable, bearer: string, now: Date): Promise<Visitor | null> {
  if (!bearer.startsWith(PREFIX)) return null;
  const token = await q.maybe<ApiToken>(
    `SELECT id, name, scopes, agency_id AS "agencyId", used_at AS "usedAt" FROM identity.api_token
      WHERE token_hash = $1 AND revoked_at IS NULL AND expires_at > $2`,
    [tokenHash(bearer), now],
  );
  if (!token) return null;
  if (!token.usedAt || now.getTime() - token.usedAt.getTime() > 60_000)
    await q.run('UPDATE identity.api_token SET used_at = $2 WHERE id = $1', [token.id, now]);
  return {
    accountId: token.id,
    kind: 'client',
    name: token.name,
    sessionId: token.id,
    grants: token.scopes.map(permission => ({
      permission,
      agencyId: token.agencyId,
      below: true,
      postId: null,
    })),
    scopes: token.scopes,
  };
}
