import type { Clock } from '#platform/clock';
import type { Db, Queryable, Tx } from '#platform/db';
import { defineService } from '#platform/env';
import type { Log } from '#platform/log';
import { type Access, createAccess } from './access.ts';
import { type Append, createAppend } from './append.ts';
import { findLeaf, histories, history, positionsOf, read, readAt, sealedSize } from './entries.ts';
import { type Erasure, erase } from './erase.ts';
import { createFollowers, type Followers } from './follow/followers.ts';
import { HeadFile } from './heads/head-file.ts';
import type { Signed } from './heads/heads.ts';
import { signReceipt } from './heads/receipts.ts';
import { logKeys, rotateKey } from './heads/rotation.ts';
import { asKeyring, type Keyring, type Signer } from './heads/signer.ts';
import { createKinds } from './kinds.ts';
import { ownKinds } from './own-kinds.ts';
import { examineHeads, type SealerRefusal } from './seal/chain.ts';
import { type Lag, lag } from './seal/horizon.ts';
import type { SealStep } from './seal/seal.ts';
import { createSealer, type Sealer } from './seal/sealer.ts';
import type { Appended, EntryKind, Follower, StateCheck } from './types.ts';
import { exportTo } from './verify/export.ts';
import { findHead, prove, proveConsistency } from './verify/proofs.ts';
import { verifyDatabase } from './verify/verify-database.ts';
import type { OnProgress, Verified, VerifyOptions } from './verify/verify-export.ts';
import { type StateProblem, verifyState } from './verify/verify-state.ts';

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

export type Ledger = Append &
  Access & {
    readonly sealer: Sealer;
    readonly followers: Followers;
    history: typeof history;
    histories: typeof histories;
    read: typeof read;
    readAt: typeof readAt;
    positionsOf: typeof positionsOf;
    /** All kinds of entries that can be written here. */
    kinds(): readonly string[];
    sealedSize: typeof sealedSize;
    /** How far sealing is behind and who holds it up. */
    lag(q: Queryable): Promise<Lag>;

    /** Empties a subject's personal values, with an entry that says so; undefined when there are none. */
    erase(tx: Tx, erasure: Erasure): Promise<(Appended & { erased: number }) | undefined>;
    /** A signed promise that the entry will be sealed, to be given out once its transaction is committed. */
    receipt(appended: Pick<Appended, 'id' | 'leaf' | 'recordedAt'>): Promise<Signed>;
    /** The same promise for an entry that was committed before, from its stored bytes; undefined when there is none. */
    receiptFor(q: Queryable, id: string): Promise<Signed | undefined>;
    prove: typeof prove;
    proveConsistency: typeof proveConsistency;
    /** The newest signed head, or undefined before the first. */
    head(q: Queryable): Promise<Signed | undefined>;
    /** The fingerprint by which this log is known; undefined before the first sealing. */
    fingerprint(q: Queryable): Promise<string | undefined>;
    exportTo: typeof exportTo;
    /** Why a sealer would refuse to go on from the newest signed heads; undefined when it would not. Reads only. */
    examineHeads(q: Queryable): Promise<SealerRefusal | undefined>;
    /** Recomputes the whole log, and compares with the file of heads. */
    verify(options?: VerifyOptions): Promise<Verified>;
    verifyState(checks: readonly StateCheck[], onProgress?: OnProgress): Promise<StateProblem[]>;
    /** Hands the log over to the key `keyId`, which must be in the ring. The old one seals the entry that says so. */
    rotateKey(keyId: string, actor: string): Promise<Appended>;
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
  const signerInForce = async (): Promise<{ signer: Signer; log: string }> => {
    const keys = await logKeys(db);
    const keyId = keys.at(-1)?.keyId;
    const signer = keyId ? keyring.find(keyId) : keyring.first();
    if (!signer) throw new Error(`ledger: key ${keyId} is in force and is not here`);
    return { signer, log: keys[0]?.keyId ?? signer.keyId };
  };
  return {
    ...append,
    ...createAccess(append, clock),
    sealer,
    followers,
    history,
    histories,
    read,
    readAt,
    positionsOf,
    kinds: kinds.names,
    sealedSize,
    lag,
    erase: (tx, erasure) => erase(tx, append, clock, erasure),
    receipt: async appended => {
      const { signer, log } = await signerInForce();
      return signReceipt(signer, log, appended);
    },
    receiptFor: async (q, id) => {
      const found = await findLeaf(q, id);
      if (!found) return undefined;
      const { signer, log } = await signerInForce();
      return signReceipt(signer, log, found);
    },
    prove,
    proveConsistency,
    head: q => findHead(q, 1, 'last'),
    fingerprint: async q => (await logKeys(q))[0]?.keyId,
    exportTo,
    examineHeads: q => examineHeads(q, options.headFile),
    verify: verifyOptions => verifyDatabase(db, { headFile: options.headFile, ...verifyOptions }),
    verifyState: (checks, onProgress) => verifyState(db, checks, onProgress),
    rotateKey: async (keyId, actor) => {
      const next = keyring.find(keyId);
      if (!next) throw new Error(`ledger: key ${keyId} is not in the ring`);
      const { signer } = await signerInForce();
      return rotateKey(db, append, signer, next, actor, clock.now());
    },
  };
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
