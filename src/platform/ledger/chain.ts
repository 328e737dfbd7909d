import type { Queryable } from '#platform/db';
import { lastEpoch } from './epoch.ts';
import type { HeadFile, HeadLine } from './head-file.ts';
import { type Head, isSigned, readHead, type Signed } from './heads.ts';
import { Tree } from './merkle.ts';
import { type LogKey, logKeys } from './rotation.ts';
import { storedTree } from './tiles.ts';

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

export const keyAt = (keys: readonly LogKey[], size: number): LogKey | undefined =>
  keys.findLast(key => key.afterSize < size);

async function lastStoredHead(q: Queryable): Promise<(Signed & { size: number }) | undefined> {
  return q.maybe<Signed & { size: number }>(
    `SELECT size, signed, translate(encode(signature, 'base64'), E'\\n', '') AS signature
       FROM ledger.head ORDER BY size DESC LIMIT 1`,
  );
}

export const storeHeads = (q: Queryable, heads: readonly (Signed & { size: number })[]): Promise<number> =>
  q.run(
    `INSERT INTO ledger.head (size, signed, signature)
       SELECT s, t, decode(b, 'base64') FROM unnest($1::bigint[], $2::text[], $3::text[]) AS u(s, t, b)
     ON CONFLICT (size) DO NOTHING`,
    [heads.map(h => h.size), heads.map(h => h.signed), heads.map(h => h.signature)],
  );

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
  const keys = await logKeys(q);
  const stored = storedTree(q);
  const rootAt = async (at: number) => (await stored.rootAt(at)).toString('hex');

  const inDatabase = await lastStoredHead(q);
  const headInDatabase = inDatabase?.size ?? 0;
  await file.open();
  // The newest head on file, and those before it that did not reach the database before a crash.
  const onFile: HeadLine[] = [];
  for await (const line of file.back()) {
    onFile.unshift(line);
    if (line.head.size <= headInDatabase) break;
  }
  let lost: Head | null = null;
  for (const [where, line] of [
    ['in the database', inDatabase],
    ['on file', onFile.at(-1)],
  ] as const) {
    const head = line && readHead(line);
    if (!line || !head) continue;
    const key = keyAt(keys, head.size);
    const known = { size: head.size, root: head.root };
    let refusal: SealerRefusal | undefined;
    if (head.size > size)
      refusal = new SealerRefusal(
        'behind',
        `${size} positions, but the head ${where} has ${head.size}`,
        known,
      );
    else if (!key || key.keyId !== head.keyId || !isSigned(key.publicKey, line))
      refusal = new SealerRefusal(
        'mismatch',
        `head ${head.size} ${where} is not signed by the log's key`,
        known,
      );
    else if ((await rootAt(head.size)) !== head.root)
      refusal = new SealerRefusal('mismatch', `head ${head.size} ${where} has another root`, known);
    if (!refusal) continue;
    if (!acceptLoss || where === 'in the database') throw refusal;
    lost = head;
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
