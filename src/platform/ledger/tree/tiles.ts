import type { Queryable } from '#platform/db';
import { EMPTY_ROOT, nodeHash, rootOf, TILE } from './merkle.ts';

// Largest power of two smaller than n, for n > 1 (RFC 9162, section 2.1.1).
function splitOf(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/** The stored tree: hashes of any range of leaves, and proofs made of them. Made for one use; it remembers tiles. */
export type StoredTree = {
  /** Root of the tree of the first `size` leaves. */
  rootAt(size: number): Promise<Buffer>;
  /** RFC 9162, section 2.1.3.1. */
  inclusion(position: number, size: number): Promise<Buffer[]>;
  /** RFC 9162, section 2.1.4.1. */
  consistency(first: number, second: number): Promise<Buffer[]>;
  /** The hashes of each unfinished tile of the tree of `size` leaves, by level. */
  edge(size: number): Promise<Buffer[][]>;
};

const cut = (bytes: Buffer): Buffer[] =>
  Array.from({ length: bytes.length / 32 }, (_, i) => bytes.subarray(i * 32, i * 32 + 32));

/** The tree as its tiles lie in the database; a tile is asked for once. */
export function storedTree(q: Queryable): StoredTree {
  const tiles = new Map<string, Buffer[]>();

  // Hashes `from` to `to` (excluded) of a level. They lie in one full tile, or in the level's unfinished one: then each
  // is the root of a full tile below, or a leaf among the positions.
  async function hashes(level: number, from: number, to: number): Promise<Buffer[]> {
    const index = Math.floor(from / TILE);
    const key = `${level}/${index}`;
    let tile = tiles.get(key);
    if (!tile) {
      const row = await q.maybe<{ hashes: Buffer }>(
        'SELECT hashes FROM ledger.tile WHERE level = $1 AND index = $2',
        [level, index],
      );
      tile = row ? cut(row.hashes) : await unfinished(level, index * TILE);
      tiles.set(key, tile);
    }
    const part = tile.slice(from - index * TILE, to - index * TILE);
    if (part.length !== to - from)
      throw new Error(`ledger: the stored tree lacks level ${level}, ${from} to ${to}`);
    return part;
  }

  async function unfinished(level: number, from: number): Promise<Buffer[]> {
    if (level === 0) {
      const rows = await q.query<{ leaf: Buffer }>(
        'SELECT leaf FROM ledger.position WHERE position >= $1 AND position < $2 ORDER BY position',
        [from, from + TILE],
      );
      return rows.map(r => r.leaf);
    }
    const rows = await q.query<{ hashes: Buffer }>(
      'SELECT hashes FROM ledger.tile WHERE level = $1 AND index >= $2 AND index < $3 ORDER BY index',
      [level - 1, from, from + TILE],
    );
    return rows.map(r => rootOf(cut(r.hashes)));
  }

  /** Root over the leaves [from, to): one perfect subtree, or split as the RFC splits. */
  async function range(from: number, to: number): Promise<Buffer> {
    const n = to - from;
    if (n === 0) return EMPTY_ROOT;
    const height = Math.log2(n);
    if (Number.isInteger(height) && from % n === 0) {
      const level = Math.floor(height / 8);
      const width = TILE ** level;
      return rootOf(await hashes(level, from / width, to / width));
    }
    const k = splitOf(n);
    return nodeHash(await range(from, from + k), await range(from + k, to));
  }

  async function path(m: number, from: number, to: number): Promise<Buffer[]> {
    const n = to - from;
    if (n === 1) return [];
    const k = splitOf(n);
    return m < k
      ? [...(await path(m, from, from + k)), await range(from + k, to)]
      : [...(await path(m - k, from + k, to)), await range(from, from + k)];
  }

  async function subproof(m: number, from: number, to: number, known: boolean): Promise<Buffer[]> {
    const n = to - from;
    if (m === n) return known ? [] : [await range(from, to)];
    const k = splitOf(n);
    return m <= k
      ? [...(await subproof(m, from, from + k, known)), await range(from + k, to)]
      : [...(await subproof(m - k, from + k, to, false)), await range(from, from + k)];
  }

  return {
    rootAt: size => range(0, size),
    inclusion: (position, size) => path(position, 0, size),
    consistency: async (first, second) => (first === second ? [] : subproof(first, 0, second, true)),
    edge: async size => {
      const edge: Buffer[][] = [];
      for (let level = 0; TILE ** level <= size; level++) {
        const to = Math.floor(size / TILE ** level);
        const from = Math.floor(to / TILE) * TILE;
        edge.push(from === to ? [] : await hashes(level, from, to));
      }
      return edge;
    },
  };
}
