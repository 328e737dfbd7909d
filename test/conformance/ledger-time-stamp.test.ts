import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, suite, test } from 'node:test';
import { trustService } from '#engines/trust';
import { openDb } from '#platform/db';
import { ledgerService } from '#platform/ledger';
import { type Ran, runCommand } from '#test/command';
import { startProgram, type TestProgram } from '#test/program';
import { startTsa } from '../../src/engines/trust/testing/tsa.ts';

// The day's head of a running house goes to a time-stamp service that OpenSSL answers for, and OpenSSL judges what came back.
suite('the ledger’s daily head, time-stamped', () => {
  let folder: string;
  let tsa: Awaited<ReturnType<typeof startTsa>>;
  let house: TestProgram;
  let stamps: string;
  let name: string;
  const command = (...args: string[]): Promise<Ran> =>
    runCommand(args, {
      DATA_DIR: house.dataDir,
      DATABASE_URL: house.databaseUrl,
      NODE_ENV: 'test',
      LOG_LEVEL: 'silent',
      SECRET: 'tests-only-0f4c1d6e8b7a29355e1c0d9f8a7b6c5d4e3f2a1b',
    });
  const openssl = (head: string, root: string) =>
    spawnSync(
      'openssl',
      ['ts', '-verify', '-token_in', '-in', path.join(stamps, `${name}.tst`), '-data', head, '-CAfile', root],
      { encoding: 'utf8' },
    );

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'stamped-'));
    tsa = await startTsa(folder);
    house = await startProgram({ TSA_URL: tsa.url });
    stamps = path.join(house.dataDir, 'ledger', 'stamps');
    const ledger = house.env.get(ledgerService);
    // The copy of the demo has opened its epoch when this returns; what is forged below comes after it.
    await ledger.sealer.sealOnce();
    const reading = { actor: 'account:clerk', purpose: 'search', query: { q: 'Vàng A Páo' }, rows: 3 };
    await house.env.db.tx(tx => ledger.recordListRead(tx, reading));
    await ledger.sealer.sealOnce();
    name = (await house.env.get(trustService).stampHead()) ?? assert.fail('nothing was stamped');
    await writeFile(path.join(folder, 'root.pem'), tsa.rootPem);
  });
  after(async () => {
    await house.stop();
    await tsa.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test('OpenSSL verifies it over a line of the file of heads, and over nothing else', async () => {
    const head = path.join(stamps, `${name}.head`);
    const root = path.join(folder, 'root.pem');
    const line = await readFile(head, 'utf8');
    const lines = (await readFile(path.join(house.dataDir, 'ledger', 'heads.jsonl'), 'utf8')).split('\n');
    assert.ok(lines.includes(line));
    const good = openssl(head, root);
    assert.equal(good.status, 0, good.stderr);
    assert.match(good.stdout, /Verification: OK/);

    const forged = path.join(folder, 'forged.head');
    await writeFile(forged, line.replace(/\\"size\\":(\d)/, '\\"size\\":1$1'));
    assert.notEqual(await readFile(forged, 'utf8'), line);
    assert.notEqual(openssl(forged, root).status, 0);
    const other = await startTsa(await mkdtemp(path.join(folder, 'other-')));
    await other.stop();
    await writeFile(path.join(folder, 'other.pem'), other.rootPem);
    assert.notEqual(openssl(head, path.join(folder, 'other.pem')).status, 0);
    const printed = execFileSync('openssl', [
      'ts',
      '-reply',
      '-token_in',
      '-in',
      path.join(stamps, `${name}.tst`),
      '-token_out',
      '-text',
    ]);
    assert.match(printed.toString(), /Hash Algorithm: sha256/);
  });

  test('ledger verify checks it, with and without the service’s root', async () => {
    const untrusted = await command('ledger', 'verify');
    assert.equal(untrusted.code, 0, untrusted.out + untrusted.notes);
    assert.match(untrusted.out, /1 dấu thời gian do Test TSA cấp, nơi chưa được tin ở đây/);
    await cp(path.join(folder, 'root.pem'), path.join(house.dataDir, 'trust-anchors', 'tsa.pem'), {
      recursive: true,
    });
    const trusted = await command('ledger', 'verify');
    assert.equal(trusted.code, 0, trusted.out);
    assert.match(trusted.out, /1 đầu sổ có dấu đúng, mới nhất \d+ bản ghi, lúc .+ do Test TSA cấp/);
  });

  test('anybody may take the head and its stamp from the portal, and be a witness', async () => {
    const page = await (await fetch(`${house.url}/so-ghi`)).text();
    const { log, root } = JSON.parse(
      JSON.parse(await readFile(path.join(stamps, `${name}.head`), 'utf8')).signed,
    );
    const words = page.replaceAll('<wbr>', '');
    assert.ok(words.includes(log) && words.includes(root), page);
    assert.match(page, /do Test TSA cấp/);
    const take = async (file: string) => {
      const answer = await fetch(`${house.url}/so-ghi/${file}`);
      assert.equal(answer.status, 200, file);
      assert.match(answer.headers.get('content-disposition') ?? '', /^attachment/);
      const at = path.join(folder, `taken-${file}`);
      await writeFile(at, Buffer.from(await answer.arrayBuffer()));
      return at;
    };
    assert.match(page, new RegExp(`href="/so-ghi/${name}\\.tst"`));
    const [head, token] = [await take(`${name}.head`), await take(`${name}.tst`)];
    const args = ['ts', '-verify', '-token_in', '-in', token, '-data', head];
    const judged = spawnSync('openssl', [...args, '-CAfile', path.join(folder, 'root.pem')]);
    assert.equal(judged.status, 0, judged.stderr.toString());
    const kept = await command('ledger', 'verify', '--head', await take('dau-so.jsonl'));
    assert.equal(kept.code, 0, kept.out);
    for (const file of ['20261128T000000Z-1.head', '..%2Fheads.jsonl', 'heads.jsonl'])
      assert.equal((await fetch(`${house.url}/so-ghi/${file}`)).status, 404, file);
  });

  test('an export is checked against stamps kept elsewhere, without a database', async () => {
    const file = path.join(folder, 'ledger.jsonl');
    const kept = path.join(folder, 'kept');
    assert.equal((await command('ledger', 'export', file)).code, 0);
    await cp(stamps, kept, { recursive: true });
    const args = ['ledger', 'verify', file, '--stamps', kept, '--anchors', path.join(folder, 'root.pem')];
    const good = await runCommand(args, {});
    assert.equal(good.code, 0, good.out);
    assert.match(good.out, /1 đầu sổ có dấu đúng/);

    // One stamped head goes to the wrong file: the token is not over it.
    const [token] = (await readdir(kept)).filter(n => n.endsWith('.tst'));
    await writeFile(path.join(kept, token ?? ''), await readFile(file));
    const broken = await runCommand(args, {});
    assert.equal(broken.code, 1);
    assert.match(broken.out, /✖ Dấu thời gian \S+ không phải của đầu sổ nằm cạnh nó/);
  });

  test('a log rewritten afterwards, heads and key included, no longer fits what was stamped', async () => {
    // The intruder has the whole house: database, key, and file of heads. What he has not is yesterday’s time stamp.
    const owner = openDb({ url: house.databaseUrl, max: 1 });
    await house.env.get(ledgerService).sealer.stop();
    await house.env.get(ledgerService).followers.stop();
    await owner.query(
      `DELETE FROM ledger.head WHERE size > (SELECT max(p.position) FROM ledger.position p
         JOIN ledger.entry e ON e.id = p.entry WHERE e.kind = 'ledger.list-read');
       DELETE FROM ledger.position WHERE position >= (SELECT max(size) FROM ledger.head);
       UPDATE ledger.entry SET bytes = convert_to(replace(convert_from(bytes, 'UTF8'), '"at":"2', '"at":"1'), 'UTF8')
         WHERE id = (SELECT id FROM ledger.entry WHERE kind = 'ledger.list-read' ORDER BY seq DESC LIMIT 1)`,
    );
    await rm(path.join(house.dataDir, 'ledger', 'heads.jsonl'));
    const { sealer } = house.env.get(ledgerService);
    await sealer.sealOnce();
    const found = await command('ledger', 'verify');
    assert.equal(found.code, 1, found.out);
    const problems = found.out.split('\n').filter(line => line.startsWith('✖'));
    assert.equal(problems.length, 1, found.out);
    assert.match(problems[0] ?? '', /Đầu sổ \d+ không khớp.*\(đầu sổ có dấu thời gian\)/);
    // Without the stamp he would not be found: that is what it is for.
    await rm(stamps, { recursive: true });
    assert.equal((await command('ledger', 'verify')).code, 0);
    await owner.close();
  });
});
