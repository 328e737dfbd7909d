import type { Queryable } from '#platform/db';
import { type LiveTask, TASK_COLUMNS, type Task } from './types.ts';

/** What lies open with a post of an agency; `postId` null: with nobody in particular. */
export type Load = {
  agencyId: string;
  postId: string | null;
  open: number;
  /** Of these: over their time; due until the end of today; due soon. */
  late: number;
  today: number;
  soon: number;
};

/** The instants by which open tasks are told apart: `soon` is the one before which they are due soon. */
export type Marks = { now: Date; dayEnd: Date; soon: Date };

/**
 * What lies open at agencies, by post. As many rows are read as are open there, however many there have ever been. `except`: tasks
 * whose `ref` begins so are no work of their own.
 */
export const loadByPost = (
  q: Queryable,
  agencyIds: readonly string[],
  { now, dayEnd, soon }: Marks,
  except: string,
): Promise<Load[]> =>
  q.query<Load>(
    `SELECT agency_id AS "agencyId", post_id AS "postId", count(*) AS open,
       count(*) FILTER (WHERE due_at < $2) AS late,
       count(*) FILTER (WHERE due_at >= $2 AND due_at < $3) AS today,
       count(*) FILTER (WHERE due_at >= $2 AND due_at < $4) AS soon
     FROM work.task WHERE state = 'open' AND agency_id = ANY ($1::uuid[]) AND NOT starts_with(ref, $5)
     GROUP BY agency_id, post_id`,
    [agencyIds, now, dayEnd, soon, except],
  );

export type HeldFilter = {
  agencyIds: readonly string[];
  /** Only with these posts; `[]`: only what was given to nobody; absent: all. */
  postIds?: readonly string[];
  /** Only what is due before this instant, or at or after that one. */
  dueBefore?: Date;
  dueFrom?: Date;
  except: string;
};

/** Open tasks of agencies, the most urgent first: `limit` after `offset`. */
export const listHeld = (
  q: Queryable,
  { agencyIds, postIds, dueBefore, dueFrom, except }: HeldFilter,
  page: { limit: number; offset: number },
): Promise<LiveTask[]> =>
  q.query<LiveTask>(
    `SELECT ${TASK_COLUMNS} FROM work.task
     WHERE state = 'open' AND agency_id = ANY ($1::uuid[]) AND NOT starts_with(ref, $2)
       AND ($3::uuid[] IS NULL OR post_id = ANY ($3::uuid[]) OR (post_id IS NULL AND cardinality($3::uuid[]) = 0))
       AND ($4::timestamptz IS NULL OR due_at < $4) AND ($5::timestamptz IS NULL OR due_at >= $5)
     ORDER BY due_at NULLS LAST, id LIMIT $6 OFFSET $7`,
    [agencyIds, except, postIds ?? null, dueBefore ?? null, dueFrom ?? null, page.limit, page.offset],
  );

/**
 * What somebody has done at agencies from an instant until before another, the latest first. `late`: only what was over its time; `except`: tasks
 * whose `ref` begins with one of these are left out.
 */
export const listDone = (
  q: Queryable,
  {
    by,
    agencyIds,
    from,
    until,
    late,
    except,
  }: {
    by: string;
    agencyIds: readonly string[];
    from: Date;
    until: Date;
    late: boolean | null;
    except: readonly string[];
  },
  page: { limit: number; offset: number },
): Promise<Task[]> =>
  q.query<Task>(
    `SELECT ${TASK_COLUMNS} FROM work.task
     WHERE state = 'done' AND ended_by = $1 AND ended_at >= $3 AND ended_at < $4 AND agency_id = ANY ($2::uuid[])
       AND ($5::boolean IS NULL OR coalesce(ended_at > due_at, false) = $5)
       AND NOT EXISTS (SELECT FROM unnest($6::text[]) AS mark WHERE starts_with(ref, mark))
     ORDER BY ended_at DESC, id LIMIT $7 OFFSET $8`,
    [by, agencyIds, from, until, late, except, page.limit, page.offset],
  );

/** What an entry of an act tells of the task that the act ended. */
type ToldEnd = { subjectId: string; at: Date; by: string; outcome: string };

/** The tasks of which entries tell, each in the place of what was told; undefined where there is none. */
export async function findEnded(q: Queryable, told: readonly ToldEnd[]): Promise<Array<Task | undefined>> {
  if (!told.length) return [];
  const rows = await q.query<Task & { place: number }>(
    `SELECT m.place::int, t.* FROM unnest($1::uuid[], $2::timestamptz[], $3::uuid[], $4::text[])
         WITH ORDINALITY AS m (subject, at, by, outcome, place)
       CROSS JOIN LATERAL (
         SELECT ${TASK_COLUMNS} FROM work.task
         WHERE subject_id = m.subject AND state = 'done' AND ended_at = m.at AND ended_by = m.by AND outcome = m.outcome
         ORDER BY id LIMIT 1) t`,
    [told.map(t => t.subjectId), told.map(t => t.at), told.map(t => t.by), told.map(t => t.outcome)],
  );
  const found = new Map(rows.map(({ place, ...task }) => [place, task as Task]));
  return told.map((_, i) => found.get(i + 1));
}

/**
 * What lies with a post, and rests on it: steps that are open, or wait at its own agency (`except`: those whose `ref` begins so are no work of their own),
 * and hand-out rules that name it.
 */
export const leftWith = (
  q: Queryable,
  { id, agencyId }: { id: string; agencyId: string },
  except: string,
): Promise<{ steps: number; rules: number }> =>
  q.one<{ steps: number; rules: number }>(
    `SELECT (SELECT count(*) FROM work.task WHERE state = 'open' AND post_id = $1 AND NOT starts_with(ref, $3))
       + (SELECT count(*) FROM work.task WHERE state = 'suspended' AND agency_id = $2 AND post_id = $1 AND NOT starts_with(ref, $3)) AS steps,
       (SELECT count(*) FROM work.hand_out_rule WHERE post_id = $1 AND ended_at IS NULL) AS rules`,
    [id, agencyId, except],
  );
