import type { Queryable } from '#platform/db';

/**
 * The applicant has a result: from its first opening on it is not only the signer's any more. Asked again, the first time stays. False where
 * its signer was quicker, and took it back.
 */
export const noteFetched = async (q: Queryable, resultId: string, at: Date): Promise<boolean> =>
  (await q.run(
    "UPDATE cases.result SET fetched_at = coalesce(fetched_at, $2) WHERE id = $1 AND status <> 'withdrawn'",
    [resultId, at],
  )) > 0;
