import assert from 'node:assert/strict';
import { createReadStream, createWriteStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { after, before, suite, test } from 'node:test';
import { type Appended, HeadFile, verifyExport } from '../index.ts';
import { count, type Fixture, fixture, fold } from '../testing/fixture.ts';

suite('an export on another machine', () => {
  let f: Fixture;
  let file: string;
  let lines: string[];
  let appended: Appended[];
  let log: string;

  const exported = async (name: string, from = 0): Promise<string> => {
    const to = path.join(f.folder, name);
    const out = createWriteStream(to);
    await f.ledger.exportTo(f.test.db, out, { from });
    out.end();
    await finished(out);
    return to;
  };

  before(async () => {
    f = await fixture();
    appended = await count(f.ledger, f.test.db, 600);
    await f.ledger.rotateKey(f.keyring.add().keyId, 'account:keeper');
    await f.test.db.tx(tx =>
      f.ledger.append(tx, {
        kind: 'sheep.counted',
        subject: fold(),
        actor: 'dog',
        at: new Date(),
        body: { number: 1, note: 'dòng\nmới "và" \u2028 \ud83d\udc11' },
        personal: { shepherd: 'Vàng A Páo' },
      }),
    );
    await count(f.ledger, f.test.db, 50);
    await f.ledger.sealer.sealOnce();
    log = f.keyring.first().keyId;
    file = await exported('all.jsonl');
    lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  });
  after(() => f.close());

  const verifyLines = (changed: readonly string[], options = {}) =>
    verifyExport(Readable.from([`${changed.join('\n')}\n`]), options);
  const at = (position: number) => lines.findIndex(l => l.startsWith(`{"p":${position},`));

  test('verifies with nothing but the file, and holds no salt and no name', async () => {
    const result = await verifyExport(createReadStream(file), { fingerprint: log });
    assert.deepEqual(result.problems, []);
    assert.equal(result.size, 653);
    assert.deepEqual(result.head, { size: 653, root: result.root });
    assert.equal(result.log, log);
    const text = lines.join('\n');
    assert.ok(!text.includes('Páo') && !text.includes('salt'));
  });

  test('however its bytes are cut into chunks', async () => {
    const bytes = await readFile(file);
    async function* small() {
      for (let i = 0; i < bytes.length; i += 997) yield bytes.subarray(i, i + 997);
    }
    assert.deepEqual((await verifyExport(small())).problems, []);
  });

  test('goes on from a checkpoint', async () => {
    const first = await verifyExport(createReadStream(file));
    await count(f.ledger, f.test.db, 300);
    await f.ledger.sealer.sealOnce();
    const rest = await exported('rest.jsonl', first.size);
    assert.ok(first.checkpoint);
    const resume = JSON.parse(JSON.stringify(first.checkpoint));
    const second = await verifyExport(createReadStream(rest), { resume });
    assert.deepEqual(second.problems, []);
    const whole = await verifyExport(createReadStream(await exported('whole.jsonl')));
    assert.deepEqual(
      [second.size, second.root, second.checkpoint],
      [whole.size, whole.root, whole.checkpoint],
    );
    await assert.rejects(verifyExport(createReadStream(rest)), /begins at position 653, expected 0/);
    const inDatabase = await f.ledger.verify({ resume });
    assert.deepEqual([inDatabase.problems, inDatabase.root], [[], whole.root]);
  });

  test('an entry edited, gone, doubled or moved is bounded by the first head that does not fit', async () => {
    const edited = lines.with(at(300), (lines[at(300)] ?? '').replace('\\"number\\":', '\\"number\\":1'));
    const gone = lines.toSpliced(at(300), 1);
    const doubled = lines.toSpliced(at(300), 0, lines[at(300)] ?? '');
    const moved = lines.with(at(300), lines[at(301)] ?? '').with(at(301), lines[at(300)] ?? '');
    for (const [name, changed] of Object.entries({ edited, gone, doubled, moved })) {
      const { ok, problems } = await verifyLines(changed);
      assert.equal(ok, false, name);
      const head = problems.find(p => p.code === 'head' || p.code === 'doubled');
      assert.ok(head && (head.position === 300 || (head.from === 256 && head.to === 511)), name);
    }
    assert.deepEqual(
      (await verifyLines(doubled)).problems.map(p => p.code),
      ['doubled'],
    );
    const leaves = new Map(appended.map(a => [a.id, a.leaf]));
    const named = await verifyLines(edited, { leaves });
    assert.deepEqual(
      named.problems.map(p => [p.code, p.position]),
      [['entry', 300]],
    );
  });

  test('cut off at the end: seen by its missing end, and by a head known from elsewhere', async () => {
    const cut = lines.slice(0, at(300));
    assert.deepEqual(
      (await verifyLines(cut)).problems.map(p => p.code),
      ['cut-off'],
    );
    // Neatly cut at a head, with a proper end: only a head from elsewhere tells.
    const neat = [...lines.slice(0, at(256)), '{"end":256}'];
    assert.deepEqual((await verifyLines(neat)).problems, []);
    const heads = new HeadFile(f.headFile).heads();
    const { problems } = await verifyLines(neat, { heads });
    assert.deepEqual(
      problems.map(p => [p.code, p.from, p.to]),
      [['cut-off', 256, 511]],
    );
    const whole = await verifyLines(lines);
    const { problems: known } = await verifyLines(neat, { head: whole.head });
    assert.deepEqual(
      known.map(p => [p.code, p.from, p.to]),
      [['cut-off', 256, 652]],
    );
  });

  test('another key, a line that is none, and a file that is no export', async () => {
    const { problems } = await verifyLines(lines, { fingerprint: 'ab'.repeat(32) });
    assert.deepEqual(
      problems.map(p => p.code),
      ['key'],
    );
    const torn = lines.with(at(10), '{"p":10,"e":"{\\"act');
    assert.deepEqual((await verifyLines(torn)).problems[0]?.code, 'line');
    await assert.rejects(verifyLines(['{"hello":1}']), /no export/);
    await assert.rejects(verifyExport(Readable.from([])), /empty/);
  });

  test('bytes that are no text survive an export and are still not what was signed', async () => {
    const [{ id } = assert.fail()] = appended;
    const { bytes } = await f.test.db.one<{ bytes: Buffer }>('SELECT bytes FROM ledger.entry WHERE id = $1', [
      id,
    ]);
    await f.test.owner.query("UPDATE ledger.entry SET bytes = '\\xff00ff' WHERE id = $1", [id]);
    const broken = await exported('broken.jsonl');
    const { problems } = await verifyExport(createReadStream(broken));
    assert.equal(problems[0]?.code, 'head');
    const inDatabase = await f.ledger.verify();
    assert.ok(inDatabase.problems.some(p => p.code === 'column' && p.detail?.why === 'no-json'));
    await f.test.owner.query('DELETE FROM ledger.entry WHERE id = $1', [id]);
    await writeFile(path.join(f.folder, 'x'), bytes);
    const gone = await verifyExport(createReadStream(await exported('gone.jsonl')));
    assert.deepEqual(
      gone.problems.map(p => [p.code, p.position]),
      [['gone', 1]],
    );
  });
});
