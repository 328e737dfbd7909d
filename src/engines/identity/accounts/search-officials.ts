import type { Queryable } from '#platform/db';
import { fold } from '#platform/text';
import { ACCOUNT, type Account } from './account.ts';

export type OfficialsQuery = {
  /** Part of the name, with or without tone marks, or the whole e-mail address or staff id; all when empty. */
  typed: string;
  /** Only officials of these agencies; null for all. */
  agencyIds: readonly string[] | null;
  status?: Account['status'] | null;
  /** Local day on which their posts are looked at. */
  date: string;
  limit: number;
  offset: number;
};

/** The name as `fold` makes it, but for what stands between words. */
const FOLDED = String.raw`translate(regexp_replace(normalize(lower(a.name), NFKD), '[\u0300-\u036F]', '', 'g'), 'đ', 'd')`;

/**
 * Officials by name. Of an agency are those who hold a post there on the day or later; who holds none any more stays with the
 * agency of his last post, so that somebody still looks after the account.
 */
export async function searchOfficials(
  q: Queryable,
  query: OfficialsQuery,
): Promise<{ accounts: Account[]; total: number }> {
  const { typed, agencyIds, status = null, date, limit, offset } = query;
  const rows = await q.query<Account & { total: number }>(
    `SELECT ${ACCOUNT}, count(*) OVER () AS total FROM identity.account a WHERE a.kind = 'official'
       AND ($1 = '' OR ($7 <> '' AND position($7 IN ${FOLDED}) > 0) OR a.email = lower($1) OR a.staff_id = lower($1))
       AND ($2::text IS NULL OR a.status = $2)
       AND ($3::uuid[] IS NULL OR EXISTS (
         SELECT FROM identity.holding h JOIN organisation.post p ON p.id = h.post_id
          WHERE h.account_id = a.id AND p.agency_id = ANY ($3)
            AND (upper(h.valid) IS NULL OR upper(h.valid) > $4::date
              OR NOT EXISTS (SELECT FROM identity.holding later WHERE later.account_id = a.id AND later.valid > h.valid))))
      ORDER BY a.name COLLATE "vi-x-icu", a.id LIMIT $5 OFFSET $6`,
    [typed.trim(), status, agencyIds, date, limit, offset, fold(typed)],
  );
  return { accounts: rows.map(({ total: _, ...account }) => account), total: Number(rows[0]?.total ?? 0) };
}
