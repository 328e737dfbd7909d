import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';

/**
 * Officials who hold a permission by a post of their own somewhere, with an address to write to. Who holds it by delegation stands in for
 * one of them, and is not among them.
 */
export const accountsAble = (
  q: Queryable,
  permission: string,
  at: Date,
): Promise<Array<{ accountId: string; email: string }>> =>
  q.query(
    `SELECT DISTINCT a.id AS "accountId", a.email FROM identity.account a
     JOIN identity.holding h ON h.account_id = a.id AND h.valid @> $2::date
     JOIN organisation.post p ON p.id = h.post_id AND p.valid @> $2::date
     JOIN identity.role r ON r.id = ANY (p.roles) AND r.ended_at IS NULL AND $1 = ANY (r.permissions)
     WHERE a.kind = 'official' AND a.status = 'active' AND a.email IS NOT NULL ORDER BY a.id`,
    [permission, localDate(at)],
  );
