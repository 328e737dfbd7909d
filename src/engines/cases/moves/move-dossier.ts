import { matterKeys } from '#engines/procedures';
import { isStuck } from '#engines/processes';
import { closeAsMoved, liveTasks } from '#engines/work';
import { newId, type Tx } from '#platform/db';
import { digest } from '../acts/digest.ts';
import { record } from '../acts/record.ts';
import { writtenReason } from '../acts/written.ts';
import { endEscalation } from '../deadlines/escalate.ts';
import type { CaseDeps } from '../deps.ts';
import { askFees } from '../fees/ask.ts';
import { settleIncidents, settleStarved } from '../incidents/incidents.ts';
import { createTask } from '../process/apply.ts';
import { takeAnswers } from '../process/run.ts';
import type { RunContext } from '../process/run-context.ts';
import { armTimer } from '../process/timers.ts';
import { lockDossier } from '../read/dossier.ts';
import type { Actor, Dossier } from '../types.ts';
import { changedFor, promisedTo } from './asked-of-applicant.ts';
import { hand, renameAll, snapshot } from './carry.ts';
import { doCommands, stand } from './exchange.ts';
import type { Before } from './moves.ts';
import { type MoveWork, planMove } from './plan-move.ts';
import { loadWay, type MoveWay } from './way.ts';

export type MoveInput = {
  dossierId: string;
  /** The version it runs on; another one meanwhile: nothing to move. */
  fromVersionId: string;
  toVersionId: string;
  reason: string;
  /** The moving of many that this is part of. */
  batchId?: string;
};

/**
 * Takes one running dossier off its version, to the one in force: its tokens, open steps, timers, questions, incidents, papers and
 * answers go along the declared mapping, as `planMove` shows it. Code, due time and what was paid for stay; a step that is another
 * one now is closed as moved and asked for anew, by whoever had it where it is the same. What it was is kept, so that it can be
 * moved back. Asked again it is refused and changes nothing.
 *
 * | refusal | when |
 * | --- | --- |
 * | REASON_MISSING, REASON_TOO_LONG | nothing was written, or more than 4,000 characters |
 * | NOT_FOUND | there is no such dossier |
 * | MOVE_NOTHING | it does not run on the version that it is to be taken off |
 * | MOVE_OTHER_PROCEDURE, MOVE_NOT_IN_FORCE | dossiers cannot go to that version |
 * | MOVE_CLOSED | it is finished |
 * | MOVE_NO_COUNTERPART, MOVE_OTHER_KIND, MOVE_OTHER_PLACE | it stands where the new version has no such place |
 * | STEP_WITHOUT_AGENCY, PROCESS_STUCK, OUTCOME_TOO_LONG | it could not go on from there |
 */
export async function moveDossier(
  tx: Tx,
  deps: Pick<CaseDeps, 'ledger'>,
  input: MoveInput,
  actor: Actor,
): Promise<Dossier> {
  const reason = writtenReason(input.reason);
  const dossier = await lockDossier(tx, input.dossierId);
  const way = await loadWay(tx, input.fromVersionId, input.toVersionId, actor.at);
  const { plan, work } = await planMove(tx, dossier, way, actor.at);
  const [block] = plan.blocks;
  if (block || !work)
    throw block ?? new Error(`nothing blocks the move of ${dossier.code}, and nothing can be done`);
  const move = newId();
  const before = await snapshot(tx, dossier, work.data);
  const promised = await promisedTo(tx, dossier);
  await tx.run(
    `INSERT INTO cases.version_move (id, dossier_id, procedure_id, from_version, to_version, moved_at, moved_by, reason, batch_id,
       before, after_state) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      move,
      dossier.id,
      way.to.version.procedureId,
      way.from.version.id,
      way.to.version.id,
      actor.at,
      actor.accountId,
      reason,
      input.batchId ?? null,
      JSON.stringify(before),
      JSON.stringify(work.state),
    ],
  );
  const ctx: RunContext = { tx, procedure: way.to, at: actor.at, ledger: deps.ledger };
  const moved = await carryOver(ctx, dossier, { way, work, before }, actor);
  const noted = await askFees(tx, deps, way.to.version, await takeAnswers(ctx, moved), '', actor);
  const { version: now } = way.to;
  await record(
    tx,
    deps.ledger,
    noted,
    actor,
    'moved',
    {
      move,
      procedureVersion: now.id,
      number: now.number,
      fromVersion: way.from.version.id,
      fromNumber: way.from.version.number,
      // The same as after it, but where nobody waits any more for an answer for which the clock stood still.
      dueBefore: dossier.dueAt.toISOString(),
      batch: input.batchId ?? null,
      ...changedFor(promised, await promisedTo(tx, noted)),
    },
    { reason, data: digest(work.data) },
  );
  return noted;
}

async function carryOver(
  ctx: RunContext,
  dossier: Dossier,
  { way, work, before }: { way: MoveWay; work: MoveWork; before: Before },
  actor: Actor,
): Promise<Dossier> {
  const { tx, at } = ctx;
  const standing = await stand(tx, dossier, {
    versionId: way.to.version.id,
    form: way.to.form,
    data: work.data,
    matters: matterKeys(way.to.version.sameMatter, work.data),
    state: work.state,
  });
  await renameAll(tx, before, way);
  const held = new Map((await liveTasks(tx, dossier.id)).map(t => [t.ref, t.id]));
  const now = await doCommands(ctx, standing, work.commands, {
    cancel: async ({ token }) => {
      await closeAsMoved(tx, dossier.id, String(token), at, actor.accountId);
      await endEscalation(tx, dossier.id, String(token), at);
    },
    create: async command => {
      await createTask(ctx, standing, command, work.posts.get(command.token));
      // It may have waited for an agency that the version before did not find.
      await settleIncidents(tx, dossier.id, at, command.token);
    },
    start: async ({ token, elementId }) => {
      const timer = work.timers.find(t => t.token === token && t.elementId === elementId);
      if (timer) await armTimer(tx, dossier.id, timer);
    },
  });
  await hand(tx, dossier.id, held);
  if (!isStuck(way.to.graph, work.state)) await settleStarved(tx, dossier.id, at);
  return now;
}
