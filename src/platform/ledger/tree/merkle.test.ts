import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { treeHash } from '../testing/independent.ts';
import { EMPTY_ROOT, leafHash, rootOf, type Tile, Tree } from './merkle.ts';
import { verifyConsistency, verifyInclusion } from './merkle-proof.ts';

const hex = (...texts: string[]) => texts.map(t => Buffer.from(t, 'hex'));

// The vectors that the implementations of Certificate Transparency test themselves with (RFC 6962 and RFC 9162 hash alike).
const INPUTS = hex(
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
);
const ROOTS = hex(
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
);
const INCLUSIONS: Array<[position: number, size: number, path: Buffer[]]> = [
  [0, 1, []],
  [
    0,
    8,
    hex(
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ),
  ],
  [
    5,
    8,
    hex(
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ),
  ],
  [2, 3, hex('fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125')],
  [
    1,
    5,
    hex(
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ),
  ],
];
const CONSISTENCIES: Array<[first: number, second: number, path: Buffer[]]> = [
  [1, 1, []],
  [
    1,
    8,
    hex(
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ),
  ],
  [
    6,
    8,
    hex(
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ),
  ],
  [
    2,
    5,
    hex(
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ),
  ],
];

test('roots of Certificate Transparency', () => {
  assert.equal(
    EMPTY_ROOT.toString('hex'),
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  );
  const tree = new Tree();
  for (const [i, input] of INPUTS.entries()) {
    tree.push(leafHash(input));
    assert.deepEqual(tree.root(), ROOTS[i]);
    assert.deepEqual(rootOf(INPUTS.slice(0, i + 1).map(leafHash)), ROOTS[i]);
  }
});

test('inclusion proofs of Certificate Transparency hold, and only as they are', () => {
  for (const [position, size, path] of INCLUSIONS) {
    const leaf = leafHash(INPUTS[position]!);
    const root = ROOTS[size - 1]!;
    assert.ok(verifyInclusion(leaf, position, size, path, root));
    assert.ok(!verifyInclusion(leaf, position + 1, size, path, root));
    assert.ok(!verifyInclusion(leaf, position, size, [...path, root], root));
    assert.ok(path.length === 0 || !verifyInclusion(leaf, position, size, path.slice(1), root));
    assert.ok(!verifyInclusion(leafHash(Buffer.from('else')), position, size, path, root));
  }
});

test('consistency proofs of Certificate Transparency hold, and only as they are', () => {
  for (const [first, second, path] of CONSISTENCIES) {
    const [a, b] = [first, second].map(size => ({ size, root: ROOTS[size - 1]! }));
    assert.ok(verifyConsistency(a!, b!, path));
    assert.ok(!verifyConsistency({ ...a!, root: ROOTS[6]! }, b!, path));
    assert.ok(first === second || !verifyConsistency(a!, { ...b!, root: ROOTS[6]! }, path));
    assert.ok(!verifyConsistency(a!, b!, [...path, ROOTS[0]!]));
  }
});

test('a tree grown leaf by leaf, forked and restored at any size is the tree of the definition', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_400 }), fc.integer({ min: 0, max: 1_400 }), (size, more) => {
      const inputs = Array.from({ length: size + more }, (_, i) => Buffer.from(`sheep ${i}`));
      const tiles: Tile[] = [];
      const tree = new Tree();
      for (const input of inputs.slice(0, size)) tree.push(leafHash(input));
      assert.deepEqual(tree.root(), treeHash(inputs.slice(0, size)));
      const restored = Tree.restore(size, tree.edge(), tile => tiles.push(tile));
      const fork = tree.fork();
      for (const input of inputs.slice(size)) {
        restored.push(leafHash(input));
        fork.push(leafHash(input));
      }
      const root = treeHash(inputs);
      assert.deepEqual([restored.root(), fork.root(), restored.size], [root, root, size + more]);
      for (const { level, index, hashes } of tiles) {
        assert.equal(level, 0);
        const leaves = inputs.slice(index * 256, index * 256 + 256).map(leafHash);
        assert.deepEqual(hashes, Buffer.concat(leaves));
      }
      assert.equal(tiles.length, Math.floor((size + more) / 256) - Math.floor(size / 256));
    }),
    { numRuns: 20 },
  );
});

test('a tile of the second level holds the roots of 256 tiles', () => {
  const tiles: Tile[] = [];
  const tree = new Tree(tile => tiles.push(tile));
  for (let i = 0; i < 65_536; i++) tree.push(leafHash(Buffer.from(String(i))));
  const upper = tiles.filter(t => t.level === 1);
  assert.equal(upper.length, 1);
  assert.equal(upper[0]!.index, 0);
  const roots = tiles
    .filter(t => t.level === 0)
    .map(t => rootOf(Array.from({ length: 256 }, (_, i) => t.hashes.subarray(i * 32, i * 32 + 32))));
  assert.deepEqual(upper[0]!.hashes, Buffer.concat(roots));
  assert.deepEqual(rootOf(roots), tree.root());
});
