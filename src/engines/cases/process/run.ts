import {
  awaitsMessages,
  type Command,
  isStuck,
  mayStillReceive,
  type ProcessEvent,
  type ProcessState,
  start,
  step,
  stop,
} from '#engines/processes';
import { record } from '../acts/record.ts';
import { type Act, move, moved } from '../acts/status.ts';
import { holdSteps, setClock } from '../deadlines/clock.ts';
import { followLimit } from '../deadlines/limit.ts';
import { openIncident, settleIncidents } from '../incidents/incidents.ts';
import { dropQuestions, tellEnded } from '../questions/close.ts';
import { isMoot, isOver, openQuestions, undeliveredAnswers } from '../questions/question.ts';
import type { Dossier } from '../types.ts';
import { apply } from './apply.ts';
import { processData } from './data.ts';
import { guarded } from './guard.ts';
import type { RunContext } from './run-context.ts';
import { tellMoved } from './tell-moved.ts';

/** Where a new dossier's process stands, and what that commands. Throws PROCESS_STUCK. */
export const begin = ({ graph, form }: Pick<RunContext['procedure'], 'graph' | 'form'>, dossier: Dossier) =>
  guarded(() => start(graph, processData(dossier, form)));

/** What is written together with a new process state. */
type Along = {
  /** The dossier is given as `moved` says, and its row is not moved yet. */
  moved?: boolean;
  /** The token at which whatever went wrong is settled. */
  settled?: number | undefined;
};

/** Keeps a new process state and does what it commands, in order. Returns the dossier as it is now. */
export async function keep(
  ctx: RunContext,
  dossier: Dossier,
  state: ProcessState,
  commands: readonly Command[],
  along: Along = {},
): Promise<Dossier> {
  const now: Dossier = { ...dossier, processState: state };
  await ctx.tx.run(
    `WITH settled AS (
       UPDATE cases.incident SET settled_at = greatest($6, opened_at)
       WHERE dossier_id = $1 AND settled_at IS NULL AND (token = $7 OR reason = 'join-starved'))
     UPDATE cases.dossier SET process_state = $2, status = $3, closed_at = $4, version = version + $5 WHERE id = $1`,
    [
      now.id,
      JSON.stringify(state),
      now.status,
      now.closedAt,
      along.moved ? 1 : 0,
      ctx.at,
      along.settled ?? null,
    ],
  );
  const kept = await follow(ctx, await followLimit(ctx, now, dossier.processState), commands);
  await noteStarved(ctx, kept);
  return kept;
}

/**
 * A dossier of which all that is left waits at joins has nobody who could go on with it: the incident desk is told. It is settled with the
 * next move, if that ends it.
 */
async function noteStarved({ tx, procedure, at }: RunContext, dossier: Dossier): Promise<void> {
  const [token] = dossier.processState.tokens;
  if (dossier.closedAt || !token || !isStuck(procedure.graph, dossier.processState)) return;
  // No token of it: there is nothing that could run again.
  const where = { dossierId: dossier.id, elementId: token.at, token: null };
  const error = `${token.at} waits for flows by which no token can come`;
  await openIncident(tx, { ...where, reason: 'join-starved', error }, at);
}

/** Does what a process commands from the state that the dossier's row has, in order. Returns the dossier as it is then. */
export async function follow(
  ctx: RunContext,
  dossier: Dossier,
  commands: readonly Command[],
): Promise<Dossier> {
  let now = dossier;
  for (const command of commands) now = await apply(ctx, now, command);
  // A service may answer while the applicant is being waited for: its next step is there, and waits too.
  if (now.paused) await holdSteps(ctx.tx, now);
  return now;
}

/** Where an event would take a dossier's process: nothing is moved. Throws as `advance`. */
export const foresee = (
  ctx: Pick<RunContext, 'procedure'>,
  dossier: Dossier,
  event: ProcessEvent,
): ProcessState =>
  guarded(() =>
    step(ctx.procedure.graph, dossier.processState, event, processData(dossier, ctx.procedure.form)),
  ).state;

/**
 * Moves a locked dossier's process by one event; with `act` its status first, by the table of moves. An event that comes too late
 * changes nothing of the process.
 * Throws ACT_NOT_ALLOWED_NOW, OUTCOME_UNKNOWN, OUTCOME_TOO_LONG, PROCESS_STUCK, NO_AGENCY, STEP_WITHOUT_AGENCY.
 */
export async function advance(
  ctx: RunContext,
  dossier: Dossier,
  event: ProcessEvent,
  act?: Act,
): Promise<Dossier> {
  const now = act ? await moved(ctx.tx, dossier, act, ctx.at) : dossier;
  const { state, commands, taken } = guarded(() =>
    step(ctx.procedure.graph, now.processState, event, processData(now, ctx.procedure.form)),
  );
  if (!taken) return act ? move(ctx.tx, dossier, act, ctx.at) : dossier;
  const settled = 'token' in event && !commands.some(c => c.type === 'incident') ? event.token : undefined;
  const kept = await keep(ctx, now, state, commands, { moved: act !== undefined, settled });
  await tellMoved(ctx, kept, event, commands);
  return takeAnswers(ctx, kept);
}

/** What officials asked in the course of a dossier that has come to its end is asked no longer. Returns it as it is then. */
async function dropMoot(ctx: RunContext, dossier: Dossier): Promise<Dossier> {
  if (!isOver(dossier)) return dossier;
  const moot = (await openQuestions(ctx.tx, dossier.id)).filter(q => isMoot(q, dossier));
  if (!moot.length) return dossier;
  await dropQuestions(ctx.tx, moot, ctx.at);
  const now = await setClock(ctx.tx, dossier, ctx.at);
  await tellEnded(ctx.tx, ctx.ledger, now, moot, ctx.at);
  return now;
}

/**
 * Hands the process of a locked dossier the answers that it awaits by now: one may have come before its time. Questions whose
 * answer it can never come to await any more are dropped.
 */
export async function takeAnswers(ctx: RunContext, given: Dossier): Promise<Dossier> {
  const { graph, form } = ctx.procedure;
  const dossier = await dropMoot(ctx, given);
  if (!awaitsMessages(graph)) return dossier;
  for (const { id, message, scope, outcome, lateAt } of await undeliveredAnswers(ctx.tx, dossier.id)) {
    const event = {
      type: 'message-received' as const,
      name: message ?? '',
      ...(scope === null ? {} : { scope }),
      content: { outcome, late: lateAt !== null },
    };
    const { state, commands, taken } = guarded(() =>
      step(graph, dossier.processState, event, processData(dossier, form)),
    );
    if (!taken) continue;
    await ctx.tx.run('UPDATE cases.question SET delivered_at = $2 WHERE id = $1', [id, ctx.at]);
    const kept = await keep(ctx, dossier, state, commands);
    await tellMoved(ctx, kept, event, commands);
    return takeAnswers(ctx, kept);
  }
  const idle = (await openQuestions(ctx.tx, dossier.id)).filter(
    q => q.message !== null && !mayStillReceive(graph, dossier.processState, q.message),
  );
  if (!idle.length) return dossier;
  await dropQuestions(ctx.tx, idle, ctx.at);
  const system = { accountId: 'system', postId: null, agencyId: null, at: ctx.at };
  for (const { id } of idle)
    await record(ctx.tx, ctx.ledger, dossier, system, 'question-dropped', { question: id });
  return dossier.closedAt ? dossier : setClock(ctx.tx, dossier, ctx.at);
}

/** Ends the process of a dossier that was closed before its process had ended. */
export async function halt(ctx: RunContext, dossier: Dossier, result: string): Promise<Dossier> {
  const { state, commands, taken } = stop(ctx.procedure.graph, dossier.processState, result);
  await settleIncidents(ctx.tx, dossier.id, ctx.at);
  return taken ? keep(ctx, dossier, state, commands) : dossier;
}
