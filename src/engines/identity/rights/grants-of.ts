import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import type { ScopedGrant } from './decide.ts';

/**
 * What an official may do at the instant `at`: through the posts held that day, and through posts whose holder has delegated
 * to one of these. A delegated right is held through the post that gave it (`postId`) and cannot be passed on; it
 * comes after those of his own posts, and ends with the day, with the delegation's revocation, and when the post itself loses the role.
 */
export function grantsOf(q: Queryable, accountId: string, at: Date): Promise<ScopedGrant[]> {
  return q.query<ScopedGrant>(
    `WITH held AS (
       SELECT h.post_id FROM identity.holding h WHERE h.account_id = $1 AND h.valid @> $2::date),
     acting AS (
       SELECT post_id, NULL::text[] AS only_roles FROM held
       UNION ALL
       SELECT d.from_post_id, d.roles FROM identity.delegation d JOIN held ON held.post_id = d.to_post_id
        WHERE d.valid @> $2::date AND (d.revoked_at IS NULL OR d.revoked_at > $3))
     SELECT p.permission, coalesce(s.agency_id, post.agency_id) AS "agencyId",
            coalesce(s.below, false) OR p.permission = ANY (role.below) AS below, post.id AS "postId", s.fields
       FROM acting
       JOIN organisation.post ON post.id = acting.post_id AND post.valid @> $2::date
       JOIN identity.role ON role.id = ANY (post.roles) AND role.ended_at IS NULL AND (acting.only_roles IS NULL OR role.id = ANY (acting.only_roles))
       LEFT JOIN identity.role_scope s ON s.post_id = post.id AND s.role_id = role.id
       CROSS JOIN LATERAL unnest(role.permissions) AS p (permission)
      GROUP BY 1, 2, 3, 4, 5
      ORDER BY 1, 2, min((acting.only_roles IS NOT NULL)::int), 4, 3`,
    [accountId, localDate(at), at],
  );
}
