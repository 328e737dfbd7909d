import type { Tx } from '#platform/db';
import type { Env } from '#platform/env';
import { type AppError, isAppError, Unexpected } from '#platform/errors';
import { casesService } from '../deps.ts';
import type { Actor } from '../types.ts';
import { findMoves, type VersionBatch } from './batch.ts';
import { moveBack } from './move-back.ts';
import { moveDossier } from './move-dossier.ts';
import { goOnWith } from './steer-batch.ts';

export type BatchPayload = { batchId: string };

/** After so many the job ends and asks for the next: a worker that stops loses little, and other work gets its turn. */
const CHUNK = 100;

/** What a batch does with its dossiers now: those in `from` become `to`, or `not` with the reason. */
const phaseOf = ({ undoing }: Pick<VersionBatch, 'undoing'>) =>
  undoing
    ? ({ from: 'moved', to: 'back', not: 'kept' } as const)
    : ({ from: 'waiting', to: 'moved', not: 'left' } as const);

/**
 * Moves (or moves back) the dossiers of a batch that still wait, each in a transaction of its own together with its line of the
 * batch: a worker that dies leaves every dossier either as it was or moved and ticked off, and the next one goes on. What is refused
 * is left as it is, with the reason.
 */
export async function runBatch(env: Env, { batchId }: BatchPayload): Promise<void> {
  for (let n = 0; n < CHUNK; n++) {
    const batch = await findMoves(env.db, batchId);
    if (batch?.state !== 'running') return;
    const next = await env.db.maybe<{ id: string }>(
      `SELECT dossier_id AS id FROM cases.version_batch_item WHERE batch_id = $1 AND state = $2 ORDER BY dossier_id LIMIT 1`,
      [batchId, phaseOf(batch).from],
    );
    if (!next) {
      await env.db.run(
        "UPDATE cases.version_batch SET state = 'done', ended_at = $2 WHERE id = $1 AND state = 'running'",
        [batchId, env.clock.now()],
      );
      return;
    }
    await moveOne(env, batch, next.id);
  }
  await env.db.tx(tx => goOnWith(tx, batchId));
}

async function moveOne(env: Env, batch: VersionBatch, dossierId: string): Promise<void> {
  const at = env.clock.now();
  try {
    await env.db.tx(async tx => {
      if (!(await stillRuns(tx, batch))) return;
      await (batch.undoing ? back : there)(tx, env, batch, dossierId, at);
      await tick(tx, batch, dossierId, at);
    });
  } catch (error) {
    if (!isAppError(error))
      env.log.error({ err: error, dossierId, batch: batch.id }, 'a dossier could not be moved');
    // Where the database itself is gone this fails too: the job is taken up again.
    await env.db.tx(async tx => {
      if (await stillRuns(tx, batch))
        await tick(tx, batch, dossierId, at, isAppError(error) ? error : Unexpected());
    });
  }
}

/** Holds the batch as it is until the transaction ends: who stops it waits for the dossier that is just being moved. */
const stillRuns = async (tx: Tx, { id, undoing }: VersionBatch): Promise<boolean> =>
  (await tx.maybe(
    "SELECT id FROM cases.version_batch WHERE id = $1 AND state = 'running' AND undoing = $2 FOR SHARE",
    [id, undoing],
  )) !== undefined;

/** Writes down what came of a dossier, once. */
const tick = (
  tx: Tx,
  batch: VersionBatch,
  dossierId: string,
  at: Date,
  error?: AppError,
): Promise<number> => {
  const { from, to, not } = phaseOf(batch);
  return tx.run(
    `UPDATE cases.version_batch_item SET state = $3, error = $4, params = $5, at = $6
     WHERE batch_id = $1 AND dossier_id = $2 AND state = $7`,
    [
      batch.id,
      dossierId,
      error ? not : to,
      error?.code ?? null,
      error ? JSON.stringify(error.params) : null,
      at,
      from,
    ],
  );
};

const there = (tx: Tx, env: Env, batch: VersionBatch, dossierId: string, at: Date) =>
  moveDossier(
    tx,
    env.get(casesService),
    {
      dossierId,
      fromVersionId: batch.fromVersion,
      toVersionId: batch.toVersion,
      reason: batch.reason,
      batchId: batch.id,
    },
    // Of who has approved it, for that is who decided that this dossier moves.
    actor(batch.decidedBy, batch.decidedPost, batch.decidedAgency, at),
  );

const back = (tx: Tx, env: Env, batch: VersionBatch, dossierId: string, at: Date) =>
  moveBack(
    tx,
    env.get(casesService),
    { dossierId, batchId: batch.id },
    actor(batch.undoneBy, batch.undonePost, batch.undoneAgency, at),
  );

const actor = (
  accountId: string | null,
  postId: string | null,
  agencyId: string | null,
  at: Date,
): Actor => ({ accountId: accountId ?? 'system', postId, agencyId, at });
