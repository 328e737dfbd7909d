import { isDeepStrictEqual } from 'node:util';
import { matterKeys } from '#engines/procedures';
import { type Command, exchangeCommands } from '#engines/processes';
import { closeAsMoved } from '#engines/work';
import type { Tx } from '#platform/db';
import type { Ledger } from '#platform/ledger';
import { record } from '../acts/record.ts';
import { holdSteps, setClock } from '../deadlines/clock.ts';
import { endEscalation } from '../deadlines/escalate.ts';
import { recountSteps } from '../deadlines/step-due.ts';
import type { CaseDeps } from '../deps.ts';
import { MoveActedSince, MoveNothing, MoveUndone } from '../errors.ts';
import { processData } from '../process/data.ts';
import { guarded } from '../process/guard.ts';
import { type LoadedProcedure, loadProcedure } from '../process/load.ts';
import type { RunContext } from '../process/run-context.ts';
import { recountTimers } from '../process/timers.ts';
import { lockDossier } from '../read/dossier.ts';
import type { Actor, Dossier } from '../types.ts';
import { changedFor, promisedTo } from './asked-of-applicant.ts';
import { restore } from './carry.ts';
import { doCommands, stand } from './exchange.ts';
import { lastMove, type Move } from './moves.ts';

/** What goes on by the clock alone: nobody has acted. */
const BY_CLOCK: ReadonlySet<string> = new Set(['case.recounted', 'case.escalated', 'case.question-late']);

/**
 * Moves a dossier back to the version that it was taken off, and makes it what it was: the same steps with the same people, the same
 * answers, the same timers. Its due time stays as it is. `batchId`: only what that batch has moved.
 *
 * | refusal | when |
 * | --- | --- |
 * | NOT_FOUND | there is no such dossier |
 * | MOVE_NOTHING | it was never moved |
 * | MOVE_UNDONE | it was moved back already |
 * | MOVE_ACTED_SINCE | somebody has acted on it since, it was moved once more, its process has gone on, or it is finished |
 */
export async function moveBack(
  tx: Tx,
  deps: Pick<CaseDeps, 'ledger'>,
  { dossierId, batchId }: { dossierId: string; batchId?: string },
  actor: Actor,
): Promise<Dossier> {
  const dossier = await lockDossier(tx, dossierId);
  const move = await lastMove(tx, dossier.id);
  if (!move) throw MoveNothing();
  if (batchId && move.batchId !== batchId) throw MoveActedSince({ code: dossier.code });
  if (move.undoneAt) throw MoveUndone({ code: dossier.code });
  if (dossier.closedAt || (await hasGoneOn(tx, deps.ledger, dossier, move)))
    throw MoveActedSince({ code: dossier.code });
  await tx.run('UPDATE cases.version_move SET undone_at = $2, undone_by = $3 WHERE id = $1', [
    move.id,
    actor.at,
    actor.accountId,
  ]);
  const left = await loadProcedure(tx, { procedureVersionId: move.toVersion });
  const back = await loadProcedure(tx, { procedureVersionId: move.fromVersion });
  const promised = await promisedTo(tx, dossier);
  const now = await goBack(
    { tx, procedure: back, at: actor.at, ledger: deps.ledger },
    dossier,
    move,
    left,
    actor,
  );
  await record(tx, deps.ledger, now, actor, 'moved-back', {
    move: move.id,
    procedureVersion: move.fromVersion,
    number: back.version.number,
    fromVersion: move.toVersion,
    fromNumber: left.version.number,
    dueBefore: dossier.dueAt.toISOString(),
    ...changedFor(promised, await promisedTo(tx, now)),
  });
  return now;
}

/** Whether anything but the clock has changed a dossier since a move. */
async function hasGoneOn(
  tx: Tx,
  ledger: Pick<Ledger, 'history'>,
  dossier: Dossier,
  move: Move,
): Promise<boolean> {
  if (
    dossier.procedureVersionId !== move.toVersion ||
    !isDeepStrictEqual(dossier.processState, move.afterState)
  )
    return true;
  const history = await ledger.history(tx, `dossier:${dossier.id}`);
  const at = history.findIndex(e => e.kind === 'case.moved' && e.body.move === move.id);
  return history.slice(at + 1).some(e => e.kind.startsWith('case.') && !BY_CLOCK.has(e.kind));
}

async function goBack(
  ctx: RunContext,
  dossier: Dossier,
  { before, fromVersion }: Move,
  left: LoadedProcedure,
  actor: Actor,
): Promise<Dossier> {
  const { tx, at, procedure } = ctx;
  const standing = await stand(tx, dossier, {
    versionId: fromVersion,
    form: { id: before.formId, version: before.formVersion },
    data: before.data ?? dossier.data,
    matters: matterKeys(procedure.version.sameMatter, before.data ?? dossier.data),
    state: before.processState,
  });
  const commands = guarded(() =>
    exchangeCommands(
      left.graph,
      procedure.graph,
      dossier.processState,
      before.processState,
      processData(standing, procedure.form),
    ),
  );
  const failed = new Set(before.processState.tokens.flatMap(t => (t.failed ? [t.id] : [])));
  // A service that had failed waits for people again, as it did.
  const again = (c: Command) => c.type !== 'call-service' || !failed.has(c.token);
  const done = await doCommands(ctx, standing, commands.filter(again), {
    cancel: async ({ token }) => {
      await closeAsMoved(tx, dossier.id, String(token), at, actor.accountId);
      await endEscalation(tx, dossier.id, String(token), at);
    },
    create: async () => undefined,
    start: async () => undefined,
  });
  await restore(tx, dossier.id, before, at);
  const running = await setClock(tx, done, at);
  if (running.paused) await holdSteps(tx, running);
  else await recountTimers(tx, running, at);
  await recountSteps(tx, running);
  return running;
}
