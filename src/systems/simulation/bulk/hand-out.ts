import type { Tx } from '#platform/db';
import type { Row } from './expression.ts';
import { type Memory, tableOf } from './memory.ts';
import type { Answer } from './run-statement.ts';
import { turnKey } from './turns.ts';

/** Counts steps that are taken out of memory, each for so many dossiers. */
export function countTaken({ turns: { open }, alike }: Memory, tasks: readonly Row[]): void {
  for (const { state, post_id: postId } of tasks)
    if (state === 'open' && postId) open.set(String(postId), (open.get(String(postId)) ?? 0) + alike);
}

/** How much lies open with each post, and when a rule last gave it something (engines/work, standingsOf). */
export function standings(memory: Memory, [ruleId, postIds]: readonly unknown[]): Answer {
  const tasks = tableOf(memory, 'work.task');
  const { open, given } = memory.turns;
  const rows = (postIds as string[]).map(postId => {
    let n = open.get(postId) ?? 0;
    for (const { state } of tasks.by('post_id', postId)) if (state === 'open') n += memory.alike;
    return { postId, open: n, givenAt: given.get(turnKey(String(ruleId), postId)) ?? null };
  });
  return { rows, count: rows.length };
}

/** Posts that a rule gives something to for the first time. */
export function addTurns({ turns: { given, fresh } }: Memory, [ruleId, postIds]: readonly unknown[]): Answer {
  const keys = (postIds as string[]).map(id => turnKey(String(ruleId), id)).filter(key => !given.has(key));
  for (const key of keys) {
    given.set(key, null);
    fresh.add(key);
  }
  return { rows: [], count: keys.length };
}

/** Whose turn it is: nobody else hands out here, so it is the first's. */
export function firstTurn(_: Memory, [, postIds]: readonly unknown[]): Answer {
  const [postId] = postIds as string[];
  return postId ? { rows: [{ postId }], count: 1 } : { rows: [], count: 0 };
}

/** Keeps when a rule gave a post something. */
export function takeTurn(
  { turns: { given, fresh } }: Memory,
  [ruleId, postId, at]: readonly unknown[],
): Answer {
  const key = turnKey(String(ruleId), String(postId));
  const before = given.get(key);
  given.set(key, before && before > (at as Date) ? before : (at as Date));
  fresh.add(key);
  return { rows: [], count: 1 };
}

/** Writes the turns that were taken. */
export async function writeTurns(tx: Tx, { turns: { given, fresh } }: Memory): Promise<void> {
  const keys = [...fresh].map(key => key.split(' '));
  await tx.run(
    `INSERT INTO work.hand_out_turn AS h (rule_id, post_id, given_at)
       SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[])
     ON CONFLICT (rule_id, post_id) DO UPDATE SET given_at = greatest(h.given_at, excluded.given_at)`,
    [keys.map(([rule]) => rule), keys.map(([, post]) => post), [...fresh].map(key => given.get(key))],
  );
  fresh.clear();
}
