import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';

/** A right that somebody has by delegation for a post, and until before which local day. */
export type StandIn = { postId: string; permission: string; to: string };

/**
 * For which rights somebody acts for these posts on the day of `at`: only what was delegated, and only where one who holds the post that it was
 * delegated to is not away himself.
 */
export async function standIns(q: Queryable, postIds: readonly string[], at: Date): Promise<StandIn[]> {
  if (!postIds.length) return [];
  // Asked by the day alone, so that many steps of a day ask once.
  const rows = await q.query<StandIn & { revokedAt: Date | null }>(
    `SELECT DISTINCT d.from_post_id AS "postId", own.permission, upper(d.valid)::text AS "to", d.revoked_at AS "revokedAt"
     FROM identity.delegation d JOIN organisation.post p ON p.id = d.from_post_id
     JOIN identity.role r ON r.id = ANY (d.roles) AND r.id = ANY (p.roles) AND r.ended_at IS NULL
     CROSS JOIN LATERAL unnest(r.permissions) AS own (permission)
     WHERE d.from_post_id = ANY ($1::uuid[]) AND d.valid @> $2::date AND EXISTS (
       SELECT FROM identity.holding h WHERE h.post_id = d.to_post_id AND h.valid @> $2::date AND NOT EXISTS (
         SELECT FROM work.absence a WHERE a.account_id = h.account_id AND a.ended_at IS NULL AND a.valid @> $2::date))`,
    [postIds, localDate(at)],
  );
  return rows
    .filter(r => r.revokedAt === null || r.revokedAt > at)
    .map(({ postId, permission, to }) => ({ postId, permission, to }));
}
