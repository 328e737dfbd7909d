import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, suite, test } from 'node:test';
import fc from 'fast-check';
import {
  type Appended,
  type Proof,
  readHead,
  type Signed,
  verifyConsistencyProof,
  verifyProof,
} from '../index.ts';
import { count, type Fixture, fixture, fold } from '../testing/fixture.ts';
import { check, checkExtends, treeHash } from '../testing/independent.ts';
import { leafHash } from '../tree/merkle.ts';
import { verifyConsistency } from '../tree/merkle-proof.ts';
import { storedTree } from '../tree/tiles.ts';

suite('proofs', () => {
  let f: Fixture;
  let log: string;
  let mine: Appended;
  let receipt: Signed;
  let inputs: Buffer[];

  before(async () => {
    f = await fixture();
    await count(f.ledger, f.test.db, 300);
    mine = await f.test.db.tx(tx =>
      f.ledger.append(tx, {
        kind: 'sheep.counted',
        subject: fold(),
        actor: 'account:dog',
        at: new Date(),
        body: { number: 7, note: 'đếm lại ở Ô Quy Hồ' },
        personal: { shepherd: 'Vàng A Páo', phone: '0912000001' },
      }),
    );
    receipt = await f.ledger.receipt(mine);
    await f.ledger.sealer.sealOnce();
    log = (await f.ledger.fingerprint(f.test.db)) ?? '';
    for (const n of [400, 3]) {
      await count(f.ledger, f.test.db, n);
      await f.ledger.sealer.sealOnce();
    }
    const rows = await f.test.db.query<{ bytes: Buffer }>(
      'SELECT e.bytes FROM ledger.position p JOIN ledger.entry e ON e.id = p.entry ORDER BY p.position',
    );
    inputs = rows.map(r => r.bytes);
  });
  after(() => f.close());

  const proofOf = async (id: string, size?: number): Promise<Proof> => {
    const proof = await f.ledger.prove(f.test.db, id, size ? { size } : {});
    return proof ?? assert.fail('no proof');
  };

  test('the root that is signed is the tree of the definition, over the bytes as they lie', async () => {
    const head = readHead((await f.ledger.head(f.test.db)) ?? assert.fail());
    assert.equal(head?.size, inputs.length);
    assert.equal(head?.root, treeHash(inputs).toString('hex'));
  });

  test('a receipt becomes a proof, against every later head, checked by code that shares nothing with ours', async () => {
    assert.equal(JSON.parse(receipt.signed).leaf, mine.leaf);
    const heads = (await readFile(f.headFile, 'utf8'))
      .trim()
      .split('\n')
      .map(l => readHead(JSON.parse(l) as Signed));
    const later = heads.map(h => h?.size ?? 0).filter(size => size > 301);
    assert.ok(later.length >= 3);
    for (const size of later) {
      const proof = await proofOf(mine.id, size);
      check(proof, log);
      assert.equal(JSON.parse(proof.head.signed).size, size);
      assert.deepEqual(verifyProof(proof, log, receipt), {
        ok: true,
        problems: [],
        content: JSON.parse(proof.entry),
      });
    }
  });

  test('any entry has its proof', async () => {
    for (const position of [0, 1, 254, 255, 256, 257, 511, 512, 700, inputs.length - 1]) {
      const { id } = JSON.parse(inputs[position]?.toString() ?? '{}');
      check(await proofOf(id), log);
    }
    assert.equal(await f.ledger.prove(f.test.db, crypto.randomUUID()), undefined);
  });

  test('whatever is altered in a proof, both verifiers refuse it', async () => {
    const proof = await proofOf(mine.id);
    const other = await proofOf(JSON.parse(inputs[5]?.toString() ?? '').id);
    const flip = (h: string) => (h.startsWith('0') ? '1' : '0') + h.slice(1);
    const { shepherd } = proof.personal;
    const wrong: Array<Partial<Proof>> = [
      { entry: proof.entry.replace('"number":7', '"number":8') },
      { position: proof.position + 1 },
      { path: proof.path.with(2, flip(proof.path[2] ?? '')) },
      { path: proof.path.slice(1) },
      { path: [...proof.path, proof.path[0] ?? ''] },
      {
        head: {
          ...proof.head,
          signed: proof.head.signed.replace(/"size":\d+/, `"size":${inputs.length + 1}`),
        },
      },
      { head: receipt },
      { entry: other.entry },
      { personal: { shepherd: { salt: shepherd?.salt ?? '', value: '"Giàng A Chu"' } } },
    ];
    for (const part of wrong) {
      const forged = { ...proof, ...part };
      assert.throws(() => check(forged, log), Object.keys(part).join());
      assert.equal(verifyProof(forged, log).ok, false, Object.keys(part).join());
    }
    assert.equal(verifyProof(other, log, receipt).ok, false, 'a receipt for another entry');
    assert.equal(verifyProof(proof, 'ab'.repeat(32)).ok, false, 'another log');
  });

  test('the file tells how to check it by hand: its own script with python and openssl', async () => {
    assert.equal(spawnSync('python3', ['--version']).status, 0, 'python3 is missing: install it');
    const proof = await proofOf(mine.id);
    const [file, script] = [path.join(f.folder, 'proof.json'), path.join(f.folder, 'check.py')];
    await writeFile(script, proof.script.join('\n'));
    assert.ok(proof.script.length <= 50);
    const run = async (p: Proof) => {
      await writeFile(file, JSON.stringify(p, null, 1));
      return spawnSync('python3', [script, file], { encoding: 'utf8' });
    };
    const good = await run(proof);
    assert.equal(good.status, 0, good.stdout + good.stderr);
    assert.match(good.stdout, /ok {2}shepherd = "Vàng A Páo"/);
    const bad = await run({ ...proof, entry: proof.entry.replace('"number":7', '"number":8') });
    assert.equal(bad.status, 1);
    assert.match(bad.stdout, /BAD entry stands at position/);
    assert.ok(proof.howToCheck.some(line => line.includes('openssl dgst')));
  });

  test('the signature of a head, with openssl alone', async () => {
    const { head, keys } = await proofOf(mine.id);
    const at = (name: string) => path.join(f.folder, name);
    await writeFile(at('head'), head.signed);
    await writeFile(at('sig'), Buffer.from(head.signature, 'base64'));
    await writeFile(at('key'), Buffer.from(keys[0]?.publicKey ?? '', 'base64'));
    const out = execFileSync('openssl', [
      'dgst',
      '-sha256',
      '-keyform',
      'DER',
      '-verify',
      at('key'),
      '-signature',
      at('sig'),
      at('head'),
    ]);
    assert.match(out.toString(), /Verified OK/);
    const print = execFileSync('openssl', ['dgst', '-sha256', '-r', at('key')]);
    assert.equal(print.toString().slice(0, 64), log);
  });

  test('two heads make a consistency proof; two that do not belong together make none', async () => {
    const proof = await f.ledger.proveConsistency(f.test.db, 256, 512);
    assert.deepEqual(verifyConsistencyProof(proof, log), { ok: true, problems: [] });
    assert.equal(verifyConsistencyProof({ ...proof, path: proof.path.slice(1) }, log).ok, false);
    assert.equal(
      verifyConsistencyProof({ ...proof, first: proof.second, second: proof.first }, log).ok,
      false,
    );
    assert.equal(verifyConsistencyProof({ ...proof, second: receipt }, log).ok, false);
    const newest = await f.ledger.proveConsistency(f.test.db, 1);
    assert.ok(verifyConsistencyProof(newest, log).ok);
  });

  test('from any size to any other the stored tree proves what the definition says', async () => {
    const tree = storedTree(f.test.db);
    const sizes = fc.integer({ min: 1, max: inputs.length });
    await fc.assert(
      fc.asyncProperty(sizes, sizes, async (a, b) => {
        const [first, second] = [Math.min(a, b), Math.max(a, b)];
        const roots = [first, second].map(size => ({ size, root: treeHash(inputs.slice(0, size)) }));
        assert.deepEqual(await tree.rootAt(first), roots[0]?.root);
        const path = await tree.consistency(first, second);
        assert.ok(verifyConsistency(roots[0]!, roots[1]!, path));
        checkExtends(roots[0]!, roots[1]!, path);
        const forged = { size: first, root: treeHash([Buffer.from('forged'), ...inputs.slice(1, first)]) };
        assert.ok(!verifyConsistency(forged, roots[1]!, path));
        assert.throws(() => checkExtends(forged, roots[1]!, path));
        assert.deepEqual(
          (await tree.edge(first)).at(0),
          inputs.slice(Math.floor(first / 256) * 256, first).map(b => leafHash(b)),
        );
      }),
      { numRuns: 25 },
    );
  });
});
