import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';

/** How long whoever stood in for a post is still told that he does so no more. */
const DAYS = 2;

/**
 * The delegation to a post of this account that ended last, within two days before `at`: its id, the post for which it was, in Vietnamese, and
 * when it ended; undefined where none did. Who had none learns nothing by it.
 */
export const delegationEndedLately = (
  q: Queryable,
  accountId: string,
  at: Date,
): Promise<{ id: string; post: string; endedAt: Date } | undefined> =>
  q.maybe(
    `SELECT id, post, "endedAt" FROM (
       SELECT d.id, p.title_vi AS post, least(d.revoked_at, upper(d.valid)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh') AS "endedAt"
       FROM identity.delegation d JOIN organisation.post p ON p.id = d.from_post_id
       JOIN identity.holding h ON h.post_id = d.to_post_id AND h.account_id = $1 AND h.valid @> $3::date) AS mine
     WHERE "endedAt" <= $2 AND "endedAt" > $2::timestamptz - make_interval(days => ${DAYS}) ORDER BY "endedAt" DESC LIMIT 1`,
    [accountId, at, localDate(at)],
  );
