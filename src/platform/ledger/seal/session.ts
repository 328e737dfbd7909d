import { hostname } from 'node:os';
import type { PoolClient } from 'pg';
import type { Clock } from '#platform/clock';
import type { Db, Queryable } from '#platform/db';
import type { Log } from '#platform/log';
import type { Append } from '../append.ts';
import { onClient } from '../client.ts';
import { type HeadRef, lastEpoch, openEpoch, readCluster, sameCluster } from '../heads/epoch.ts';
import type { HeadFile } from '../heads/head-file.ts';
import { signStatement } from '../heads/heads.ts';
import type { Keyring } from '../heads/signer.ts';
import { type Chain, loadChain, SealerRefusal, storeHeads } from './chain.ts';
import { lastDrawn, waitDecided } from './horizon.ts';
import { type SealContext, type SealStep, sealBatch, signHeads } from './seal.ts';

export type SealerOptions = {
  db: Db;
  clock: Clock;
  log: Log;
  keyring: Keyring;
  file: HeadFile;
  append: Append;
  /** For tests: may throw, to stop the sealer there as a crash would. */
  onStep?: ((step: SealStep) => Promise<void> | void) | undefined;
};

export type Session = { client: PoolClient; q: Queryable; chain: Chain; context: SealContext };

const LOCK = "hashtextextended('fansipan.ledger.sealer', 0)";

/**
 * Takes the sealer's lock and all that it seals with, or returns undefined when another process has it.
 * Opens the log's first epoch, or a new one where the database was restored or failed over.
 */
export async function openSession(
  options: SealerOptions,
  acceptLoss: boolean,
  onNotify: () => void,
  until: () => boolean,
): Promise<Session | undefined> {
  const { db, clock, log, keyring, file } = options;
  const client = await db.connect();
  let broken: Error | undefined;
  const onError = (error: Error) => {
    broken = error;
  };
  client.on('error', onError);
  const q = onClient(client);
  try {
    // The lock is the session's: it falls when this connection does, never while its transaction may still commit.
    const { locked } = await q.one<{ locked: boolean }>(`SELECT pg_try_advisory_lock(${LOCK}) AS locked`);
    if (!locked) {
      client.off('error', onError);
      client.release();
      return undefined;
    }
    client.on('notification', onNotify);
    // With synchronous replication a commit that was not confirmed comes with a warning: nothing is published on it.
    client.on('notice', notice => {
      if (notice.severity === 'WARNING') broken = new Error(`ledger: ${notice.message}`);
    });
    await q.query('LISTEN ledger_appended');
    // A commit of our own first: once it is confirmed, so is every commit before it.
    await q.run(
      `INSERT INTO ledger.sealer (pid, process, since) VALUES (pg_backend_pid(), $1, $2)
         ON CONFLICT (single) DO UPDATE SET pid = excluded.pid, process = excluded.process, since = excluded.since`,
      [`${hostname()}:${process.pid}`, clock.now()],
    );
    const { accepted } = await q.one<{ accepted: HeadRef | null }>(
      'SELECT accepted_loss AS accepted FROM ledger.sealer',
    );
    const { chain, missing, lost, fileIsEmpty, inDatabase } = await loadChain(
      q,
      file,
      acceptLoss || accepted !== null,
    );
    if (lost) await stateLoss(options, q, chain, lost);
    const context: SealContext = {
      q,
      file,
      keyring,
      now: () => clock.now(),
      step: async step => {
        await options.onStep?.(step);
        if (broken) throw broken;
      },
    };
    if (missing.length)
      await storeHeads(
        q,
        missing.map(m => ({ ...m, size: m.head.size })),
      );
    if (fileIsEmpty && inDatabase) {
      log.warn(
        { file: file.path, size: inDatabase.size },
        'ledger: the file of heads was gone; it begins anew',
      );
      await file.append([inDatabase]);
    }
    await signHeads(context, chain);
    const session = { client, q, chain, context };
    await enterEpoch(options, session, accepted ?? lost, until);
    return session;
  } catch (error) {
    client.release(true);
    await file.close();
    throw error;
  }
}

// The file says from where it goes on before any head is signed that the lost one would contradict.
async function stateLoss(options: SealerOptions, q: Queryable, chain: Chain, lost: HeadRef): Promise<void> {
  const { clock, log, keyring, file } = options;
  const key = chain.keys.at(-1);
  const signer = key ? keyring.find(key.keyId) : keyring.first();
  if (!signer) throw new SealerRefusal('key-missing', `key ${key?.keyId} is in force and is not here`);
  const continues = { size: chain.tree.size, root: chain.tree.root().toString('hex') };
  log.error({ lost, continues }, 'ledger: this database lies behind a signed head; it goes on as told');
  await q.run('UPDATE ledger.sealer SET accepted_loss = $1', [JSON.stringify(lost)]);
  const statement = {
    type: 'fansipan-loss/1',
    log: chain.keys[0]?.keyId ?? signer.keyId,
    lost,
    continues,
    time: clock.now(),
    keyId: signer.keyId,
  };
  await file.append([await signStatement(signer, statement)]);
}

async function enterEpoch(
  options: SealerOptions,
  session: Session,
  lost: HeadRef | null,
  until: () => boolean,
): Promise<void> {
  const { db, clock, log, keyring, append } = options;
  const { q, chain } = session;
  const [cluster, last] = [await readCluster(q), await lastEpoch(q)];
  if (last && sameCluster(cluster, last) && !lost) return;
  const key = chain.keys.at(-1);
  const signer = key ? keyring.find(key.keyId) : keyring.first();
  if (!signer) throw new SealerRefusal('key-missing', `key ${key?.keyId} is in force and is not here`);
  // What the old epoch left unsealed comes first; in a new log there is no key to seal it with yet.
  if (last && (await sealDecided(session, until)) === undefined)
    throw new Error('ledger: the old epoch is not yet decided');
  const here = { size: chain.tree.size, root: chain.tree.root().toString('hex') };
  const continues = last ? here : null;
  const counter = (last?.counter ?? 0) + 1;
  await openEpoch(db, append, signer, { counter, cluster, continues, lost, at: clock.now() });
  if (last)
    log.warn({ epoch: counter, cluster, continues }, 'ledger: restored or failed over; a new epoch is open');
  chain.epoch = counter;
  if (!key) chain.keys = [{ afterSize: 0, keyId: signer.keyId, publicKey: signer.publicKey }];
}

/**
 * Seals what is decided, waiting for the horizon until `until`. Returns how many entries were placed; undefined when
 * it stopped waiting.
 */
export async function sealDecided(session: Session, until: () => boolean): Promise<number | undefined> {
  const { q, chain, context } = session;
  const last = await lastDrawn(q);
  if (last <= chain.seen) return 0;
  await context.step('read');
  const upTo = await waitDecided(q, until, last);
  if (upTo === undefined) return undefined;
  await context.step('decided');
  let sealed = 0;
  for (let n = 1; n > 0; ) {
    n = await sealBatch(context, chain, upTo);
    sealed += n;
  }
  chain.seen = upTo;
  return sealed;
}
