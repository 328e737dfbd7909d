import { mayBeSaid, type Outcome } from '#engines/processes';
import { findTask, type Task, TaskDone } from '#engines/work';
import { formatDateTime } from '#platform/clock';
import type { Queryable, Tx } from '#platform/db';
import type { Env } from '#platform/env';
import { NotAllowed, NotFound } from '#platform/errors';
import type { Visitor } from '#platform/http';
import { actorGiving } from '../access/actor.ts';
import { askerOf, factsOf } from '../access/facts.ts';
import { stepFor } from '../access/step-for.ts';
import { assignable, mayAct } from '../access/table.ts';
import { assign } from '../acts/assign.ts';
import { completeStep } from '../acts/complete-step.ts';
import { issueResult } from '../acts/issue-result.ts';
import { casesService } from '../deps.ts';
import { BulkNotThis, OpinionAwaited, UndoNothing, UndoneBefore } from '../errors.ts';
import { type LoadedProcedure, loadProcedure } from '../process/load.ts';
import { taskKind } from '../process/new-task.ts';
import { outcomesOf } from '../process/outcomes-of.ts';
import { isWarning } from '../process/warning-ref.ts';
import { awaitedOpinions, goesOn } from '../questions/awaited.ts';
import { lockDossier } from '../read/dossier.ts';
import { lockAsSeen } from '../read/seen.ts';
import type { Dossier } from '../types.ts';
import { undoFor } from '../undo/ask.ts';
import { undoAct } from '../undo/undo-act.ts';
import { actsOfBulk } from './brought-about.ts';
import type { BulkAct, BulkItem, BulkKind } from './bulk-act.ts';

type Doing = { bulk: BulkAct; item: BulkItem; visitor: Visitor };
/** Writes the step's line, in the transaction in which it is done. */
type Tick = (tx: Tx) => Promise<unknown>;

/** Why a step is not done together with others: what it is instead, or what it needs of its own; texts: `one-stop.bulk.alone.WHY`. */
export type WhyAlone = 'notice' | 'not-to-give' | 'not-sign' | 'sign' | 'return' | 'question' | 'facts';

/** Why a step cannot be done together with others of this kind; null: it can. */
export function whyAlone(kind: BulkKind, { graph }: LoadedProcedure, task: Task): WhyAlone | null {
  if (kind === 'assign') return isWarning(task) ? 'not-to-give' : null;
  if (kind === 'undo') return null;
  const { act, outcomes } = outcomesOf(graph, task);
  if (kind === 'sign')
    return act === 'sign' && outcomes.includes('signed') ? null : act === 'notice' ? 'notice' : 'not-sign';
  if (act === 'sign' || act === 'return' || act === 'question') return act;
  // What may be left out is; what has to be said only as a dossier stands is refused where it is done, for that one.
  const asked = act === 'notice' ? [] : (graph.nodes.get(task.elementId)?.facts ?? []);
  const outcome = outcomes[0] ?? 'done';
  return asked.some(fact => !fact.optional && !fact.must && mayBeSaid(fact, outcome)) ? 'facts' : null;
}

/** What the step said when it was done before, and says still: it came back, and is passed on as it stands. */
function saidBefore({ graph }: LoadedProcedure, dossier: Dossier, task: Task, outcome: string): Outcome {
  const said = dossier.processState.outcomes[task.elementId] ?? {};
  const asked = taskKind(task) === 'step' ? (graph.nodes.get(task.elementId)?.facts ?? []) : [];
  const still = asked.filter(fact => (said[fact.id] ?? null) !== null && mayBeSaid(fact, outcome));
  return Object.fromEntries(still.map(({ id }) => [id, said[id] as Outcome[string]]));
}

/**
 * With what a step ends when it is done together with others of its kind: what its first button says. Throws BULK_NOT_THIS for a step that
 * needs more than a decision: facts, a signature where none is given, a person at the counter.
 */
export function outcomeAmong(kind: BulkKind, procedure: LoadedProcedure, task: Task): string | null {
  if (whyAlone(kind, procedure, task)) throw BulkNotThis();
  if (kind === 'assign' || kind === 'undo') return null;
  return kind === 'sign' ? 'signed' : (outcomesOf(procedure.graph, task).outcomes[0] ?? 'done');
}

async function signOne(env: Env, { item, visitor }: Doing, tick: Tick): Promise<void> {
  const { dossierId, taskId } = item;
  const actor = await env.db.tx(async tx => {
    const faced = await stepFor(tx, visitor, { dossierId, taskId }, env.clock.now());
    outcomeAmong('sign', await loadProcedure(tx, faced.dossier), faced.task);
    return faced.actor;
  });
  const signing = { dossierId, taskId, signerName: visitor.name, seen: item.seen ?? undefined };
  await issueResult(env.db, env.get(casesService), signing, actor, tick);
}

/** Throws OPINION_AWAITED where another agency was asked in the course of a step that would go on, and has not answered: nobody said that he goes on without. */
async function refuseAwaited(q: Queryable, taskId: string, outcome: string, at: Date): Promise<void> {
  if (!goesOn(outcome)) return;
  const agencies = (await awaitedOpinions(q, [taskId], at)).get(taskId);
  if (agencies) throw OpinionAwaited({ agencies: agencies.join(', ') });
}

const stepOne = (env: Env, { bulk, item, visitor }: Doing, tick: Tick): Promise<void> =>
  env.db.tx(async tx => {
    const { dossierId, taskId } = item;
    const locked = await stepFor(tx, visitor, { dossierId, taskId }, env.clock.now());
    const shown = { dossierId, step: locked.task.elementId };
    if (taskKind(locked.task) !== 'notice')
      await lockAsSeen(tx, env.get(casesService), shown, item.seen ?? '');
    const procedure = await loadProcedure(tx, locked.dossier);
    const outcome = outcomeAmong('step', procedure, locked.task);
    // The process is another one since it was looked at: what was confirmed is not what would be done.
    if (outcome === null || outcome !== item.outcome) throw BulkNotThis();
    await refuseAwaited(tx, taskId, outcome, env.clock.now());
    const facts = saidBefore(procedure, locked.dossier, locked.task, outcome);
    const said = { ...(Object.keys(facts).length > 0 && { facts }), ...(bulk.note && { note: bulk.note }) };
    const end = { dossierId, taskId, outcome, locked, ...said };
    await completeStep(tx, env.get(casesService), end, locked.actor);
    await tick(tx);
  });

const giveOne = (env: Env, { bulk, item, visitor }: Doing, tick: Tick): Promise<void> =>
  env.db.tx(async tx => {
    const { dossierId, taskId } = item;
    const now = env.clock.now();
    const dossier = await lockDossier(tx, dossierId);
    const task = await findTask(tx, taskId);
    if (task?.subjectId !== dossierId) throw NotFound();
    if (task.state !== 'open') throw TaskDone();
    if (isWarning(task)) throw BulkNotThis();
    const facts = await factsOf(tx, dossier, now);
    const asker = askerOf(visitor);
    if (!mayAct(asker, 'read', facts)) throw NotFound();
    const able = assignable(asker, facts).find(t => t.taskId === taskId);
    if (!able) throw NotAllowed();
    const actor = actorGiving(visitor, now, facts, able);
    const giving = { dossierId, taskId, postId: bulk.postId, ...(bulk.note && { note: bulk.note }) };
    await assign(tx, env.get(casesService), giving, actor);
    await tick(tx);
  });

/** Takes back what the bulk act that is undone did with this step. */
const undoOne = (env: Env, { bulk, item, visitor }: Doing, tick: Tick): Promise<void> =>
  env.db.tx(async tx => {
    const { dossierId, taskId } = item;
    const deps = env.get(casesService);
    await lockDossier(tx, dossierId);
    const act = bulk.undoes ? (await actsOfBulk(tx, bulk.undoes)).get(taskId) : undefined;
    if (!act) throw UndoNothing();
    if (act.undoneAt) throw UndoneBefore({ at: formatDateTime(act.undoneAt) });
    const asked = await undoFor(tx, deps, visitor, { dossierId, actId: act.id }, env.clock.now());
    const undoing = { dossierId, actId: act.id, ...(bulk.note && { reason: bulk.note }) };
    await undoAct(tx, deps, undoing, asked.actor);
    await tick(tx);
  });

/** How a step of each kind is done for one who may do it. Each throws what the single act throws. */
export const doers: Readonly<Record<BulkKind, (env: Env, doing: Doing, tick: Tick) => Promise<void>>> = {
  sign: signOne,
  step: stepOne,
  assign: giveOne,
  undo: undoOne,
};
