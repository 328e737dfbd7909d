import type { Queryable } from '#platform/db';
import { KEPT_COLUMNS, type KeptAct } from '../undo/read-acts.ts';

/** What a bulk act did with each of its steps, by the step's id, as far as it is kept to be taken back, or was taken back. */
export async function actsOfBulk(q: Queryable, bulkId: string): Promise<ReadonlyMap<string, KeptAct>> {
  // Of this time alone: what was taken back may have been done again with the same step.
  const acts = await q.query<KeptAct & { stepId: string }>(
    `SELECT DISTINCT ON (i.task_id) ${KEPT_COLUMNS}, i.task_id AS "stepId"
     FROM cases.bulk_act b JOIN cases.bulk_item i ON i.bulk_id = b.id AND i.state = 'done'
     JOIN cases.undoable_act a ON a.dossier_id = i.dossier_id AND a.task_id = i.task_id AND a.by = b.account_id
       AND a.at BETWEEN b.confirmed_at AND i.at
     WHERE b.id = $1 ORDER BY i.task_id, a.id DESC`,
    [bulkId],
  );
  return new Map(acts.map(act => [act.stepId, act]));
}
