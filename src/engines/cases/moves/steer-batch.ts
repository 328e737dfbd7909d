import { newId, type Tx } from '#platform/db';
import { enqueue } from '#platform/jobs';
import type { Ledger } from '#platform/ledger';
import { writtenReason } from '../acts/written.ts';
import type { CaseDeps } from '../deps.ts';
import { MoveBatchState, MoveNoneCan, MoveNothing, MoveOwnAsking, MoveUnderWay } from '../errors.ts';
import { findDossiers } from '../read/dossier.ts';
import type { Actor } from '../types.ts';
import { countMoves, lockMoves, type VersionBatch } from './batch.ts';
import { moveBack } from './move-back.ts';
import { planMove } from './plan-move.ts';
import { loadWay, type MoveWay } from './way.ts';

type Deps = Pick<CaseDeps, 'ledger'>;

const append = (
  tx: Tx,
  ledger: Pick<Ledger, 'append'>,
  id: string,
  kind: string,
  actor: Actor,
  body: Record<string, unknown> = {},
  personal: Record<string, unknown> = {},
) =>
  ledger.append(tx, {
    kind: `version-batch.${kind}`,
    subject: `version-batch:${id}`,
    actor: actor.accountId,
    post: actor.postId,
    agency: actor.agencyId,
    at: actor.at,
    body,
    personal,
  });

/** Lets a worker go on with a batch. Asked twice, it goes on once. */
export const goOnWith = (tx: Tx, batchId: string): Promise<void> =>
  enqueue(tx, {
    name: 'cases.move-batch',
    payload: { batchId },
    key: `move-batch:${batchId}`,
    queue: `move-batch:${batchId}`,
  });

export type Asking = {
  fromVersionId: string;
  toVersionId: string;
  reason: string;
  /** Ids; or all that run on the version. */
  dossiers: readonly string[] | 'all';
};

/**
 * Asks for dossiers of a version to be moved to the one in force. Nothing moves before somebody else has approved it. Returns the
 * batch's id.
 *
 * | refusal | when |
 * | --- | --- |
 * | REASON_MISSING, REASON_TOO_LONG | nothing was written, or too much |
 * | MOVE_NOTHING | none of these dossiers runs on the version |
 * | MOVE_OTHER_PROCEDURE, MOVE_NOT_IN_FORCE | dossiers cannot go to that version |
 * | MOVE_NONE_CAN | not one of them can be moved: somebody would approve nothing |
 * | MOVE_UNDER_WAY | dossiers of the version are being moved, or are to be |
 */
export async function askMoves(tx: Tx, deps: Deps, asking: Asking, actor: Actor): Promise<string> {
  const reason = writtenReason(asking.reason);
  const way = await loadWay(tx, asking.fromVersionId, asking.toVersionId, actor.at);
  const { from, to } = way;
  const id = newId();
  const made = await tx.run(
    `INSERT INTO cases.version_batch (id, procedure_id, from_version, to_version, reason, state, asked_by, asked_at)
     VALUES ($1, $2, $3, $4, $5, 'proposed', $6, $7)
     ON CONFLICT (from_version) WHERE state IN ('proposed', 'running', 'stopped') DO NOTHING`,
    [id, to.version.procedureId, from.version.id, to.version.id, reason, actor.accountId, actor.at],
  );
  if (!made) throw MoveUnderWay();
  const dossiers = await tx.run(
    `INSERT INTO cases.version_batch_item (batch_id, dossier_id)
     SELECT $1, id FROM cases.dossier
     WHERE procedure_version_id = $2 AND closed_at IS NULL AND ($3::text[] IS NULL OR id::text = ANY ($3))`,
    [id, from.version.id, asking.dossiers === 'all' ? null : asking.dossiers],
  );
  if (!dossiers) throw MoveNothing();
  if (!(await mayMove(tx, id, way, actor.at))) throw MoveNoneCan({ count: dossiers });
  const body = { procedure: to.version.code, from: from.version.id, to: to.version.id, dossiers };
  await append(tx, deps.ledger, id, 'asked', actor, body, { reason });
  return id;
}

/** So many are looked at for one that can be moved; where there are more, it shows when they are. */
const LOOKED_AT = 200;

async function mayMove(tx: Tx, batchId: string, way: MoveWay, at: Date): Promise<boolean> {
  const items = await tx.query<{ id: string }>(
    'SELECT dossier_id AS id FROM cases.version_batch_item WHERE batch_id = $1 ORDER BY dossier_id LIMIT $2',
    [batchId, LOOKED_AT],
  );
  for (const dossier of await findDossiers(
    tx,
    items.map(i => i.id),
  ))
    if (!(await planMove(tx, dossier, way, at)).plan.blocks.length) return true;
  return items.length === LOOKED_AT;
}

async function lockIn(tx: Tx, id: string, ...states: Array<VersionBatch['state']>): Promise<VersionBatch> {
  const batch = await lockMoves(tx, id);
  if (!states.includes(batch.state)) throw MoveBatchState();
  return batch;
}

/**
 * Somebody else approves what was asked for, and a worker begins.
 *
 * | refusal | when |
 * | --- | --- |
 * | NOT_FOUND | there is no such batch |
 * | MOVE_BATCH_STATE | it waits for no decision any more |
 * | MOVE_OWN_ASKING | it is his own |
 * | MOVE_NOT_IN_FORCE | the version is not in force any more |
 */
export async function approveMoves(tx: Tx, deps: Deps, id: string, actor: Actor): Promise<void> {
  const batch = await lockIn(tx, id, 'proposed');
  if (batch.askedBy === actor.accountId) throw MoveOwnAsking();
  await loadWay(tx, batch.fromVersion, batch.toVersion, actor.at);
  await tx.run(
    `UPDATE cases.version_batch SET state = 'running', decided_by = $2, decided_at = $3, decided_post = $4, decided_agency = $5
     WHERE id = $1`,
    [id, actor.accountId, actor.at, actor.postId, actor.agencyId],
  );
  await append(tx, deps.ledger, id, 'approved', actor);
  await goOnWith(tx, id);
}

/** It is not to be: whoever decides says why, or who has asked takes it back. Throws NOT_FOUND, MOVE_BATCH_STATE, REASON_MISSING, REASON_TOO_LONG. */
export async function rejectMoves(
  tx: Tx,
  deps: Deps,
  { id, reason }: { id: string; reason: string },
  actor: Actor,
): Promise<void> {
  const refusal = writtenReason(reason);
  await lockIn(tx, id, 'proposed');
  await tx.run(
    `UPDATE cases.version_batch SET state = 'rejected', decided_by = $2, decided_at = $3, refusal = $4, ended_at = $3 WHERE id = $1`,
    [id, actor.accountId, actor.at, refusal],
  );
  await append(tx, deps.ledger, id, 'rejected', actor, {}, { reason: refusal });
}

/** Stops a batch after the dossier that is just being moved; what was moved stays moved. Throws NOT_FOUND, MOVE_BATCH_STATE. */
export async function stopMoves(tx: Tx, deps: Deps, id: string, actor: Actor): Promise<void> {
  await lockIn(tx, id, 'running');
  await tx.run("UPDATE cases.version_batch SET state = 'stopped' WHERE id = $1", [id]);
  await append(tx, deps.ledger, id, 'stopped', actor);
}

/** Lets a stopped batch go on with those that still wait. Throws NOT_FOUND, MOVE_BATCH_STATE. */
export async function resumeMoves(tx: Tx, deps: Deps, id: string, actor: Actor): Promise<void> {
  await lockIn(tx, id, 'stopped');
  await tx.run("UPDATE cases.version_batch SET state = 'running' WHERE id = $1", [id]);
  await append(tx, deps.ledger, id, 'resumed', actor);
  await goOnWith(tx, id);
}

/**
 * Moves the dossiers of a stopped or finished batch back, each on which nobody has acted since; the others are kept and listed.
 * One person may do that: it only takes back what two have done.
 * A stopped batch is closed by it, also where none was moved yet.
 * Throws NOT_FOUND, MOVE_BATCH_STATE, MOVE_NOTHING where none was moved, MOVE_UNDER_WAY while others of the version are moved.
 */
export async function undoMoves(tx: Tx, deps: Deps, id: string, actor: Actor): Promise<void> {
  const batch = await lockIn(tx, id, 'stopped', 'done');
  if (batch.undoing) throw MoveBatchState();
  if (batch.state === 'done' && !(await countMoves(tx, id)).moved) throw MoveNothing();
  const live = await tx.maybe(
    `SELECT id FROM cases.version_batch WHERE from_version = $1 AND id <> $2 AND state IN ('proposed', 'running', 'stopped')`,
    [batch.fromVersion, id],
  );
  if (live) throw MoveUnderWay();
  await tx.run(
    `UPDATE cases.version_batch SET state = 'running', undoing = true, undone_by = $2, undone_at = $3, undone_post = $4,
       undone_agency = $5, ended_at = NULL WHERE id = $1`,
    [id, actor.accountId, actor.at, actor.postId, actor.agencyId],
  );
  await append(tx, deps.ledger, id, 'undone', actor);
  await goOnWith(tx, id);
}

/** Moves one dossier of a stopped or finished batch back. Throws NOT_FOUND, MOVE_BATCH_STATE, and as `moveBack`. */
export async function undoMove(
  tx: Tx,
  deps: Deps,
  { id, dossierId }: { id: string; dossierId: string },
  actor: Actor,
): Promise<void> {
  await lockIn(tx, id, 'stopped', 'done');
  const ticked = await tx.run(
    `UPDATE cases.version_batch_item SET state = 'back', error = NULL, params = NULL, at = $3
     WHERE batch_id = $1 AND dossier_id::text = $2 AND state IN ('moved', 'kept')`,
    [id, dossierId, actor.at],
  );
  if (!ticked) throw MoveNothing();
  await moveBack(tx, deps, { dossierId, batchId: id }, actor);
}
