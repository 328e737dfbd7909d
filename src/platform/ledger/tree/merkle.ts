import { hash } from 'node:crypto';

// The Merkle tree of RFC 9162 (Certificate Transparency 2.0), section 2.1, over SHA-256. A height is counted from the
// leaves; a perfect subtree of height h covers 2^h leaves.

export const sha256 = (bytes: Uint8Array): Buffer => hash('sha256', bytes, 'buffer');

/** Hash of a leaf: `sha256(0x00 ‖ bytes)`. */
export function leafHash(bytes: Uint8Array): Buffer {
  const prefixed = Buffer.allocUnsafe(bytes.length + 1);
  prefixed[0] = 0;
  prefixed.set(bytes, 1);
  return sha256(prefixed);
}

const pair = Buffer.alloc(65, 1);
/** Hash of an inner node: `sha256(0x01 ‖ left ‖ right)`. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  pair.set(left, 1);
  pair.set(right, 33);
  return sha256(pair);
}

/** Root of no leaf at all: the hash of nothing. */
export const EMPTY_ROOT: Buffer = sha256(Buffer.alloc(0));

/** Root over a list of leaf hashes (or of equally high perfect subtrees). */
export function rootOf(hashes: readonly Buffer[]): Buffer {
  if (hashes.length === 0) return EMPTY_ROOT;
  let row: readonly Buffer[] = hashes;
  while (row.length > 1) {
    const above: Buffer[] = [];
    for (let i = 0; i + 1 < row.length; i += 2) above.push(nodeHash(row[i]!, row[i + 1]!));
    if (row.length % 2) above.push(row.at(-1)!);
    row = above;
  }
  return row[0]!;
}

/** Hashes of one tile. */
export const TILE = 256;
const TILE_HEIGHT = 8;

/** A full tile: level 0 holds 256 leaves, level n the roots of 256 tiles of level n-1. */
export type Tile = { level: number; index: number; hashes: Buffer };

/**
 * The right edge of a growing tree: all that is needed to add leaves, to know the root and to hand out each tile when it
 * is full. A few kilobytes, whatever the size.
 */
export class Tree {
  #size = 0;
  // Perfect subtrees from the left, each higher than the next: the binary digits of the size.
  #peaks: Array<{ height: number; hash: Buffer }> = [];
  // For each level, the hashes of the tile that is not yet full.
  #open: Buffer[][] = [];
  readonly #onTile: ((tile: Tile) => void) | undefined;

  constructor(onTile?: (tile: Tile) => void) {
    this.#onTile = onTile;
  }

  get size(): number {
    return this.#size;
  }

  push(leaf: Buffer): void {
    this.#size++;
    this.#add(0, leaf);
  }

  #add(from: number, leaf: Buffer): void {
    let height = from;
    let hash = leaf;
    this.#keep(height / TILE_HEIGHT, hash);
    for (let last = this.#peaks.at(-1); last?.height === height; last = this.#peaks.at(-1)) {
      this.#peaks.pop();
      hash = nodeHash(last.hash, hash);
      height++;
      if (height % TILE_HEIGHT === 0) this.#keep(height / TILE_HEIGHT, hash);
    }
    this.#peaks.push({ height, hash });
  }

  #keep(level: number, hash: Buffer): void {
    this.#open[level] ??= [];
    const open = this.#open[level]!;
    open.push(hash);
    if (open.length < TILE) return;
    this.#open[level] = [];
    const index = this.#size / TILE ** (level + 1) - 1;
    this.#onTile?.({ level, index, hashes: Buffer.concat(open) });
  }

  root(): Buffer {
    if (this.#size === 0) return EMPTY_ROOT;
    let i = this.#peaks.length - 1;
    let root = this.#peaks[i]!.hash;
    while (--i >= 0) root = nodeHash(this.#peaks[i]!.hash, root);
    return root;
  }

  /** A tree that goes its own way from here. */
  fork(onTile?: (tile: Tile) => void): Tree {
    const copy = new Tree(onTile);
    copy.#size = this.#size;
    copy.#peaks = [...this.#peaks];
    copy.#open = this.#open.map(hashes => [...hashes]);
    return copy;
  }

  /** The hashes of the unfinished tiles, by level: with the size, all of the tree's state. */
  edge(): Buffer[][] {
    return this.#open.map(hashes => [...hashes]);
  }

  /** The tree of `size` leaves whose unfinished tiles hold `edge`. */
  static restore(size: number, edge: ReadonlyArray<readonly Buffer[]>, onTile?: (tile: Tile) => void): Tree {
    const tree = new Tree(onTile);
    for (let level = edge.length - 1; level >= 0; level--) {
      for (const hash of edge[level]!) tree.#add(level * TILE_HEIGHT, hash);
    }
    tree.#size = size;
    return tree;
  }
}
