import type { Tx } from '#platform/db';
import { type LiveTask, TASK_COLUMNS } from './types.ts';

/** Open tasks of a locked subject, and those that wait, name another person from now on, and are found by what `searchOf` makes of it. */
export async function renameTasks(
  tx: Tx,
  subjectId: string,
  person: string,
  searchOf: (task: LiveTask) => string,
): Promise<void> {
  const tasks = await tx.query<LiveTask>(
    `UPDATE work.task SET title = jsonb_set(title, '{person}', to_jsonb($2::text))
     WHERE subject_id = $1 AND state IN ('open', 'suspended') RETURNING ${TASK_COLUMNS}`,
    [subjectId, person],
  );
  await tx.run(
    'UPDATE work.task t SET search = s.search FROM unnest($1::uuid[], $2::text[]) AS s (id, search) WHERE t.id = s.id',
    [tasks.map(t => t.id), tasks.map(searchOf)],
  );
}
