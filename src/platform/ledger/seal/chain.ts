import type { Queryable } from '#platform/db';
import { sealedSize } from '../entries.ts';
import { lastEpoch } from '../heads/epoch.ts';
import { HeadFile, type HeadLine } from '../heads/head-file.ts';
import { isSigned, readHead, type Signed } from '../heads/heads.ts';
import { type LogKey, logKeys } from '../heads/rotation.ts';
import { Tree } from '../tree/merkle.ts';
import { type StoredTree, storedTree } from '../tree/tiles.ts';
import { lastDrawn } from './horizon.ts';

/** Why the sealer does not go on: the database is not what signed heads say it was, or a key is not here. */
export class SealerRefusal extends Error {
  readonly reason: 'behind' | 'mismatch' | 'key-missing';
  /** The head that the database does not extend. */
  readonly known: { size: number; root: string } | null;
  constructor(
    reason: SealerRefusal['reason'],
    message: string,
    known: { size: number; root: string } | null = null,
  ) {
    super(`ledger: ${message}`);
    this.name = 'SealerRefusal';
    this.reason = reason;
    this.known = known;
  }
}

/** What a sealer keeps in memory. Anything that fails throws it away, and it is read anew. */
export type Chain = {
  tree: Tree;
  /** Number of the last sealed entry in the entries' sequence. */
  watermark: number;
  /** Everything up to this number is decided, and sealed if it came. */
  seen: number;
  keys: LogKey[];
  epoch: number;
  /** The largest head signed, on file and in the database. */
  headSize: number;
  /** Roots of heads to be signed yet, by size. */
  unsigned: Array<{ size: number; root: string }>;
};

/** A head every so many positions at least. */
export const HEAD_EVERY = 256;

/** The key in force for a head of `size` entries; undefined before the first. */
export const keyAt = (keys: readonly LogKey[], size: number): LogKey | undefined =>
  keys.findLast(key => key.afterSize < size);

async function lastStoredHead(q: Queryable): Promise<(Signed & { size: number }) | undefined> {
  return q.maybe<Signed & { size: number }>(
    `SELECT size, signed, translate(encode(signature, 'base64'), E'\\n', '') AS signature
       FROM ledger.head ORDER BY size DESC LIMIT 1`,
  );
}

/** Keeps signed heads; of a size that has one already, that one stays. Returns how many were new. */
export const storeHeads = (q: Queryable, heads: readonly (Signed & { size: number })[]): Promise<number> =>
  q.run(
    `INSERT INTO ledger.head (size, signed, signature)
       SELECT s, t, decode(b, 'base64') FROM unnest($1::bigint[], $2::text[], $3::text[]) AS u(s, t, b)
     ON CONFLICT (size) DO NOTHING`,
    [heads.map(h => h.size), heads.map(h => h.signed), heads.map(h => h.signature)],
  );

type Standing = { size: number; keys: readonly LogKey[]; stored: StoredTree };

/** Why the log as it stands does not extend this head; undefined when it does. */
async function refusalOf(line: Signed, where: string, log: Standing): Promise<SealerRefusal | undefined> {
  const head = readHead(line);
  if (!head) return undefined;
  const { size } = head;
  const known = { size, root: head.root };
  const key = keyAt(log.keys, size);
  if (size > log.size)
    return new SealerRefusal('behind', `${log.size} positions, but the head ${where} has ${size}`, known);
  if (!key || key.keyId !== head.keyId || !isSigned(key.publicKey, line))
    return new SealerRefusal('mismatch', `head ${size} ${where} is not signed by the log's key`, known);
  if ((await log.stored.rootAt(size)).toString('hex') !== head.root)
    return new SealerRefusal('mismatch', `head ${size} ${where} has another root`, known);
  return undefined;
}

/**
 * Why a sealer would refuse to go on from the newest heads, in the database and on file; undefined when it would not.
 * Reads only: for the doctor, who is another process.
 */
export async function examineHeads(q: Queryable, path: string): Promise<SealerRefusal | undefined> {
  // The file first: what it has was committed before.
  const file = new HeadFile(path);
  let onFile: HeadLine | undefined;
  try {
    if (await file.openToRead()) onFile = (await file.back().next()).value ?? undefined;
  } finally {
    await file.close();
  }
  const inDatabase = await lastStoredHead(q);
  const log = { size: await sealedSize(q), keys: await logKeys(q), stored: storedTree(q) };
  return (
    (inDatabase && (await refusalOf(inDatabase, 'in the database', log))) ??
    (onFile && (await refusalOf(onFile, 'on file', log)))
  );
}

/**
 * Reads the sealer's state from the database and holds it against the last head in the database and the last one on
 * file. `acceptLoss`: go on although the database does not reach the head on file (after a restore).
 * Throws `SealerRefusal` when they disagree: sealing on would sign a history that is not the one signed before.
 */
export async function loadChain(q: Queryable, file: HeadFile, acceptLoss: boolean) {
  const last = await q.maybe<{ position: number; seq: number }>(
    'SELECT position, seq FROM ledger.position ORDER BY position DESC LIMIT 1',
  );
  const size = last ? last.position + 1 : 0;
  const drawn = await lastDrawn(q);
  // A copy that left the sequence behind (logical replication does): new entries would lie behind the sealer for ever.
  if (last && drawn < last.seq)
    throw new SealerRefusal(
      'mismatch',
      `the sequence ledger.entry_seq stands at ${drawn}, behind the sealed number ${last.seq}: set it with setval('ledger.entry_seq', ${last.seq})`,
    );
  const keys = await logKeys(q);
  const stored = storedTree(q);
  const inDatabase = await lastStoredHead(q);
  const headInDatabase = inDatabase?.size ?? 0;
  await file.open();
  // The newest head on file, and those before it that did not reach the database before a crash.
  const onFile: HeadLine[] = [];
  for await (const line of file.back()) {
    onFile.unshift(line);
    if (line.head.size <= headInDatabase) break;
  }
  let lost: { size: number; root: string } | null = null;
  for (const [where, line] of [
    ['in the database', inDatabase],
    ['on file', onFile.at(-1)],
  ] as const) {
    const refusal = line && (await refusalOf(line, where, { size, keys, stored }));
    if (!refusal) continue;
    if (!acceptLoss || where === 'in the database') throw refusal;
    lost = refusal.known;
  }
  const missing = lost ? [] : onFile.filter(line => line.head.size > headInDatabase);
  const headSize = Math.max(headInDatabase, ...missing.map(m => m.head.size));

  const tree = Tree.restore(headSize, await stored.edge(headSize));
  const unsigned: Chain['unsigned'] = [];
  for (let from = headSize; from < size; from += 10_000) {
    const rows = await q.query<{ leaf: Buffer }>(
      'SELECT leaf FROM ledger.position WHERE position >= $1 AND position < $2 ORDER BY position',
      [from, Math.min(from + 10_000, size)],
    );
    for (const { leaf } of rows) {
      tree.push(leaf);
      if (tree.size % HEAD_EVERY === 0 || tree.size === size || keys.some(k => k.afterSize === tree.size))
        unsigned.push({ size: tree.size, root: tree.root().toString('hex') });
    }
  }
  if (tree.size !== size) throw new SealerRefusal('mismatch', 'the positions are not dense');

  const chain: Chain = {
    tree,
    watermark: last?.seq ?? -1,
    seen: -1,
    keys,
    epoch: (await lastEpoch(q))?.counter ?? 0,
    headSize,
    unsigned,
  };
  return { chain, missing, lost, fileIsEmpty: onFile.length === 0, inDatabase };
}
