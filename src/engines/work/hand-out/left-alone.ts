import type { Queryable, Tx } from '#platform/db';
import type { Deserted } from './deserted.ts';

/** A task of a subject. */
type Found = { subjectId: string; taskId: string };

/** Tasks of a kind of subject; `refs`: only those whose mark is of these characters alone. */
type Kind = { subjectKind: string; refs: string };

// Nobody is at the post until after the task is due, however far that is, and nobody who is there acts for it in such tasks.
const LEFT_ALONE = `t.post_id = p.id AND t.due_at <= p.back AND NOT t.post_id || ' ' || t.permission = ANY ($3)`;
const POSTS = 'unnest($1::uuid[], $2::timestamptz[]) AS p (id, back)';
const boundTo = (posts: readonly Deserted[]): unknown[] => [
  posts.map(p => p.postId),
  posts.map(p => p.back),
  posts.flatMap(p => p.covered.map(permission => `${p.postId} ${permission}`)),
];

/**
 * Open tasks that lie with one of these posts and are due before anybody is back there, and of which nobody above was told so; not of those that need
 * a right for which somebody acts. The most urgent first.
 */
export const tasksLeftAlone = (
  q: Queryable,
  { subjectKind, refs }: Kind,
  posts: readonly Deserted[],
  limit: number,
): Promise<Found[]> =>
  q.query<Found>(
    `SELECT t.subject_id AS "subjectId", t.id AS "taskId" FROM work.task t JOIN ${POSTS} ON ${LEFT_ALONE}
     WHERE t.state = 'open' AND t.away_told_at IS NULL AND t.subject_kind = $4 AND btrim(t.ref, $5) = '' AND t.ref <> ''
     ORDER BY t.due_at, t.id LIMIT $6`,
    [...boundTo(posts), subjectKind, refs, limit],
  );

/** Tasks of which somebody above was told that they lie with who is away, and that does not hold any more: `posts` are those at which nobody is. */
export const tasksAttended = (
  q: Queryable,
  subjectKind: string,
  posts: readonly Deserted[],
  limit: number,
): Promise<Found[]> =>
  q.query<Found>(
    `SELECT t.subject_id AS "subjectId", t.id AS "taskId" FROM work.task t
     WHERE t.away_told_at IS NOT NULL AND t.state IN ('open', 'suspended') AND t.subject_kind = $4
       AND NOT EXISTS (SELECT FROM ${POSTS} WHERE ${LEFT_ALONE}) LIMIT $5`,
    [...boundTo(posts), subjectKind, limit],
  );

/** It has been said that an open task lies with somebody who is away. False when that had been said. */
export const markAwayTold = async (tx: Tx, id: string, now: Date): Promise<boolean> =>
  (await tx.run(
    "UPDATE work.task SET away_told_at = $2 WHERE id = $1 AND state = 'open' AND away_told_at IS NULL",
    [id, now],
  )) > 0;

/** What was said of a task that lay with somebody who is away does not hold any more: another time it is said again. */
export const clearAwayTold = (tx: Tx, id: string): Promise<number> =>
  tx.run('UPDATE work.task SET away_told_at = NULL WHERE id = $1 AND away_told_at IS NOT NULL', [id]);
