import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, suite, test } from 'node:test';
import { evidenceOf } from '#engines/cases';
import { type BareProof, readHead } from '#platform/ledger';
import { type CasesFixture, casesFixture } from '../../src/engines/cases/testing/fixture.ts';

// The words on how to check a file by hand, taken literally: each command is copied out of the file as an editor shows it, quotes and
// all, and typed into a shell, by somebody who has python3 and openssl and nothing of this program.
suite('proofs, checked by hand', () => {
  let f: CasesFixture;
  let folder: string;
  let log: string;
  let evidence: Awaited<ReturnType<typeof evidenceOf>>;

  before(async () => {
    f = await casesFixture();
    folder = await mkdtemp(path.join(tmpdir(), 'by-hand-'));
    const citizen = await f.citizen('Giàng A Phử');
    const dossier = await f.apply(citizen);
    await f.ledger.sealer.sealOnce();
    await f.apply(citizen);
    await f.ledger.sealer.sealOnce();
    log = (await f.ledger.fingerprint(f.db)) ?? '';
    evidence = await evidenceOf(f.db, f.ledger, dossier);
  });
  after(async () => {
    await f.close();
    await rm(folder, { recursive: true, force: true });
  });

  const save = (value: unknown) => writeFile(path.join(folder, 'proof.json'), JSON.stringify(value, null, 2));
  const shell = (lines: readonly string[]) =>
    spawnSync('bash', ['-e'], { cwd: folder, input: lines.join('\n'), encoding: 'utf8' });

  /** The commands as they stand in the file, once in each language. */
  async function commands(): Promise<string[][]> {
    const text = await readFile(path.join(folder, 'proof.json'), 'utf8');
    const words = text.slice(text.indexOf('"howToCheck"'), text.indexOf('"script"'));
    const found = [...words.matchAll(/^ {4}" {2}(.*)",?$/gm)].map(m => m[1] ?? '');
    assert.ok(found.length >= 4 && found.length % 2 === 0);
    assert.deepEqual(found.slice(found.length / 2), found.slice(0, found.length / 2));
    return [found.slice(0, found.length / 2), found.slice(found.length / 2)];
  }

  const proven = (bare: BareProof) => {
    const { entry, head } = bare;
    return {
      leaf: createHash('sha256').update(Buffer.of(0)).update(entry).digest('hex'),
      size: readHead(head)?.size,
    };
  };

  test('the evidence of a dossier, step by step', async () => {
    await save(evidence);
    const [first] = evidence.proofs;
    assert.ok(first && evidence.receipt);
    for (const lines of await commands()) {
      const { stdout, stderr, status } = shell(lines);
      assert.equal(status, 0, stdout + stderr);
      assert.ok(stdout.startsWith(`ok  the first key has the fingerprint ${log}\n`), stdout);
      assert.match(stdout, /ok {2}the receipt promised this entry/);
      assert.match(stdout, /ok {2}applicant = /);
      assert.match(stdout, /The proof holds\.\nVerified OK\n/);
      assert.ok(stdout.includes(`${log}  -\n${proven(first).leaf}  -\n`), stdout);
    }
  });

  test('evidence that was touched is found by the same words', async () => {
    const [first, ...others] = evidence.proofs;
    assert.ok(first);
    const dueLater = first.entry.replace(/"dueAt":"2026/, '"dueAt":"2027');
    assert.notEqual(dueLater, first.entry);
    const receipt = { ...evidence.receipt, signature: Buffer.from('mine').toString('base64') };
    for (const forged of [
      { ...evidence, proofs: [{ ...first, entry: dueLater }, ...others] },
      { ...evidence, receipt },
    ]) {
      await save(forged);
      const [lines = []] = await commands();
      const { stdout, status } = shell(lines.slice(0, 2));
      assert.equal(status, 1);
      assert.match(stdout, /^BAD /m);
      assert.match(stdout, /The proof does NOT hold\./);
    }
  });

  test('the proof of one entry', async () => {
    const id = JSON.parse(evidence.proofs[0]?.entry ?? '{}').id;
    const proof = (await f.ledger.prove(f.db, id)) ?? assert.fail('no proof');
    await save(proof);
    for (const lines of await commands()) {
      const { stdout, stderr, status } = shell(lines);
      assert.equal(status, 0, stdout + stderr);
      assert.match(stdout, /The proof holds\.\nVerified OK\n/);
      assert.ok(stdout.includes(`${log}  -\n${proven(proof).leaf}  -\n`), stdout);
    }
  });

  test('that a later head goes on from an earlier one', async () => {
    const newest = readHead((await f.ledger.head(f.db)) ?? assert.fail())?.size ?? 0;
    const proof = await f.ledger.proveConsistency(f.db, newest - 1, newest);
    await save(proof);
    for (const lines of await commands()) {
      const { stdout, stderr, status } = shell(lines);
      assert.equal(status, 0, stdout + stderr);
      assert.match(stdout, /ok {2}head \d+ goes on from head \d+\nThe proof holds\./);
    }
    const other = proof.path.with(
      0,
      (proof.path[0] ?? '').replace(/^./, c => (c === '0' ? '1' : '0')),
    );
    await save({ ...proof, path: other });
    const [lines = []] = await commands();
    const { stdout, status } = shell(lines);
    assert.equal(status, 1);
    assert.match(stdout, /BAD head \d+ goes on from head \d+/);
  });

  test('the commands of docs/ledger.md', async () => {
    const text = await readFile(path.join(import.meta.dirname, '..', '..', 'docs', 'ledger.md'), 'utf8');
    const section = text.slice(text.indexOf('## By hand'), text.indexOf('## When it stands still'));
    const blocks = [...section.matchAll(/^```sh\n(.*?)^```/gms)].map(m => m[1] ?? '');
    const withProof = blocks.filter(block => block.includes('proof.json'));
    assert.equal(withProof.length, 2);
    const id = JSON.parse(evidence.proofs[0]?.entry ?? '{}').id;
    await save(await f.ledger.prove(f.db, id));
    const outputs = withProof.map(block =>
      execFileSync('bash', ['-e'], { cwd: folder, input: block }).toString(),
    );
    assert.match(outputs[0] ?? '', /The proof holds\./);
    assert.match(outputs[1] ?? '', /Verified OK/);
    assert.ok(outputs[1]?.includes(log));
  });
});
