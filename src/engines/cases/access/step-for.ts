import { listTasks, type Task, TaskDone, TaskSuspended } from '#engines/work';
import type { Tx } from '#platform/db';
import { NotAllowed, NotFound } from '#platform/errors';
import type { Visitor } from '#platform/http';
import { lockDossier } from '../read/dossier.ts';
import { isUuid } from '../read/uuid.ts';
import type { Actor, Dossier } from '../types.ts';
import { actorOn } from './actor.ts';
import { askerOf, factsWith } from './facts.ts';
import { doable, mayAct } from './table.ts';

/** A step that lies before the visitor, and the post through which he does it. */
export type FacedStep = {
  dossier: Dossier;
  task: Task;
  /** All of the dossier, it among them. */
  tasks: readonly Task[];
  actor: Actor;
};

/**
 * The open task of a dossier that the visitor is about to do in this transaction, with the dossier locked until it ends: what he
 * may do now is what he may do when it is written.
 *
 * | refusal | when |
 * | --- | --- |
 * | NOT_FOUND | there is no such dossier or the visitor may not read it (the same words for both), or the task is not of it |
 * | TASK_DONE | someone else has done it, rather than that one may not do it |
 * | TASK_SUSPENDED | the clock stands still |
 * | NOT_ALLOWED | he may read the dossier, but the step is not his |
 */
export async function stepFor(
  tx: Tx,
  visitor: Visitor,
  { dossierId, taskId }: { dossierId: string; taskId: string },
  at: Date,
): Promise<FacedStep> {
  if (!isUuid(dossierId)) throw NotFound();
  // Sent together; the tasks are read once the lock is had.
  const [dossier, tasks] = await Promise.all([lockDossier(tx, dossierId), listTasks(tx, dossierId)]);
  const facts = await factsWith(tx, dossier, tasks, at);
  const asker = askerOf(visitor);
  const task = tasks.find(t => t.id === taskId);
  if (!mayAct(asker, 'read', facts) || !task) throw NotFound();
  if (task.state === 'suspended') throw TaskSuspended();
  if (task.state !== 'open') throw TaskDone();
  const facing = doable(asker, facts).find(t => t.taskId === task.id);
  if (!facing) throw NotAllowed();
  return { dossier, task, tasks, actor: actorOn(visitor, at, facts, facing) };
}
