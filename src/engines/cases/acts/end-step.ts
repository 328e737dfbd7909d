import { completeTask, findTask, type Task } from '#engines/work';
import type { Tx } from '#platform/db';
import { NotFound } from '#platform/errors';
import { loadProcedure } from '../process/load.ts';
import { advance } from '../process/run.ts';
import { lockDossier } from '../read/dossier.ts';
import type { Actor, Dossier } from '../types.ts';

/** A step of a dossier that an official ends, and how. */
export type StepEnd = { dossierId: string; taskId: string; outcome: string };

/**
 * Locks the dossier and ends its task. `goOn` is told what the dossier is then, and moves its process on by the outcome.
 * Throws NOT_FOUND when there is no such task, or it is not of this dossier; TASK_DONE, TASK_SUSPENDED.
 */
export async function endStep(
  tx: Tx,
  { dossierId, taskId, outcome }: StepEnd,
  actor: Actor,
): Promise<{ dossier: Dossier; task: Task; goOn(dossier: Dossier): Promise<Dossier> }> {
  const dossier = await lockDossier(tx, dossierId);
  const task = await findTask(tx, taskId);
  if (task?.subjectId !== dossier.id) throw NotFound();
  await completeTask(tx, task.id, { by: actor.accountId, post: actor.postId, outcome, at: actor.at });
  const goOn = async (now: Dossier) =>
    advance({ tx, procedure: await loadProcedure(tx, now), at: actor.at }, now, {
      type: 'task-completed',
      token: Number(task.ref),
      outcome: { outcome },
    });
  return { dossier, task, goOn };
}
