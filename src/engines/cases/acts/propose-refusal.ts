import { agenciesAbove } from '#engines/organisation';
import { completeTask, findTask, liveTasks, openTask, type Task } from '#engines/work';
import { localDate } from '#platform/clock';
import type { Queryable, Tx } from '#platform/db';
import { NotFound } from '#platform/errors';
import type { Ledger } from '#platform/ledger';
import { leadersOf } from '../deadlines/escalate.ts';
import type { CaseDeps } from '../deps.ts';
import { RefusalProposed } from '../errors.ts';
import { agencyOfLane } from '../process/lane.ts';
import { type LoadedProcedure, loadProcedure } from '../process/load.ts';
import { taskAbout } from '../process/new-task.ts';
import { isProposal, REFUSAL_REF } from '../process/refusal-ref.ts';
import { lockDossier } from '../read/dossier.ts';
import type { Actor, Dossier } from '../types.ts';
import { undoable } from '../undo/keep-act.ts';
import { record } from './record.ts';
import { targetOf } from './status.ts';
import { writtenReason } from './written.ts';

/** That a dossier be refused, as an official proposed it to who decides. */
export type RefusalProposal = {
  task: Task;
  /** Id of its entry. */
  entry: string;
  reason: string;
  /** Account. */
  by: string;
  at: Date;
};

/** The proposal that a dossier's leader has before him; undefined where there is none. */
export async function openProposal(
  q: Queryable,
  ledger: Pick<Ledger, 'history'>,
  dossierId: string,
): Promise<RefusalProposal | undefined> {
  const task = (await liveTasks(q, dossierId)).find(isProposal);
  if (!task) return undefined;
  const entries = await ledger.history(q, `dossier:${dossierId}`, ['case.refusal-proposed']);
  const entry = entries.find(e => e.body.proposal === task.id);
  if (!entry) return undefined;
  return {
    task,
    entry: entry.id,
    reason: String(entry.personal.reason ?? ''),
    by: entry.actor,
    at: entry.at,
  };
}

/**
 * Who decides about a refusal that is proposed in the course of a step: those who lead the agency of the dossier; where the step lies with another
 * one (land office, tax office), the agency that is to sign, if it is one. Of several the step's own.
 */
async function whoDecides(
  tx: Tx,
  dossier: Dossier,
  step: Task,
  { graph }: LoadedProcedure,
  at: Date,
): Promise<string> {
  const date = localDate(at);
  const below = (await agenciesAbove(tx, step.agencyId, date)).slice(0, 1).map(a => a.id);
  if ([step.agencyId, ...below].includes(dossier.agencyId) || step.agencyId === dossier.receivedBy)
    return dossier.agencyId;
  const signers = new Set<string>();
  for (const { act, lane } of graph.nodes.values())
    if (act === 'sign' && lane && !lane.area)
      signers.add((await agencyOfLane(tx, dossier, { ...lane, area: null }, at)).id);
  const [only] = signers;
  if (signers.has(step.agencyId)) return step.agencyId;
  return only && signers.size === 1 ? only : dossier.agencyId;
}

/**
 * Whoever works on a dossier that was taken in hand proposes to who decides (`whoDecides`) that it be refused, with the reason that the
 * applicant would read. Nothing else changes: the clock runs, the step stays open; done, it takes the proposal back.
 * Throws ReasonMissing, ReasonTooLong, ActNotAllowedNow, RefusalProposed where one lies before them, NotFound for a step that is not open.
 */
export const proposeRefusal = undoable(
  async (
    tx: Tx,
    deps: Pick<CaseDeps, 'ledger'>,
    input: { dossierId: string; taskId: string; reason: string },
    actor: Actor,
  ): Promise<Dossier> => {
    const reason = writtenReason(input.reason);
    const dossier = await lockDossier(tx, input.dossierId);
    await targetOf(tx, dossier, 'refuse');
    const live = await liveTasks(tx, dossier.id);
    const step = live.find(t => t.id === input.taskId);
    if (!step) throw NotFound();
    if (live.some(isProposal)) throw RefusalProposed();
    const procedure = await loadProcedure(tx, dossier);
    const decides = await whoDecides(tx, dossier, step, procedure, actor.at);
    const { agencyId } = await leadersOf(tx, decides, dossier.field, actor.at);
    const task = await openTask(
      tx,
      taskAbout(dossier, procedure.version.name, {
        step: `Xem xét đề nghị không giải quyết: ${step.title.step}`,
        elementId: step.elementId,
        ref: `${REFUSAL_REF}${step.ref}`,
        agencyId,
        permission: 'dossier.decide',
        dueAt: step.dueAt,
      }),
      actor.at,
    );
    await record(tx, deps.ledger, dossier, actor, 'refusal-proposed', { proposal: task }, { reason });
    return dossier;
  },
);

/** Who decides does not follow the proposal: the dossier goes on, and says why. Throws ReasonMissing, ReasonTooLong, NotFound, TaskDone. */
export const sendRefusalBack = undoable(
  async (
    tx: Tx,
    deps: Pick<CaseDeps, 'ledger'>,
    input: { dossierId: string; taskId: string; reason: string },
    actor: Actor,
  ): Promise<Dossier> => {
    const reason = writtenReason(input.reason);
    const dossier = await lockDossier(tx, input.dossierId);
    const task = await findTask(tx, input.taskId);
    if (task?.subjectId !== dossier.id || !isProposal(task)) throw NotFound();
    const done = { by: actor.accountId, post: actor.postId, outcome: 'sent-back', at: actor.at };
    await completeTask(tx, task.id, done);
    await record(tx, deps.ledger, dossier, actor, 'refusal-sent-back', { proposal: task.id }, { reason });
    return dossier;
  },
);
