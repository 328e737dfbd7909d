import { getAccount, grantsOf } from '#engines/identity';
import type { Tx } from '#platform/db';
import type { Env } from '#platform/env';
import { type AppError, isAppError, NotAllowed, Unexpected } from '#platform/errors';
import type { Visitor } from '#platform/http';
import { BulkTooLate } from '../errors.ts';
import { type BulkAct, type BulkItem, findBulk, listBulkItems } from './bulk-act.ts';
import { goOnWithBulk } from './confirm-bulk.ts';
import { doers } from './do-step.ts';

export type BulkPayload = { bulkId: string };

/** After so many the job ends and asks for the next: a worker that stops loses little, and other work gets its turn. */
const CHUNK = 25;
/** A confirmation is for now: what a worker could not do within this time is confirmed again. */
const CONFIRMED_FOR_MS = 60 * 60_000;

/**
 * Does the steps of a bulk act that still wait, each in a transaction of its own together with its line: a worker that dies leaves every
 * dossier either as it was or done and ticked off, and the next one goes on. What is refused stays to do, with the reason. Whoever
 * confirmed may do each step at the moment when it is done, or is refused that one.
 */
export async function runBulk(env: Env, { bulkId }: BulkPayload): Promise<void> {
  const bulk = await findBulk(env.db, bulkId);
  if (bulk?.state !== 'running') return;
  const waiting = (await listBulkItems(env.db, bulkId)).filter(item => item.state === 'waiting');
  for (const item of waiting.slice(0, CHUNK)) await doOne(env, bulk, item);
  if (waiting.length > CHUNK) await env.db.tx(tx => goOnWithBulk(tx, bulkId));
  else
    await env.db.run(
      "UPDATE cases.bulk_act SET state = 'done', ended_at = $2 WHERE id = $1 AND state = 'running'",
      [bulkId, env.clock.now()],
    );
}

async function doOne(env: Env, bulk: BulkAct, item: BulkItem): Promise<void> {
  try {
    if (env.clock.now().getTime() - (bulk.confirmedAt?.getTime() ?? 0) > CONFIRMED_FOR_MS)
      throw BulkTooLate();
    const visitor = await actingOf(env, bulk.accountId);
    await doers[bulk.kind](env, { bulk, item, visitor }, tx => tick(tx, bulk, item, env.clock.now()));
  } catch (error) {
    if (!isAppError(error))
      env.log.error(
        { err: error, dossierId: item.dossierId, bulk: bulk.id },
        'a step could not be done with others',
      );
    // Where the database itself is gone this fails too: the job is taken up again.
    await env.db.tx(tx => tick(tx, bulk, item, env.clock.now(), isAppError(error) ? error : Unexpected()));
  }
}

/** Who confirmed, with the rights of this moment. Throws NotAllowed for an account that is closed or blocked by now. */
async function actingOf(env: Env, accountId: string): Promise<Visitor> {
  const account = await getAccount(env.db, accountId);
  if (account.kind !== 'official' || account.status !== 'active') throw NotAllowed();
  return {
    accountId,
    kind: 'official',
    name: account.name,
    sessionId: '',
    grants: await grantsOf(env.db, accountId, env.clock.now()),
    scopes: [],
  };
}

/** Writes down what came of a step, once. */
const tick = (tx: Tx, bulk: BulkAct, { taskId }: BulkItem, at: Date, error?: AppError): Promise<number> =>
  tx.run(
    `UPDATE cases.bulk_item SET state = $3, error = $4, params = $5, at = $6
     WHERE bulk_id = $1 AND task_id = $2 AND state = 'waiting'`,
    [
      bulk.id,
      taskId,
      error ? 'refused' : 'done',
      error?.code ?? null,
      error ? JSON.stringify(error.params) : null,
      at,
    ],
  );
