import type { Queryable } from '#platform/db';

/** What rules that hand out steps go by: how much lies open with each post, and when each rule last gave it something. */
export type Turns = {
  /** Of what is not in memory: what was there before, and what was written since. */
  open: Map<string, number>;
  /** By rule and post; null: it was never given anything. */
  given: Map<string, Date | null>;
  /** What is to be written. */
  fresh: Set<string>;
};

/** What tells one turn from another. */
export const turnKey = (ruleId: string, postId: string): string => `${ruleId} ${postId}`;

/** As the database has them. */
export async function openTurns(real: Queryable): Promise<Turns> {
  const open = await real.query<{ postId: string; open: number }>(
    `SELECT post_id AS "postId", count(*) AS open FROM work.task WHERE state = 'open' AND post_id IS NOT NULL GROUP BY 1`,
  );
  const given = await real.query<{ ruleId: string; postId: string; at: Date | null }>(
    'SELECT rule_id AS "ruleId", post_id AS "postId", given_at AS at FROM work.hand_out_turn',
  );
  return {
    open: new Map(open.map(o => [o.postId, Number(o.open)])),
    given: new Map(given.map(g => [turnKey(g.ruleId, g.postId), g.at])),
    fresh: new Set(),
  };
}
