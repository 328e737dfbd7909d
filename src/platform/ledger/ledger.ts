import type { Clock } from '#platform/clock';
import type { Db, Queryable } from '#platform/db';
import { defineService } from '#platform/env';
import type { Log } from '#platform/log';
import { type Append, createAppend } from './append.ts';
import { history, read, sealedSize } from './entries.ts';
import { createFollowers, type Followers } from './followers.ts';
import { HeadFile } from './head-file.ts';
import { type Lag, lag } from './horizon.ts';
import { createKinds } from './kinds.ts';
import { ownKinds } from './own-kinds.ts';
import type { SealStep } from './seal.ts';
import { createSealer, type Sealer } from './sealer.ts';
import { asKeyring, type Keyring, type Signer } from './signer.ts';
import type { EntryKind, Follower } from './types.ts';

export type LedgerOptions = {
  db: Db;
  clock: Clock;
  log: Log;
  /** Of all modules. The ledger's own are added. */
  kinds: readonly EntryKind[];
  followers?: readonly Follower[];
  /** One key, or a ring of them where the log's key is to be rotated. */
  signer: Signer | Keyring;
  /** Path of the file of signed heads, outside the database. */
  headFile: string;
  /** For tests: called between any two steps of the sealer, and may throw. */
  onSealStep?: (step: SealStep) => Promise<void> | void;
};

export type Ledger = Append & {
  readonly sealer: Sealer;
  readonly followers: Followers;
  history: typeof history;
  read: typeof read;
  sealedSize: typeof sealedSize;
  /** How far sealing is behind and who holds it up. */
  lag(q: Queryable): Promise<Lag>;
};

export const ledgerService = defineService<Ledger>('ledger');

/** The ledger of one database. Nothing runs before `sealer.start()` and `followers.start()`. */
export function createLedger(options: LedgerOptions): Ledger {
  const { db, clock, log } = options;
  const kinds = createKinds([...new Set([...ownKinds, ...options.kinds])]);
  const keyring = asKeyring(options.signer);
  const tellOthers = createTeller(db);
  const append = createAppend(kinds, clock, () => {
    sealer.wake();
    tellOthers();
  });
  const file = new HeadFile(options.headFile);
  const sealer = createSealer({ db, clock, log, keyring, file, append, onStep: options.onSealStep });
  const followers = createFollowers(db, clock, log, options.followers ?? [], kinds.names());
  return { ...append, sealer, followers, history, read, sealedSize, lag };
}

/**
 * Tells the process that seals that there is something to seal: at once, then at most every 50 ms. A transaction of its
 * own, after the act's: NOTIFY takes a lock of the whole server at commit, and acts are not to wait for each other.
 */
function createTeller(db: Db): () => void {
  let last = 0;
  let timer: NodeJS.Timeout | undefined;
  const tell = () => {
    timer = undefined;
    last = Date.now();
    // Lost words only cost the sealer's next look.
    db.query('NOTIFY ledger_appended').catch(() => undefined);
  };
  return () => {
    if (timer) return;
    timer = setTimeout(tell, Math.max(0, last + 50 - Date.now()));
    timer.unref();
  };
}
