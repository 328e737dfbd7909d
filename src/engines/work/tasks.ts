import { newId, type Queryable, type Tx } from '#platform/db';
import { TaskDone, TaskSuspended } from './errors.ts';
import { type LiveTask, type NewTask, TASK_COLUMNS, type Task } from './types.ts';

/** Puts a task into an agency's inbox. The subject's row is locked by the caller. Returns its id. */
export async function openTask(tx: Tx, task: NewTask, at: Date): Promise<string> {
  const id = newId();
  await tx.run(
    `INSERT INTO work.task (id, subject_kind, subject_id, element_id, title, agency_id, permission, post_id, due_at, created_at, search, ref, field,
       due_basis, escalate_at, area_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
    [
      id,
      task.subjectKind,
      task.subjectId,
      task.elementId,
      JSON.stringify(task.title),
      task.agencyId,
      task.permission,
      task.postId ?? null,
      task.dueAt,
      at,
      task.search,
      task.ref ?? '',
      task.field ?? null,
      task.dueBasis ? JSON.stringify(task.dueBasis) : null,
      task.escalateAt ?? null,
      task.areaId ?? null,
    ],
  );
  return id;
}

/** The task with this id, also one that has ended. */
export const findTask = (q: Queryable, id: string): Promise<Task | undefined> =>
  q.maybe<Task>(`SELECT ${TASK_COLUMNS} FROM work.task WHERE id = $1`, [id]);

/** The tasks with these ids; those that are not there are left out. */
export const findTasks = (q: Queryable, ids: readonly string[]): Promise<Task[]> =>
  q.query<Task>(`SELECT ${TASK_COLUMNS} FROM work.task WHERE id = ANY ($1::uuid[])`, [ids]);

/** All tasks of a subject, oldest first. */
export const listTasks = (q: Queryable, subjectId: string): Promise<Task[]> =>
  q.query<Task>(`SELECT ${TASK_COLUMNS} FROM work.task WHERE subject_id = $1 ORDER BY id`, [subjectId]);

/** The open tasks of a subject. */
export const openTasks = (q: Queryable, subjectId: string): Promise<LiveTask[]> =>
  q.query<LiveTask>(
    `SELECT ${TASK_COLUMNS} FROM work.task WHERE subject_id = $1 AND state = 'open' ORDER BY id`,
    [subjectId],
  );

/**
 * Ends a task with its outcome. Nobody searches for it or waits for it any more: which step it was stays with it, and what it was
 * about with its subject. The subject's row is locked by the caller, so of two officials the second finds it ended.
 * Throws TaskDone, TaskSuspended.
 */
export async function completeTask(
  tx: Tx,
  id: string,
  done: { by: string; post: string | null; outcome: string; at: Date },
): Promise<Task> {
  const task = await tx.maybe<Task>(
    `UPDATE work.task SET state = 'done', ended_at = $2, ended_by = $3, ended_post = $4, outcome = $5, search = '',
       title = jsonb_build_object('step', title -> 'step'), due_basis = NULL
     WHERE id = $1 AND state = 'open' RETURNING ${TASK_COLUMNS}`,
    [id, done.at, done.by, done.post, done.outcome],
  );
  if (task) return task;
  const now = await findTask(tx, id);
  throw now?.state === 'suspended' ? TaskSuspended() : TaskDone();
}

/** Gives an open task to one post, or back to all who hold the right (`null`). */
export async function assignTask(tx: Tx, id: string, postId: string | null): Promise<void> {
  const n = await tx.run(
    "UPDATE work.task SET post_id = $2, away_told_at = NULL WHERE id = $1 AND state = 'open'",
    [id, postId],
  );
  if (n === 0) throw TaskDone();
}

/** What is open or waits of a subject. */
export const liveTasks = (q: Queryable, subjectId: string): Promise<LiveTask[]> =>
  q.query<LiveTask>(
    `SELECT ${TASK_COLUMNS} FROM work.task WHERE subject_id = $1 AND state IN ('open', 'suspended') ORDER BY id`,
    [subjectId],
  );

/** What is open or waits of several subjects, by subject; those of which nothing is are left out. */
export const liveTasksBySubject = async (
  q: Queryable,
  subjectIds: readonly string[],
): Promise<ReadonlyMap<string, LiveTask[]>> =>
  Map.groupBy(
    await q.query<LiveTask>(
      `SELECT ${TASK_COLUMNS} FROM work.task WHERE subject_id = ANY ($1::uuid[]) AND state IN ('open', 'suspended') ORDER BY id`,
      [subjectIds],
    ),
    task => task.subjectId,
  );

/** Of which of these subjects somebody has done tasks that need one of these rights, and which of the rights. */
export const doneOf = (
  q: Queryable,
  subjectIds: readonly string[],
  accountId: string,
  permissions: readonly string[],
): Promise<Array<{ subjectId: string; permission: string }>> =>
  q.query(
    `SELECT DISTINCT subject_id AS "subjectId", permission FROM work.task
     WHERE subject_id = ANY ($1::uuid[]) AND state = 'done' AND ended_by = $2 AND permission = ANY ($3::text[])`,
    [subjectIds, accountId, permissions],
  );

/** All tasks of several subjects, by subject, each's oldest first. */
export const tasksBySubject = async (
  q: Queryable,
  subjectIds: readonly string[],
): Promise<ReadonlyMap<string, Task[]>> =>
  Map.groupBy(
    await q.query<Task>(
      `SELECT ${TASK_COLUMNS} FROM work.task WHERE subject_id = ANY ($1::uuid[]) ORDER BY id`,
      [subjectIds],
    ),
    task => task.subjectId,
  );

/** The subject's clock stops: its open tasks wait, but for those whose `ref` begins with `except`. */
export const suspendTasks = (tx: Tx, subjectId: string, except?: string): Promise<number> =>
  tx.run(
    `UPDATE work.task SET state = 'suspended'
     WHERE subject_id = $1 AND state = 'open' AND ($2::text IS NULL OR NOT starts_with(ref, $2))`,
    [subjectId, except ?? null],
  );

/** The clock runs again: waiting tasks are open. Their due times are counted anew by the engine that owns the subject. */
export const resumeTasks = (tx: Tx, subjectId: string, only?: string): Promise<number> =>
  tx.run(
    `UPDATE work.task SET state = 'open'
     WHERE subject_id = $1 AND state = 'suspended' AND ($2::text IS NULL OR starts_with(ref, $2))`,
    [subjectId, only ?? null],
  );

/** The subject has ended otherwise (withdrawn, refused, moved): nothing of it remains to be done. */
export const cancelTasks = (tx: Tx, subjectId: string, at: Date, by: string | null): Promise<number> =>
  tx.run(
    "UPDATE work.task SET state = 'cancelled', ended_at = $2, ended_by = $3 WHERE subject_id = $1 AND state IN ('open', 'suspended')",
    [subjectId, at, by],
  );

/** Ends the open or waiting task that carries `ref`: its step is no longer wanted. */
export const cancelTask = (tx: Tx, subjectId: string, ref: string, at: Date): Promise<number> =>
  tx.run(
    "UPDATE work.task SET state = 'cancelled', ended_at = $3 WHERE subject_id = $1 AND ref = $2 AND state IN ('open', 'suspended')",
    [subjectId, ref, at],
  );

/** As `cancelTask`, of a step that is another one since its subject was moved to another version of its process. */
export const closeAsMoved = (
  tx: Tx,
  subjectId: string,
  ref: string,
  at: Date,
  by: string | null,
): Promise<number> =>
  tx.run(
    `UPDATE work.task SET state = 'cancelled', outcome = 'moved', ended_at = $3, ended_by = $4
     WHERE subject_id = $1 AND ref = $2 AND state IN ('open', 'suspended')`,
    [subjectId, ref, at, by],
  );

/** Tasks that were closed without being done are open again, as they were. Their subject's clock runs, or the caller holds them. */
export const reopenTasks = (tx: Tx, ids: readonly string[]): Promise<number> =>
  tx.run(
    `UPDATE work.task SET state = 'open', outcome = NULL, ended_at = NULL, ended_by = NULL
     WHERE id = ANY ($1::uuid[]) AND state = 'cancelled'`,
    [ids],
  );

export type NewDue = { id: string; dueAt: Date | null; escalateAt: Date | null };

/** Writes new due times of tasks that are open or wait. */
export const setDues = (tx: Tx, dues: readonly NewDue[]): Promise<number> =>
  tx.run(
    `UPDATE work.task t SET due_at = d.due_at, escalate_at = d.escalate_at
     FROM unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) AS d (id, due_at, escalate_at)
     WHERE t.id = d.id AND t.state IN ('open', 'suspended')`,
    [dues.map(d => d.id), dues.map(d => d.dueAt), dues.map(d => d.escalateAt)],
  );

/** Open tasks of a kind of subject whose leaders are to be told by `now`, the most urgent first. */
export const escalationsDue = (
  q: Queryable,
  subjectKind: string,
  now: Date,
  limit: number,
): Promise<Array<{ subjectId: string; taskId: string }>> =>
  q.query(
    `SELECT subject_id AS "subjectId", id AS "taskId" FROM work.task
     WHERE state = 'open' AND escalate_at <= $2 AND subject_kind = $1 ORDER BY escalate_at LIMIT $3`,
    [subjectKind, now, limit],
  );

/** It has been said that a task is still open. False when that had been said, or nobody wants to know. */
export const markEscalated = async (tx: Tx, id: string, now: Date): Promise<boolean> =>
  (await tx.run(
    "UPDATE work.task SET escalate_at = NULL, warned_at = $2 WHERE id = $1 AND state = 'open' AND escalate_at <= $2",
    [id, now],
  )) > 0;

/** An open task of which nobody has said when somebody above is to be told. */
export type Unplanned = { id: string; agencyId: string; createdAt: Date; dueAt: Date };

/**
 * Open tasks of a kind of subject that are due until an instant and of which nobody was told or is to be told, the most urgent first.
 * `refs`: only those whose mark is of these characters alone.
 */
export const unplannedTasks = (
  q: Queryable,
  { subjectKind, to, refs }: { subjectKind: string; to: Date; refs: string },
  limit: number,
): Promise<Unplanned[]> =>
  q.query<Unplanned>(
    `SELECT id, agency_id AS "agencyId", created_at AS "createdAt", due_at AS "dueAt" FROM work.task
     WHERE state = 'open' AND escalate_at IS NULL AND warned_at IS NULL AND due_at <= $2 AND subject_kind = $1
       AND btrim(ref, $3) = '' AND ref <> '' ORDER BY due_at LIMIT $4`,
    [subjectKind, to, refs, limit],
  );

/** Says when somebody above is to be told of tasks, unless they are due at another time by now. */
export const planEscalations = (
  q: Queryable,
  plans: ReadonlyArray<{ id: string; dueAt: Date; escalateAt: Date }>,
): Promise<number> =>
  q.run(
    `UPDATE work.task t SET escalate_at = p.escalate_at
     FROM unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) AS p (id, due_at, escalate_at)
     WHERE t.id = p.id AND t.state = 'open' AND t.due_at = p.due_at AND t.escalate_at IS NULL AND t.warned_at IS NULL`,
    [plans.map(p => p.id), plans.map(p => p.dueAt), plans.map(p => p.escalateAt)],
  );
