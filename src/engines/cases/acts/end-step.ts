import { checkFactDays, type Outcome, type ProcessState } from '#engines/processes';
import { cancelTask, completeTask, findTask, type Task } from '#engines/work';
import { localDate } from '#platform/clock';
import type { Tx } from '#platform/db';
import { NotFound } from '#platform/errors';
import type { Ledger } from '#platform/ledger';
import type { FacedStep } from '../access/step-for.ts';
import { endEscalation } from '../deadlines/escalate.ts';
import { guarded } from '../process/guard.ts';
import { type LoadedProcedure, loadProcedure } from '../process/load.ts';
import { isProposal, REFUSAL_REF } from '../process/refusal-ref.ts';
import { advance, foresee } from '../process/run.ts';
import { warnsOf } from '../process/warning-ref.ts';
import { lockDossier } from '../read/dossier.ts';
import type { Actor, Dossier } from '../types.ts';
import type { Act } from './status.ts';

/** A step of a dossier that an official ends, and how. */
export type StepEnd = {
  dossierId: string;
  taskId: string;
  outcome: string;
  /** What the step has to say beside it (`fs:facts`), by id. */
  facts?: Outcome;
  /** What was found before in this transaction, which holds the dossier's lock. */
  locked?: Pick<FacedStep, 'dossier' | 'task' | 'tasks'>;
};

export type EndedStep = {
  dossier: Dossier;
  task: Task;
  procedure: LoadedProcedure;
  /** Where the process will stand, without moving it. */
  foreseen(): ProcessState;
  /** With `act` the dossier's status is moved too, before the process. */
  goOn(dossier: Dossier, act?: Act): Promise<Dossier>;
};

/**
 * Locks the dossier and ends its task. `goOn` is told what the dossier is then, and moves its process on by the outcome.
 * Throws NOT_FOUND when there is no such task, or it is not of this dossier; TASK_DONE, TASK_SUSPENDED; FACTS_WRONG for a day
 * that the step does not allow.
 */
export async function endStep(
  tx: Tx,
  ledger: Pick<Ledger, 'append'>,
  { dossierId, taskId, outcome, facts, locked }: StepEnd,
  actor: Actor,
): Promise<EndedStep> {
  const dossier = locked?.dossier ?? (await lockDossier(tx, dossierId));
  const task = locked?.task ?? (await findTask(tx, taskId));
  if (task?.subjectId !== dossier.id) throw NotFound();
  const done = { by: actor.accountId, post: actor.postId, outcome, at: actor.at };
  await completeTask(tx, task.id, done);
  if (!locked || locked.tasks.some(t => warnsOf(t, task.ref)))
    await endEscalation(tx, dossier.id, task.ref, actor.at);
  // Who goes on with a step no longer proposes what he proposed in its course.
  if (!locked || locked.tasks.some(isProposal))
    await cancelTask(tx, dossier.id, `${REFUSAL_REF}${task.ref}`, actor.at);
  const event = { type: 'task-completed', token: Number(task.ref), outcome: { ...facts, outcome } } as const;
  const procedure = await loadProcedure(tx, dossier);
  const node = procedure.graph.nodes.get(task.elementId);
  const days = { today: localDate(actor.at), received: localDate(dossier.receivedAt) };
  if (facts && node) guarded(() => checkFactDays(node, facts, days));
  const ctx = { tx, procedure, at: actor.at, ledger };
  return {
    dossier,
    task,
    procedure,
    foreseen: () => foresee(ctx, dossier, event),
    goOn: (now, act) => advance(ctx, now, event, act),
  };
}
