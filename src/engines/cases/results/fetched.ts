import type { Queryable } from '#platform/db';

/** The applicant has a result: from its first opening on it is not only the signer's any more. Asked again, the first stays. */
export const noteFetched = (q: Queryable, resultId: string, at: Date): Promise<number> =>
  q.run(
    "UPDATE cases.result SET fetched_at = $2 WHERE id = $1 AND fetched_at IS NULL AND status <> 'withdrawn'",
    [resultId, at],
  );
