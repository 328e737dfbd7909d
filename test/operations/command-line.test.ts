import assert from 'node:assert/strict';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openProgram } from '#app/program';
import { loadConfig } from '#platform/config';
import { openDb } from '#platform/db';
import { type Embedded, startEmbedded } from '#platform/embedded';
import { ledgerService } from '#platform/ledger';
import { createLog } from '#platform/log';
import { runCommand } from '#test/command';

const log = createLog('silent');

/** Seals everything that was written, at least `size` entries: what a worker does all day. */
async function sealAll(env: Record<string, string>, atLeast = 1): Promise<number> {
  const { env: program, close } = await openProgram(loadConfig(env), { log });
  const ledger = program.get(ledgerService);
  await ledger.sealer.start();
  try {
    for (;;) {
      const { unsealed, size } = await ledger.lag(program.db);
      const head = await ledger.head(program.db);
      if (unsealed === 0 && size >= atLeast && head && JSON.parse(head.signed).size === size) return size;
      await sleep(20);
    }
  } finally {
    await ledger.sealer.stop();
    await close();
  }
}

const area = (code: string, name: string) =>
  JSON.stringify({
    type: 'area',
    level: 'province',
    code,
    kind: 'province',
    name,
    fullName: `Tỉnh ${name}`,
    from: '2025-07-01',
  });

describe('an installation, from the command line', () => {
  let root: string;
  let server: Embedded;
  let env: Record<string, string>;
  const at = (name: string) => path.join(root, name);
  const run = (...args: string[]) => runCommand(args, env);

  before(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'fansipan-operations-'));
    env = { DATA_DIR: at('var'), NODE_ENV: 'test', LOG_LEVEL: 'silent' };
    // Held open, so that each command adopts it.
    server = await startEmbedded({ dataDir: at('var'), log, settings: { fsync: 'off' } });
  });
  after(async () => {
    await server.stop();
    await rm(root, { recursive: true, force: true });
  });

  test('is migrated once', async () => {
    const first = await run('migrate');
    assert.equal(first.code, 0, first.notes);
    assert.match(first.out, /create-ledger\.sql/);
    assert.match((await run('migrate')).out, /đã ở bản mới nhất/);
  });

  test('takes units from a file; a wrong line is named with its reason, and the others load', async () => {
    await writeFile(
      at('units.jsonl'),
      `${area('98', 'Thử Nghiệm')}\n{"type":"area"}\n${area('99', 'Ví Dụ')}\n`,
    );
    const first = await run('import', 'units', at('units.jsonl'));
    assert.equal(first.code, 1, first.notes);
    assert.match(first.out, /Dòng 2: \S/);
    assert.match(first.out, /3 dòng: 2 thêm mới, 0 sửa, 0 không đổi, 1 không nhập được/);
    const missing = await run('import', 'units', at('nowhere.jsonl'));
    assert.equal(missing.code, 2, 'a wrong path is none of the lines’ faults');
    assert.ok(missing.notes.includes(`Không có ${at('nowhere.jsonl')}`), missing.notes);
  });

  test('gets its first official, who may not be added twice', async () => {
    const add = ['user', 'add', '--name', 'Nguyễn Văn An', '--staff-id', 'an.nv'];
    const first = await run(...add);
    assert.equal(first.code, 0, first.notes);
    assert.match(first.out, /an\.nv.*Mật khẩu ban đầu: \S{8,}/);
    const again = await run(...add);
    assert.equal(again.code, 1);
    assert.ok(again.notes.length > 20);
    const unknown = await run(...add.with(5, 'binh.nv'), '--agency', 'H38.60.01', '--role', 'king');
    assert.equal(unknown.code, 2);
    assert.match(unknown.notes, /Không có vai trò “king”/);
  });

  test('is backed up and restored with an equal ledger head', async () => {
    const size = await sealAll(env);
    assert.ok(size > 0);
    const saved = await run('backup', at('saved'));
    assert.equal(saved.code, 0, saved.notes);
    assert.match(saved.out, new RegExp(`Đầu sổ ghi khi bắt đầu: ${size} bản ghi`));
    const restored = await runCommand(['restore', at('saved'), '--verify'], {
      ...env,
      DATA_DIR: at('again'),
    });
    assert.equal(restored.code, 0, restored.out + restored.notes);
    assert.match(restored.out, /Sổ ghi nguyên vẹn/);
    assert.match(restored.out, new RegExp(`Đầu sổ ghi khớp: ${size} bản ghi`));
    // A new epoch is opened by an entry: it would wait here for ever if the restored ledger did not go on.
    assert.equal(await sealAll({ ...env, DATA_DIR: at('again') }, size + 1), size + 1);
  });

  test('says after a restore what a newer head elsewhere shows to be lost, and stands still until that is accepted', async () => {
    await run('user', 'add', '--name', 'Vàng A Páo', '--staff-id', 'pao.va');
    const size = await sealAll(env);
    await cp(at('var/ledger/heads.jsonl'), at('witness.jsonl'));
    const late = { ...env, DATA_DIR: at('late') };
    const args = ['restore', at('saved'), '--verify', '--heads'];
    assert.equal((await runCommand([...args, at('units.jsonl')], late)).code, 2);
    const behind = await runCommand([...args, at('witness.jsonl')], late);
    assert.equal(behind.code, 1, behind.out + behind.notes);
    assert.match(behind.out, new RegExp(`đầu sổ ${size} bản ghi .* đã ra ngoài: \\d+ bản ghi bị mất`));
    assert.match(behind.out, /✖ Phần cuối của sổ bị cắt/);
    assert.match(
      (await runCommand(['doctor'], late)).out,
      new RegExp(`✖ Sổ ghi và đầu sổ đã ký: .*đầu sổ ${size} bản ghi mà cơ sở dữ liệu không có đủ`),
    );

    assert.equal((await runCommand(['ledger', 'accept-loss'], late)).code, 2);
    assert.equal((await runCommand(['ledger', 'accept-loss', '--yes'], late)).code, 0);
    const after = await runCommand(['ledger', 'verify'], late);
    assert.equal(after.code, 0, after.out);
    assert.match(after.out, new RegExp(`đầu sổ ${size} bị mất sau một lần khôi phục`));
    // Whoever kept the head still finds that it is not extended.
    const witness = await runCommand(['ledger', 'verify', '--head', at('witness.jsonl')], late);
    assert.equal(witness.code, 1);
  });

  test('gets a new key for its ledger, which stays the same ledger', async () => {
    assert.equal((await run('ledger', 'rotate-key')).code, 2);
    const before = await run('ledger', 'verify');
    const rotated = await run('ledger', 'rotate-key', '--yes');
    assert.equal(rotated.code, 0, rotated.notes);
    const key = /Khóa mới (\w{64}) /.exec(rotated.out)?.[1];
    const size = await sealAll(env);
    const after = await run('ledger', 'verify');
    assert.equal(after.code, 0, after.out);
    const log = (out: string) => /Dấu vân tay của sổ ghi: (\w{64})/.exec(out)?.[1];
    assert.equal(log(after.out), log(before.out));
    const proof = JSON.parse((await run('ledger', 'prove', String(size - 1))).out);
    assert.equal(JSON.parse(proof.entry).kind, 'ledger.key-rotated');
    await run('user', 'add', '--name', 'Giàng A Chu', '--staff-id', 'chu.ga');
    const later = JSON.parse((await run('ledger', 'prove', String((await sealAll(env, size + 1)) - 1))).out);
    assert.equal(JSON.parse(later.head.signed).keyId, key);
  });

  test('refuses a damaged backup, naming the file', async () => {
    const files = await readdir(at('saved/data/secrets'));
    await writeFile(at(`saved/data/secrets/${files[0]}`), 'another');
    const refused = await runCommand(['restore', at('saved')], { ...env, DATA_DIR: at('never') });
    assert.equal(refused.code, 1);
    assert.match(refused.out, new RegExp(`hỏng: nội dung tệp data/secrets/${files[0]} đã bị thay đổi`));
    assert.doesNotMatch(refused.out, /expected|changed/);
    assert.deepEqual(await readdir(at('never')).catch(() => []), []);
  });

  test('proves its ledger, and finds an entry that was changed', async () => {
    assert.equal((await run('ledger', 'export', at('ledger.jsonl'))).code, 0);
    const alone = await runCommand(['ledger', 'verify', at('ledger.jsonl')], {});
    assert.equal(alone.code, 0, alone.out);
    const here = await run('ledger', 'verify', '--state');
    assert.equal(here.code, 0, here.out);
    const head = /Đầu sổ cuối cùng khớp: (\d+) bản ghi, gốc (\w+)/.exec(here.out);
    assert.equal((await run('ledger', 'verify', '--head', `${head?.[1]}:${head?.[2]}`)).code, 0);
    assert.equal((await run('ledger', 'verify', '--head', `${head?.[1]}:${'0'.repeat(64)}`)).code, 1);

    const db = openDb({ url: server.url, max: 1 });
    const { id } = await db.one<{ id: string }>('SELECT entry AS id FROM ledger.position WHERE position = 1');
    const proof = await run('ledger', 'prove', id, '--out', at('proof.json'));
    assert.equal(proof.code, 0, proof.notes);
    assert.equal(JSON.parse(await readFile(at('proof.json'), 'utf8')).type, 'fansipan-proof/1');
    const checked = await runCommand(['ledger', 'verify', at('proof.json')], {});
    assert.equal(checked.code, 0, checked.out);
    assert.match(checked.out, /Vị trí 1: .*nằm trong sổ ghi.\n.*\nBằng chứng đúng\./s);
    await writeFile(
      at('forged.json'),
      (await readFile(at('proof.json'), 'utf8')).replace('"position": 1', '"position": 2'),
    );
    const forged = await runCommand(['ledger', 'verify', at('forged.json')], {});
    assert.equal(forged.code, 1);
    assert.match(forged.out, /Bằng chứng KHÔNG đúng/);

    const byPosition = await run('ledger', 'prove', '1');
    assert.equal(JSON.parse(JSON.parse(byPosition.out).entry).id, id);
    assert.equal((await run('ledger', 'prove', '999999')).code, 1);
    const heads = await run('ledger', 'prove-heads', '1', '--out', at('heads.json'));
    assert.equal(heads.code, 0, heads.notes);
    const extended = await runCommand(['ledger', 'verify', at('heads.json')], {});
    assert.equal(extended.code, 0, extended.out);
    assert.match(extended.out, /Đầu sổ \d+ nối tiếp đầu sổ \d+/);
    assert.equal((await run('ledger', 'prove-heads', '5', '2')).code, 2);
    // A head that the ledger does not have is not proven by another: neither one beyond the newest, nor one in between without saying so.
    const size = Number(head?.[1]);
    for (const beyond of [
      ['999999'],
      ['1', '999999'],
      [String(size + 1)],
      [String(size), String(size + 1)],
    ]) {
      const refused = await run('ledger', 'prove-heads', ...beyond, '--out', at('beyond.json'));
      assert.equal(refused.code, 1, beyond.join());
      assert.match(
        refused.notes,
        new RegExp(
          `chưa có đầu sổ nào đã ký gồm ${beyond.at(-1)} bản ghi trở lên: đầu sổ lớn nhất gồm ${size} `,
        ),
      );
    }
    await assert.rejects(readFile(at('beyond.json')));
    const [least] = JSON.parse(await readFile(at('heads.json'), 'utf8')).first.signed.match(
      /(?<="size":)\d+/,
    );
    assert.match(heads.notes, new RegExp(`đầu sổ gồm ${size} bản ghi nối tiếp đầu sổ gồm ${least} bản ghi`));
    assert.ok(Number(least) > 2, 'the first head of an installation holds all that was set up');
    const below = await run('ledger', 'prove-heads', '1', '2');
    assert.equal(below.code, 1);
    assert.match(below.notes, /Không có hai đầu sổ khác nhau/);

    // Whoever holds a receipt has the entry looked up by it; one of another house is told apart.
    const { env: program, close } = await openProgram(loadConfig(env), { log });
    const ledger = program.get(ledgerService);
    const receipt = await ledger.receiptFor(program.db, id);
    await close();
    await writeFile(at('receipt.json'), JSON.stringify({ type: 'fansipan-evidence/1', receipt }));
    const held = await run('ledger', 'verify', '--receipt', at('receipt.json'));
    assert.equal(held.code, 0, held.out);
    assert.match(held.out, new RegExp(`Bản ghi ${id} đúng như trên biên nhận`));
    const foreign = { ...receipt, signature: Buffer.from('another').toString('base64') };
    await writeFile(at('foreign.json'), `${JSON.stringify(foreign)}\n`);
    const strange = await run('ledger', 'verify', at('ledger.jsonl'), '--receipt', at('foreign.json'));
    assert.equal(strange.code, 1);
    assert.match(strange.out, /không do sổ ghi này ký/);
    assert.equal((await run('ledger', 'verify', '--receipt', at('units.jsonl'))).code, 2);

    await db.query("UPDATE ledger.entry SET bytes = bytes || ' '::bytea WHERE id = $1", [id]);
    await db.close();
    const found = await run('ledger', 'verify');
    assert.equal(found.code, 1);
    assert.match(found.out, new RegExp(id));
    await run('ledger', 'export', at('changed.jsonl'));
    const named = await run('ledger', 'verify', at('changed.jsonl'), '--receipt', at('receipt.json'));
    assert.equal(named.code, 1);
    assert.match(named.out, new RegExp(`Bản ghi ${id} ở vị trí 1 đã bị sửa`), 'the receipt names it');
    const none = await run('ledger', 'verify', at('units.jsonl'));
    assert.equal(none.code, 2, none.notes);
    assert.match(none.notes, /không phải là sổ ghi đã xuất/);
    assert.match(found.out, /KHÔNG nguyên vẹn/);
  });

  test('tells a wrong path from what was tampered with: a job that runs at night rests on the exit code', async () => {
    assert.equal((await run('ledger', 'verify', at('nowhere.jsonl'))).code, 2);
    assert.equal((await run('restore', at('saved'))).code, 2, 'DATA_DIR holds something');
    const nothing = await runCommand(['restore', at('nowhere')], { ...env, DATA_DIR: at('never') });
    assert.equal(nothing.code, 2);
    assert.match(nothing.notes, /nowhere không phải là bản sao lưu/);
    // An export that was cut off, and one with a line that is none: said in Vietnamese, and found.
    const lines = (await readFile(at('ledger.jsonl'), 'utf8')).trimEnd().split('\n');
    await writeFile(at('cut.jsonl'), `${lines.slice(0, -1).join('\n')}\n# chép tay\n`);
    const cut = await runCommand(['ledger', 'verify', at('cut.jsonl')], {});
    assert.equal(cut.code, 1);
    assert.match(cut.out, /Phần cuối của sổ bị cắt .*không có dòng kết thúc/);
    assert.match(cut.out, /Một dòng của tệp không đọc được/);
    assert.doesNotMatch(cut.out, /\b(the|export|end|token|cli)\b/i);
  });

  test('says who follows its ledger, and what nobody acts on', async () => {
    const told = await run('ledger', 'followers');
    assert.equal(told.code, 0, told.notes);
    assert.match(told.out, /^ {2}ledger\.epoch-opened$/m);
  });

  test('is examined by doctor, which says how to mend', async () => {
    const found = await run('doctor');
    assert.match(found.out, /✔ Cơ sở dữ liệu: PostgreSQL 17/);
    assert.match(found.out, /✖ Cơ sở dữ liệu: fsync đang tắt\n {2}→ Bật fsync/);
    assert.match(found.out, /✔ Cấu trúc dữ liệu/);
    assert.match(found.out, /Sổ ghi: đã niêm phong/);
    assert.match(
      found.out,
      /Đơn vị, cơ quan: hôm nay có \d+ xã, phường/,
      'what the modules find is Vietnamese too',
    );
    assert.equal(found.code, 1);
  });
});
