import { newId, type Queryable, type Tx } from '#platform/db';
import { TaskDone, TaskSuspended } from './errors.ts';
import { type NewTask, TASK_COLUMNS, type Task } from './types.ts';

/** Puts a task into an agency's inbox. The subject's row is locked by the caller. Returns its id. */
export async function openTask(tx: Tx, task: NewTask, at: Date): Promise<string> {
  const id = newId();
  await tx.run(
    `INSERT INTO work.task (id, subject_kind, subject_id, element_id, title, agency_id, permission, post_id, due_at, created_at, search, ref, field)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
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
    ],
  );
  return id;
}

export const findTask = (q: Queryable, id: string): Promise<Task | undefined> =>
  q.maybe<Task>(`SELECT ${TASK_COLUMNS} FROM work.task WHERE id = $1`, [id]);

/** All tasks of a subject, oldest first. */
export const listTasks = (q: Queryable, subjectId: string): Promise<Task[]> =>
  q.query<Task>(`SELECT ${TASK_COLUMNS} FROM work.task WHERE subject_id = $1 ORDER BY id`, [subjectId]);

/** The open tasks of a subject. */
export const openTasks = (q: Queryable, subjectId: string): Promise<Task[]> =>
  q.query<Task>(
    `SELECT ${TASK_COLUMNS} FROM work.task WHERE subject_id = $1 AND state = 'open' ORDER BY id`,
    [subjectId],
  );

/**
 * Ends a task with its outcome. The subject's row is locked by the caller, so of two officials the second finds it ended.
 * Throws TaskDone, TaskSuspended.
 */
export async function completeTask(
  tx: Tx,
  id: string,
  done: { by: string; post: string | null; outcome: string; at: Date },
): Promise<Task> {
  const task = await tx.maybe<Task>(
    `UPDATE work.task SET state = 'done', ended_at = $2, ended_by = $3, ended_post = $4, outcome = $5
     WHERE id = $1 AND state = 'open' RETURNING ${TASK_COLUMNS}`,
    [id, done.at, done.by, done.post, done.outcome],
  );
  if (task) return task;
  const now = await findTask(tx, id);
  throw now?.state === 'suspended' ? TaskSuspended() : TaskDone();
}

/** Gives an open task to one post, or back to all who hold the right (`null`). */
export async function assignTask(tx: Tx, id: string, postId: string | null): Promise<void> {
  const n = await tx.run("UPDATE work.task SET post_id = $2 WHERE id = $1 AND state = 'open'", [id, postId]);
  if (n === 0) throw TaskDone();
}

const change = (tx: Tx, subjectId: string, from: string, to: string) =>
  tx.run('UPDATE work.task SET state = $3 WHERE subject_id = $1 AND state = $2', [subjectId, from, to]);

/** The subject's clock stops: its open tasks wait. */
export const suspendTasks = (tx: Tx, subjectId: string): Promise<number> =>
  change(tx, subjectId, 'open', 'suspended');

/** The clock runs again: waiting tasks are open, with a new due time. */
export async function resumeTasks(tx: Tx, subjectId: string, dueAt: Date | null): Promise<number> {
  return tx.run(
    "UPDATE work.task SET state = 'open', due_at = $2 WHERE subject_id = $1 AND state = 'suspended'",
    [subjectId, dueAt],
  );
}

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

/** Moves the due time of all that is open or waiting of a subject. */
export const moveDue = (tx: Tx, subjectId: string, dueAt: Date): Promise<number> =>
  tx.run("UPDATE work.task SET due_at = $2 WHERE subject_id = $1 AND state IN ('open', 'suspended')", [
    subjectId,
    dueAt,
  ]);
