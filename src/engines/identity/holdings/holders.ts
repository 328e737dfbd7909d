import type { Queryable } from '#platform/db';

export type Holding = {
  id: string;
  postId: string;
  accountId: string;
  /** The holder's name. */
  name: string;
  from: string;
  to: string | null;
};

export type HeldPost = {
  holdingId: string;
  postId: string;
  agencyId: string;
  titleVi: string;
  titleEn: string;
  roles: string[];
  from: string;
  to: string | null;
};

const HOLDING = `h.id, h.post_id AS "postId", h.account_id AS "accountId", a.name, lower(h.valid) AS "from", upper(h.valid) AS "to"`;

/** Who holds the post on `date` (local day): one person, several for a shared post, nobody when it is vacant. */
export const holdersOf = (q: Queryable, postId: string, date: string) =>
  q.query<Holding>(
    `SELECT ${HOLDING} FROM identity.holding h JOIN identity.account a ON a.id = h.account_id
      WHERE h.post_id = $1 AND h.valid @> $2::date ORDER BY a.name COLLATE "vi-x-icu", h.id`,
    [postId, date],
  );

/** As `holdersOf`, for many posts at once. */
export const holdersOfPosts = (q: Queryable, postIds: readonly string[], date: string) =>
  q.query<Holding>(
    `SELECT ${HOLDING} FROM identity.holding h JOIN identity.account a ON a.id = h.account_id
      WHERE h.post_id = ANY ($1::uuid[]) AND h.valid @> $2::date ORDER BY a.name COLLATE "vi-x-icu", h.id`,
    [postIds, date],
  );

/** The posts that any of these people holds on `date` (local day), each once. */
export const postIdsHeldBy = async (
  q: Queryable,
  accountIds: readonly string[],
  date: string,
): Promise<string[]> =>
  (
    await q.query<{ id: string }>(
      'SELECT DISTINCT post_id AS id FROM identity.holding WHERE account_id = ANY ($1::uuid[]) AND valid @> $2::date',
      [accountIds, date],
    )
  ).map(row => row.id);

/** Which posts each of these people holds on `date` (local day). */
export const holdingsHeldBy = (q: Queryable, accountIds: readonly string[], date: string) =>
  q.query<Pick<Holding, 'accountId' | 'postId'>>(
    `SELECT account_id AS "accountId", post_id AS "postId" FROM identity.holding
      WHERE account_id = ANY ($1::uuid[]) AND valid @> $2::date`,
    [accountIds, date],
  );

/** The posts that a person holds on `date` (local day). */
export const postsHeldBy = (q: Queryable, accountId: string, date: string) =>
  q.query<HeldPost>(
    `SELECT h.id AS "holdingId", p.id AS "postId", p.agency_id AS "agencyId", p.title_vi AS "titleVi", p.title_en AS "titleEn",
            p.roles, lower(h.valid) AS "from", upper(h.valid) AS "to"
       FROM identity.holding h JOIN organisation.post p ON p.id = h.post_id AND p.valid @> $2::date
      WHERE h.account_id = $1 AND h.valid @> $2::date ORDER BY lower(h.valid), p.title_vi`,
    [accountId, date],
  );
