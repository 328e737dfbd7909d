import type { Queryable } from '#platform/db';

export type Delegation = {
  id: string;
  fromPostId: string;
  toPostId: string;
  roles: string[];
  from: string;
  to: string;
  reason: string;
  madeAt: Date;
  revokedAt: Date | null;
};

/** Delegations given by or to any of the posts, the newest first. */
export const listDelegations = (q: Queryable, postIds: readonly string[]) =>
  q.query<Delegation>(
    `SELECT id, from_post_id AS "fromPostId", to_post_id AS "toPostId", roles, lower(valid) AS "from", upper(valid) AS "to",
            reason, made_at AS "madeAt", revoked_at AS "revokedAt"
       FROM identity.delegation WHERE from_post_id = ANY ($1::uuid[]) OR to_post_id = ANY ($1::uuid[])
      ORDER BY made_at DESC, id DESC`,
    [postIds],
  );
