import type { Queryable } from '#platform/db';
import { parseContent } from '../entries.ts';
import type { HeadFile } from '../heads/head-file.ts';
import { type Signed, signStatement } from '../heads/heads.ts';
import { rotatedKey } from '../heads/rotation.ts';
import type { Keyring } from '../heads/signer.ts';
import type { Tile } from '../tree/merkle.ts';
import { type Chain, HEAD_EVERY, keyAt, SealerRefusal, storeHeads } from './chain.ts';

/** Where a sealer may die. Tests stop it at each; nothing else uses them. */
export type SealStep = 'read' | 'decided' | 'placed' | 'committed' | 'signed' | 'written' | 'stored';

export type SealContext = {
  q: Queryable;
  file: HeadFile;
  keyring: Keyring;
  now(): Date;
  step(step: SealStep): Promise<void> | void;
};

/** Entries placed in one transaction. */
const BATCH = 5_000;

// Placed by SQL, set by set: the leaf is computed where the bytes lie, and comes back as one string of hashes.
const PLACE = `
  WITH batch AS (
    SELECT e.id, e.seq, e.kind, e.bytes, sha256('\\x00'::bytea || e.bytes) AS leaf,
           $3 + row_number() OVER (ORDER BY e.seq) - 1 AS position
      FROM (SELECT id, seq, kind, bytes FROM ledger.entry WHERE seq > $1 AND seq <= $2 ORDER BY seq LIMIT $4) e
  ), placed AS (
    INSERT INTO ledger.position (position, seq, entry, leaf) SELECT position, seq, id, leaf FROM batch ORDER BY position
  )
  SELECT count(*) AS count, coalesce(max(seq), 0) AS last,
         string_agg(leaf, ''::bytea ORDER BY position) AS leaves,
         coalesce(jsonb_agg(jsonb_build_object('position', position, 'bytes', encode(bytes, 'base64')) ORDER BY position)
           FILTER (WHERE kind = 'ledger.key-rotated'), '[]') AS rotations
    FROM batch`;

type Placed = {
  count: number;
  last: number;
  leaves: Buffer | null;
  rotations: Array<{ position: number; bytes: string }>;
};

/**
 * Gives the next entries up to number `upTo` (which must be decided) their places, then signs the heads over them:
 * committed first, then signed, on disk outside the database, and stored beside the log. Returns how many it placed.
 */
export async function sealBatch(context: SealContext, chain: Chain, upTo: number): Promise<number> {
  const { q, step } = context;
  const { tree } = chain;
  const tiles: Tile[] = [];
  const grown = tree.fork(tile => tiles.push(tile));
  await q.query('BEGIN');
  const placed = await q.one<Placed>(PLACE, [chain.watermark, upTo, tree.size, BATCH]);
  const keys = [...chain.keys];
  for (const { position, bytes } of placed.rotations) {
    const current = keys.at(-1);
    const next = current && rotatedKey(parseContent(Buffer.from(bytes, 'base64')), position, current);
    if (next) keys.push(next);
  }
  const heads: Chain['unsigned'] = [];
  const { leaves } = placed;
  for (let i = 0; leaves && i < placed.count; i++) {
    grown.push(leaves.subarray(i * 32, i * 32 + 32));
    const { size } = grown;
    if (size % HEAD_EVERY === 0 || i === placed.count - 1 || keys.some(k => k.afterSize === size))
      heads.push({ size, root: grown.root().toString('hex') });
  }
  if (tiles.length)
    await q.run(
      'INSERT INTO ledger.tile (level, index, hashes) SELECT * FROM unnest($1::smallint[], $2::bigint[], $3::bytea[])',
      [tiles.map(t => t.level), tiles.map(t => t.index), tiles.map(t => t.hashes)],
    );
  for (const key of keys.slice(chain.keys.length)) {
    await q.run('INSERT INTO ledger.key (after_size, key_id, public_key) VALUES ($1, $2, $3)', [
      key.afterSize,
      key.keyId,
      key.publicKey,
    ]);
  }
  await q.query("SELECT pg_notify('ledger_sealed', $1)", [String(grown.size)]);
  await step('placed');
  await q.query('COMMIT');
  await step('committed');
  if (placed.count === 0) return 0;
  chain.tree = grown;
  chain.watermark = placed.last;
  chain.keys = keys;
  chain.unsigned.push(...heads);
  await signHeads(context, chain);
  return placed.count;
}

/** Signs and publishes what is committed and not yet under a signed head. */
export async function signHeads(context: SealContext, chain: Chain): Promise<void> {
  const { q, file, keyring, now, step } = context;
  const lines: Array<Signed & { size: number }> = [];
  let missing: string | undefined;
  for (const { size, root } of chain.unsigned) {
    const key = keyAt(chain.keys, size);
    const signer = key && keyring.find(key.keyId);
    if (!signer) {
      missing = key?.keyId ?? 'of no name';
      break;
    }
    const head = {
      type: 'fansipan-head/1',
      log: chain.keys[0]?.keyId,
      epoch: chain.epoch,
      size,
      root,
      time: now(),
      keyId: signer.keyId,
    };
    lines.push({ size, ...(await signStatement(signer, head)) });
  }
  await step('signed');
  if (lines.length) {
    await file.append(lines);
    await step('written');
    await storeHeads(q, lines);
    await step('stored');
    chain.headSize = lines.at(-1)?.size ?? chain.headSize;
    chain.unsigned.splice(0, lines.length);
  }
  if (missing) throw new SealerRefusal('key-missing', `key ${missing} is in force and is not here`);
}
