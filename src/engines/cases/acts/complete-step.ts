import { completeTask, findTask } from '#engines/work';
import type { Tx } from '#platform/db';
import { NotFound } from '#platform/errors';
import type { CaseDeps } from '../deps.ts';
import { loadProcedure } from '../process/load.ts';
import { advance } from '../process/run.ts';
import { lockDossier } from '../read/dossier.ts';
import type { Actor, Dossier } from '../types.ts';
import { record } from './record.ts';
import { move } from './status.ts';
import { optionalText } from './written.ts';

/**
 * An official ends a step of the process with an outcome; the process moves on.
 *
 * | refusal | when |
 * | --- | --- |
 * | NOT_FOUND | there is no such task, or it is not of this dossier |
 * | TASK_DONE | someone else has done it meanwhile |
 * | TASK_SUSPENDED | the clock stands still |
 * | ACT_NOT_ALLOWED_NOW | the dossier's status does not allow work on it |
 * | OUTCOME_UNKNOWN, OUTCOME_TOO_LONG, PROCESS_STUCK | the process cannot go on with it |
 * | REASON_TOO_LONG | the note has more than 4,000 characters |
 */
export async function completeStep(
  tx: Tx,
  deps: Pick<CaseDeps, 'ledger'>,
  input: { dossierId: string; taskId: string; outcome: string; note?: string },
  actor: Actor,
): Promise<Dossier> {
  const note = optionalText(input.note ?? '');
  const dossier = await lockDossier(tx, input.dossierId);
  const task = await findTask(tx, input.taskId);
  if (task?.subjectId !== dossier.id) throw NotFound();
  await completeTask(tx, task.id, {
    by: actor.accountId,
    post: actor.postId,
    outcome: input.outcome,
    at: actor.at,
  });
  const moved = await move(tx, dossier, 'process', actor.at);
  const next = await advance({ tx, procedure: await loadProcedure(tx, dossier), at: actor.at }, moved, {
    type: 'task-completed',
    token: Number(task.ref),
    outcome: { outcome: input.outcome },
  });
  await record(
    tx,
    deps.ledger,
    next,
    actor,
    'step-done',
    { task: task.id, element: task.elementId, outcome: input.outcome },
    note ? { note } : {},
  );
  return next;
}
