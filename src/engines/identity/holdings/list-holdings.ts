import type { Queryable } from '#platform/db';
import type { HeldPost, Holding } from './holders.ts';

/** Everybody who has held, holds or will hold the post, the latest first. */
export const holdingsOfPost = (q: Queryable, postId: string) =>
  q.query<Holding>(
    `SELECT h.id, h.post_id AS "postId", h.account_id AS "accountId", a.name, lower(h.valid) AS "from", upper(h.valid) AS "to"
       FROM identity.holding h JOIN identity.account a ON a.id = h.account_id
      WHERE h.post_id = $1::uuid ORDER BY h.valid DESC, a.name COLLATE "vi-x-icu", h.id`,
    [postId],
  );

/** All posts that these people have held, hold or will hold, the latest first. */
export const holdingsOfAccounts = (q: Queryable, accountIds: readonly string[]) =>
  q.query<HeldPost & { accountId: string }>(
    `SELECT h.id AS "holdingId", h.account_id AS "accountId", p.id AS "postId", p.agency_id AS "agencyId",
            p.title_vi AS "titleVi", p.title_en AS "titleEn", p.roles, lower(h.valid) AS "from", upper(h.valid) AS "to"
       FROM identity.holding h JOIN organisation.post p ON p.id = h.post_id
      WHERE h.account_id = ANY ($1::uuid[]) ORDER BY h.valid DESC, p.title_vi, h.id`,
    [accountIds],
  );
