import { readHead, type Signed, signStatement } from '../heads/heads.ts';
import type { Signer } from '../index.ts';
import { leafHash, type Tile, Tree } from '../tree/merkle.ts';
import type { Fixture } from './fixture.ts';

// Somebody who owns the database, knows this program, and recomputes every hash.

const TABLES = 'entry version position tile head key epoch personal'.split(' ');

/** Keeps the log as it is, to put it back after each crime. */
export async function keep(f: Fixture): Promise<() => Promise<void>> {
  await f.test.owner.query(
    `CREATE SCHEMA kept; ${TABLES.map(t => `CREATE TABLE kept.${t} AS TABLE ledger.${t};`).join('')}`,
  );
  return async () => {
    await f.test.owner.query(
      TABLES.map(t => `DELETE FROM ledger.${t}; INSERT INTO ledger.${t} SELECT * FROM kept.${t};`).join(''),
    );
  };
}

export type Forged = { id: string; seq: number; bytes: Buffer };

export const log = (f: Fixture): Promise<Forged[]> =>
  f.test.owner.query<Forged>(
    'SELECT e.id, p.seq, e.bytes FROM ledger.position p JOIN ledger.entry e ON e.id = p.entry ORDER BY p.position',
  );

/** The entry with its act dated back by ten days. */
export const backdated = (entry: Forged): Forged => {
  const text = entry.bytes.toString('utf8');
  const at = /"at":"([^"]+)"/.exec(text)?.[1] ?? '';
  const earlier = new Date(Date.parse(at) - 10 * 86_400_000).toISOString();
  return { ...entry, bytes: Buffer.from(text.replace(`"at":"${at}"`, `"at":"${earlier}"`)) };
};

export const writeBytes = (f: Fixture, { id, bytes }: Forged) =>
  f.test.owner.run('UPDATE ledger.entry SET bytes = $2 WHERE id = $1', [id, bytes]);

/**
 * Writes the whole log anew as `entries` would have it: positions, leaves, tiles, and the roots in the heads; signed by
 * `signer`, or with the signatures that were there.
 */
export async function rewrite(f: Fixture, entries: readonly Forged[], signer?: Signer): Promise<void> {
  const { owner } = f.test;
  const tiles: Tile[] = [];
  const tree = new Tree(tile => tiles.push(tile));
  const roots = new Map<number, string>();
  const leaves = entries.map(e => leafHash(e.bytes));
  for (const leaf of leaves) {
    tree.push(leaf);
    roots.set(tree.size, tree.root().toString('hex'));
  }
  const heads = await owner.query<Signed & { size: number }>(
    "SELECT size, signed, encode(signature, 'base64') AS signature FROM ledger.head ORDER BY size",
  );
  await owner.query('DELETE FROM ledger.position; DELETE FROM ledger.tile; DELETE FROM ledger.head');
  await owner.run(
    `UPDATE ledger.entry e SET bytes = u.bytes FROM unnest($1::uuid[], $2::bytea[]) AS u(id, bytes) WHERE e.id = u.id`,
    [entries.map(e => e.id), entries.map(e => e.bytes)],
  );
  await owner.run(
    `INSERT INTO ledger.position (position, seq, entry, leaf)
       SELECT n - 1, seq, entry, leaf FROM unnest($1::bigint[], $2::uuid[], $3::bytea[]) WITH ORDINALITY AS u(seq, entry, leaf, n)`,
    [entries.map(e => e.seq), entries.map(e => e.id), leaves],
  );
  for (const { level, index, hashes } of tiles)
    await owner.run('INSERT INTO ledger.tile VALUES ($1, $2, $3)', [level, index, hashes]);
  const last = entries.length;
  for (const line of [
    ...heads.filter(h => h.size < last),
    ...heads.filter(h => h.size >= last).slice(0, 1),
  ]) {
    const size = Math.min(line.size, last);
    const head = { ...readHead(line), size, root: roots.get(size) };
    const { signed, signature } = signer
      ? await signStatement(signer, head)
      : { signed: JSON.stringify(head), signature: line.signature };
    await owner.run("INSERT INTO ledger.head VALUES ($1, $2, decode($3, 'base64'))", [
      size,
      signed,
      signature,
    ]);
  }
}
