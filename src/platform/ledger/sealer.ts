import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import type { Clock } from '#platform/clock';
import type { Db, Queryable } from '#platform/db';
import type { Log } from '#platform/log';
import type { Append } from './append.ts';
import { createBell } from './bell.ts';
import { type Chain, loadChain, SealerRefusal, storeHeads } from './chain.ts';
import { onClient } from './client.ts';
import { type HeadRef, lastEpoch, openEpoch, readCluster, sameCluster } from './epoch.ts';
import type { HeadFile } from './head-file.ts';
import { signStatement } from './heads.ts';
import { lastDrawn, waitDecided } from './horizon.ts';
import { type SealContext, type SealStep, sealBatch, signHeads } from './seal.ts';
import type { Keyring } from './signer.ts';

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

type Session = { client: PoolClient; q: Queryable; chain: Chain; context: SealContext };

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
    const { chain, missing, lost, fileIsEmpty, inDatabase } = await loadChain(q, file, acceptLoss);
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
    await enterEpoch(options, session, lost && { size: lost.size, root: lost.root }, until);
    return session;
  } catch (error) {
    client.release(true);
    await file.close();
    throw error;
  }
}

async function enterEpoch(
  options: SealerOptions,
  session: Session,
  lost: HeadRef | null,
  until: () => boolean,
): Promise<void> {
  const { db, clock, log, keyring, file, append } = options;
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
  if (lost) {
    log.error({ lost, here }, 'ledger: this database lies behind a signed head; it goes on as told');
    const statement = {
      type: 'fansipan-loss/1',
      log: chain.keys[0]?.keyId ?? signer.keyId,
      lost,
      continues: here,
      time: clock.now(),
      keyId: signer.keyId,
    };
    await file.append([await signStatement(signer, statement)]);
  }
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

export type Sealer = {
  /** Seals in the background, or stands by while another process does. */
  start(): void;
  /** Resolves when nothing of it runs any more. */
  stop(): Promise<void>;
  /** Seals everything committed before the call, here or by the process that has the lock. Throws after `waitMs`. */
  sealOnce(options?: { waitMs?: number }): Promise<void>;
  /** Lets it go on from a database that lies behind the head on file. For people, after a restore, never by itself. */
  acceptLoss(): void;
  /** Why it does not seal, if it does not. */
  refusal(): SealerRefusal | null;
  /** Something was appended by this process. */
  wake(): void;
};

// While another process seals, how often to see whether it still does; while nothing comes, how often to look.
const STANDBY_MS = 1_000;
const IDLE_MS = 150;

export function createSealer(options: SealerOptions): Sealer {
  const { db, log, file } = options;
  let session: Session | undefined;
  let running: Promise<void> | undefined;
  let stopping = false;
  let accept = false;
  let refused: SealerRefusal | null = null;
  const bell = createBell();
  const close = async () => {
    const old = session;
    session = undefined;
    old?.client.release(true);
    if (old) await file.close();
  };
  // One at a time: the loop and `sealOnce` take turns.
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(fn: () => Promise<T>): Promise<T> => {
    const next = turn.then(fn, fn);
    turn = next.catch(() => undefined);
    return next;
  };

  /** One look: `busy` when something was sealed, `idle`, `waiting` for the horizon, or `standby`. */
  const look = (until: () => boolean) =>
    inTurn(async () => {
      try {
        session ??= await openSession(options, accept, bell.ring, until);
        if (!session) return 'standby';
        accept = false;
        refused = null;
        const sealed = await sealDecided(session, until);
        return sealed === undefined ? 'waiting' : sealed > 0 ? 'busy' : 'idle';
      } catch (error) {
        if (error instanceof SealerRefusal) refused = error;
        await close();
        throw error;
      }
    });

  const sealedElsewhere = async (target: number, until: () => boolean): Promise<boolean> => {
    if ((await waitDecided(db, until, target)) === undefined) return false;
    const { open } = await db.one<{ open: boolean }>(
      `SELECT EXISTS (SELECT FROM ledger.entry WHERE seq <= $1
          AND seq > coalesce((SELECT seq FROM ledger.position ORDER BY position DESC LIMIT 1), 0)) AS open`,
      [target],
    );
    if (open) await sleep(20);
    return !open;
  };

  const loop = async () => {
    let delay = 250;
    while (!stopping) {
      try {
        const state = await look(() => stopping);
        delay = 250;
        if (state !== 'busy') await bell.wait(state === 'standby' ? STANDBY_MS : IDLE_MS);
      } catch (error) {
        log.error({ err: error }, error instanceof SealerRefusal ? error.message : 'ledger: sealing failed');
        await bell.wait(delay);
        delay = Math.min(delay * 2, error instanceof SealerRefusal ? 60_000 : 5_000);
      }
    }
    await inTurn(close);
  };

  return {
    start: () => {
      stopping = false;
      running ??= loop();
    },
    stop: async () => {
      stopping = true;
      bell.ring();
      await running;
      running = undefined;
      await inTurn(close);
    },
    sealOnce: async ({ waitMs = 30_000 } = {}) => {
      const deadline = Date.now() + waitMs;
      const late = () => Date.now() > deadline;
      const target = await lastDrawn(db);
      try {
        for (;;) {
          const state = await look(late);
          if (session && session.chain.seen >= target) return;
          if (state === 'standby' && (await sealedElsewhere(target, late))) return;
          if (late()) throw new Error(`ledger: not sealed within ${waitMs} ms (${state})`);
        }
      } finally {
        if (!running) await inTurn(close);
      }
    },
    acceptLoss: () => {
      accept = true;
      bell.ring();
    },
    refusal: () => refused,
    wake: bell.ring,
  };
}
