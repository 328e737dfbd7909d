import { holdingsHeldBy } from '#engines/identity';
import { localDate } from '#platform/clock';
import type { Queryable, Tx } from '#platform/db';
import { type Candidate, candidatesFor } from './candidates.ts';
import { byPerson, eligible, inTurn, type Standing } from './choose.ts';
import { type HandOutRule, listRules, ruleFor, type Step, type Way } from './rule.ts';

/** Whom a rule gives a step to, and why: he had `open` steps, among so many people who could have got it. */
export type HandOut = { postId: string; ruleId: string; way: Way; open: number; among: number };

/** How much lies open with each post, and when the rule last gave each something. */
const standingsOf = (q: Queryable, ruleId: string | null, postIds: readonly string[]): Promise<Standing[]> =>
  q.query<Standing>(
    `SELECT p.id AS "postId", (SELECT count(*) FROM work.task t WHERE t.post_id = p.id AND t.state = 'open') AS open,
       (SELECT given_at FROM work.hand_out_turn h WHERE h.rule_id = $1 AND h.post_id = p.id) AS "givenAt"
     FROM unnest($2::uuid[]) AS p (id)`,
    [ruleId, postIds],
  );

/**
 * One standing for each person among these candidates, with all that he has in hand in any of his posts on the day of `at`. `ruleId`: whose turns
 * count; null: nobody's.
 */
export async function peopleStanding(
  q: Queryable,
  ruleId: string | null,
  candidates: readonly Candidate[],
  at: Date,
): Promise<Standing[]> {
  const held = await holdingsHeldBy(q, [...new Set(candidates.flatMap(c => c.holders))], localDate(at));
  const posts = [...new Set([...candidates, ...held].map(p => p.postId))];
  return byPerson(candidates, await standingsOf(q, ruleId, posts), held);
}

/**
 * Takes the turn of the first in order whom nobody else is giving something to at this moment; the first of all where each is
 * being given something. Holds until the transaction ends, and waits for nobody.
 */
async function takeTurn(tx: Tx, rule: HandOutRule, order: readonly Standing[], at: Date): Promise<Standing> {
  const ids = order.map(s => s.postId);
  await tx.run(
    `INSERT INTO work.hand_out_turn (rule_id, post_id) SELECT $1, p.id FROM unnest($2::uuid[]) AS p (id)
     WHERE NOT EXISTS (SELECT FROM work.hand_out_turn h WHERE h.rule_id = $1 AND h.post_id = p.id) ON CONFLICT DO NOTHING`,
    [rule.id, ids],
  );
  const free = await tx.maybe<{ postId: string }>(
    `SELECT h.post_id AS "postId" FROM work.hand_out_turn h
     WHERE h.rule_id = $1 AND h.post_id = ANY ($2::uuid[]) ORDER BY array_position($2::uuid[], h.post_id)
     LIMIT 1 FOR UPDATE SKIP LOCKED`,
    [rule.id, ids],
  );
  if (free)
    await tx.run(
      'UPDATE work.hand_out_turn SET given_at = greatest(given_at, $3) WHERE rule_id = $1 AND post_id = $2',
      [rule.id, free.postId, at],
    );
  return order.find(s => s.postId === free?.postId) ?? order[0]!;
}

/**
 * Whom a new step of an agency goes to by the rule that says the most about it; null where none says anything, it says nobody, or
 * nobody is there to whom it could be given: then all who may do it see it. Nothing is asked where the agency has no rule, and that is known.
 */
export async function handOut(tx: Tx, agencyId: string, step: Step, at: Date): Promise<HandOut | null> {
  const rule = ruleFor(await listRules(tx, [agencyId]), step);
  if (!rule || rule.way === 'nobody') return null;
  const candidates: Candidate[] = await candidatesFor(
    tx,
    { agencyId, permission: step.permission, field: step.field },
    at,
  );
  const may = eligible(rule.way, rule.postId, candidates);
  if (!may.length) return null;
  const people = await peopleStanding(tx, rule.id, may, at);
  const order = inTurn(rule.way, people);
  const chosen = rule.way === 'fixed' ? order[0]! : await takeTurn(tx, rule, order, at);
  return {
    postId: chosen.postId,
    ruleId: rule.id,
    way: rule.way,
    open: chosen.open,
    among: people.length,
  };
}
