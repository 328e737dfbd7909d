import type { Queryable, Tx } from '#platform/db';
import { TASK_COLUMNS, type Task, type TaskTitle } from './types.ts';

/** What of a task an act may change, exactly as its row has it; for `restoreTasks` alone. */
export type TaskImage = { id: string; [column: string]: unknown };

/** Everything that is open or waits of a subject, as it is now. */
export const taskImages = async (q: Queryable, subjectId: string): Promise<TaskImage[]> =>
  (
    await q.query<{ image: TaskImage }>(
      `SELECT jsonb_build_object('id', id, 'state', state, 'agency_id', agency_id, 'post_id', post_id, 'due_at', due_at,
         'due_basis', due_basis, 'escalate_at', escalate_at, 'warned_at', warned_at, 'away_told_at', away_told_at) AS image
       FROM work.task WHERE subject_id = $1 AND state IN ('open', 'suspended') ORDER BY id`,
      [subjectId],
    )
  ).map(row => row.image);

/**
 * Makes the tasks of a locked subject what they were: those of the images are open or wait again, with the post, the due time and the
 * warnings that they had; what has come since goes, as undone. `about`: what it is about and what a search looks in, which a task loses
 * when it is done. Returns which of the images' tasks somebody had done.
 */
export async function restoreTasks(
  tx: Tx,
  subjectId: string,
  images: readonly TaskImage[],
  { at, by, about }: { at: Date; by: string; about: (task: Task) => { title: TaskTitle; search: string } },
): Promise<string[]> {
  const ids = images.map(i => i.id);
  await tx.run(
    `UPDATE work.task SET state = 'cancelled', outcome = 'undone', ended_at = $3, ended_by = $4
     WHERE subject_id = $1 AND state IN ('open', 'suspended') AND NOT id = ANY ($2::uuid[])`,
    [subjectId, ids, at, by],
  );
  const done = await tx.query<Task>(
    `SELECT ${TASK_COLUMNS} FROM work.task WHERE subject_id = $1 AND id = ANY ($2::uuid[]) AND state = 'done' ORDER BY id`,
    [subjectId, ids],
  );
  const said = done.map(about);
  await tx.run(
    `UPDATE work.task t SET title = s.title, search = s.search FROM unnest($1::uuid[], $2::jsonb[], $3::text[]) AS s (id, title, search)
     WHERE t.id = s.id`,
    [done.map(t => t.id), said.map(s => JSON.stringify(s.title)), said.map(s => s.search)],
  );
  await tx.run(
    `UPDATE work.task t SET state = i.state, agency_id = i.agency_id, post_id = i.post_id, due_at = i.due_at, due_basis = i.due_basis,
       escalate_at = i.escalate_at, warned_at = i.warned_at, away_told_at = i.away_told_at, ended_at = NULL, ended_by = NULL, ended_post = NULL, outcome = NULL
     FROM jsonb_populate_recordset(NULL::work.task, $2::jsonb) i WHERE t.id = i.id AND t.subject_id = $1`,
    [subjectId, JSON.stringify(images)],
  );
  return done.map(t => t.id);
}
