import assert from 'node:assert/strict';
import { chown, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, test } from 'node:test';
import { chooseLang, commandTexts, type Io, progressOn } from './io.ts';
import { commands } from './list.ts';
import { main, splitLang } from './main.ts';

function testIo(env: Io['env'] = {}) {
  const out: string[] = [];
  const notes: string[] = [];
  const io: Io = {
    env,
    t: commandTexts().of('vi'),
    out: line => void out.push(line),
    note: line => void notes.push(line),
    progress: () => () => undefined,
  };
  return { io, out, notes };
}

describe('the command line', () => {
  test('lists every command, and says how each is called, in both languages', async () => {
    const { io, out } = testIo();
    assert.equal(await main(['help'], io), 0);
    for (const name of Object.keys(commands)) {
      assert.ok(
        out.some(line => line.trim().startsWith(name)),
        name,
      );
      for (const lang of ['vi', 'en'] as const) {
        const help = testIo();
        help.io.t = commandTexts().of(lang);
        assert.equal(await main([...name.split(' '), '--help'], help.io), 0);
        assert.ok(!help.out.join('\n').includes('cli.'), help.out.join('\n'));
      }
    }
  });

  test('helps with one command or with those of one word, and says its version', async () => {
    for (const args of [
      ['help', 'user', 'add'],
      ['user', 'add', '--help'],
    ]) {
      const { io, out } = testIo();
      assert.equal(await main(args, io), 0);
      assert.match(out[0] ?? '', /^fansipan user add/);
    }
    for (const args of [
      ['help', 'ledger'],
      ['ledger', '--help'],
    ]) {
      const { io, out } = testIo();
      assert.equal(await main(args, io), 0);
      assert.match(out.join('\n'), / ledger verify/);
      assert.doesNotMatch(out.join('\n'), / backup DIR/);
    }
    const { io, out } = testIo();
    assert.equal(await main(['--version'], io), 0);
    assert.match(out.join(), /^\d+\.\d+\.\d+$/);
  });

  test('refuses what it does not know with exit code 2, in words that say what is wrong', async () => {
    const cases: Array<[string[], RegExp]> = [
      [['sing'], /Không có lệnh “sing”/],
      [['backup'], /Thiếu DIR[\s\S]*fansipan backup --help/],
      [['simulate', '--dossiers=5', '--seed'], /Thiếu giá trị của --seed/],
      [['simulate', '--seed', '--dossiers=5'], /Thiếu giá trị của --seed/],
      [['restore'], /Thiếu DIR[\s\S]*fansipan restore --help/],
      [['ledger'], /“ledger” cần thêm một từ: ledger verify, ledger export/],
      [['user'], /“user” cần thêm một từ: user add/],
      [['help', 'sing'], /Không có lệnh “sing”/],
      [['migrate', '--fast'], /“--fast” không dùng được/],
      [['migrate', 'now'], /“now” không dùng được/],
      [['simulate', '--dossiers', '-5'], /--dossiers: cần một số nguyên từ 1 đến/],
      [
        ['simulate', '--dossiers', '5', '--from', '2126-01-01', '--to', '2126-01-31'],
        /01\/01\/2126 chưa đến/,
      ],
      [['start', '--demo', '--no-demo'], /Chỉ dùng một trong hai/],
      [['start', '--role', 'king'], /all, web, worker/],
      [['user', 'add', '--name', 'Nguyễn Văn An'], /--email hoặc --staff-id/],
      [['user', 'add', '--name', 'Nguyễn Văn An', '--email', 'an'], /địa chỉ thư điện tử/],
      [['import', 'units'], /Cần một tệp, hoặc --country/],
      [['import', 'boundaries', 'x.json', '--date', '2025-02-31'], /2025-07-01/],
      [['ledger', 'prove', 'seven'], /cần mã bản ghi/],
      [['ledger', 'verify', '--head', 'nonsense'], /256:gốc/],
    ];
    for (const [args, words] of cases) {
      const { io, notes } = testIo();
      assert.equal(await main(args, io), 2, args.join(' '));
      assert.match(notes.join('\n'), words);
    }
  });

  test('refuses a wrong setting by its name and says what is expected, in the language of the terminal', async () => {
    const wrong = { PORT: 'eighty', DATABASE_URL: 'mysql://root:hunter2@db/x', NODE_ENV: 'production' };
    const { io, notes } = testIo(wrong);
    assert.equal(await main(['migrate'], io), 2);
    assert.match(notes[0] ?? '', /^Thiết lập bị từ chối/);
    assert.ok(
      notes.includes('  PORT phải là số nguyên từ 0 đến 65535; đang đặt là “eighty”.'),
      notes.join('\n'),
    );
    assert.ok(notes.some(n => /^ {2}DATABASE_URL phải là .*postgresql:\/\/; .*không hiện/.test(n)));
    assert.ok(notes.some(n => /^ {2}BASE_URL phải là .*https:\/\//.test(n)));
    assert.doesNotMatch(notes.join('\n'), /hunter2/);
    const english = testIo(wrong);
    english.io.t = commandTexts().of('en');
    assert.equal(await main(['migrate'], english.io), 2);
    assert.ok(
      english.notes.includes('  PORT must be a whole number from 0 to 65535; it is set to “eighty”.'),
    );
  });

  test('refuses a name that is one slip away from a setting, and warns of one that may be meant', async () => {
    const { io, notes } = testIo({ DATABASE_ULR: 'postgres://db/x', SMTP_URI: 'smtp://mail' });
    assert.equal(await main(['migrate'], io), 2);
    assert.ok(notes.includes('  Không có thiết lập DATABASE_ULR; có lẽ là DATABASE_URL.'), notes.join('\n'));
    assert.ok(notes.includes('  Không có thiết lập SMTP_URI; có lẽ là SMTP_URL.'));
    const away = testIo({
      DATABASE_URL: 'postgres://nobody@127.0.0.1:1/x',
      DATABASE_URLS: 'postgres://db/y',
      SECRET: 'hT0yq7xN2mVJk5cWb9fRzL3uDgPs8aEoQ1iX6YvKw4M',
    });
    assert.equal(await main(['migrate'], away.io), 3, 'it goes on');
    assert.match(away.notes[0] ?? '', /không có thiết lập DATABASE_URLS; có lẽ là DATABASE_URL/);
  });

  test('says of each way in which the secret is no good what to do, in both languages', async t => {
    const dataDir = await mkdtemp(path.join(tmpdir(), 'fansipan-secret-'));
    t.after(() => rm(dataDir, { recursive: true }));
    const serious = {
      NODE_ENV: 'production',
      BASE_URL: 'https://dvc.example.vn',
      DATABASE_URL: 'postgres://nobody@127.0.0.1:1/x',
      DATA_DIR: dataDir,
    };
    for (const [secret, vi, en] of [
      [undefined, /Thiếu SECRET.*openssl.*fansipan-secret-\w+\/secrets\/installation/, /SECRET is missing/],
      ['a'.repeat(40), /lặp lại quá nhiều/, /repeat too much/],
      ['ChangeMe-kT0yq7xN2mVJk5cWb9fRzL3uDgP', /ai cũng đoán được/, /anybody would try/],
      ['short', /SECRET phải là chuỗi ít nhất 32 ký tự/, /at least 32 characters/],
    ] as const)
      for (const [lang, words] of [
        ['vi', vi],
        ['en', en],
      ] as const) {
        const { io, notes } = testIo({ ...serious, ...(secret ? { SECRET: secret } : {}) });
        io.t = commandTexts().of(lang);
        assert.equal(await main(['token', 'list'], io), 2);
        assert.match(notes.join('\n'), words);
        assert.ok(!secret || !notes.join('\n').includes(secret));
      }
  });

  test('answers 3 when the database cannot be reached', async () => {
    const { io, notes } = testIo({
      DATABASE_URL: 'postgres://nobody@127.0.0.1:1/x',
      SECRET: 'hT0yq7xN2mVJk5cWb9fRzL3uDgPs8aEoQ1iX6YvKw4M',
    });
    assert.equal(await main(['migrate'], io), 3);
    assert.match(notes.join('\n'), /Không kết nối được cơ sở dữ liệu/);
  });

  test('names DATA_DIR when it cannot be made or written to, at once, whichever command needs it', async () => {
    for (const DATA_DIR of ['/proc/x', '/proc', '/dev/null/x'])
      for (const args of [
        ['start', '--port', '0'],
        ['migrate'],
        ['backup', '/tmp/x'],
        ['user', 'add', '--name', 'An', '--staff-id', 'an.nv'],
      ]) {
        const { io, notes } = testIo({ DATA_DIR, LOG_LEVEL: 'silent' });
        assert.equal(await main(args, io), 2, `${args.join(' ')} ${DATA_DIR}`);
        assert.match(
          notes.join('\n'),
          new RegExp(`DATA_DIR: không tạo được hoặc không ghi được .*${DATA_DIR}`),
        );
      }
    const { io, out } = testIo({ DATA_DIR: '/proc/x' });
    assert.equal(await main(['doctor'], io), 1);
    assert.match(out.join('\n'), /✖ Thư mục dữ liệu: không tạo được .*\/proc\/x/);
  });

  test('says in the language of the terminal why the embedded server cannot be had', {
    skip: process.getuid?.() === 0 ? false : 'only root can make a folder of another user',
  }, async t => {
    const dataDir = await mkdtemp(path.join(tmpdir(), 'fansipan-theirs-'));
    t.after(() => rm(dataDir, { recursive: true }));
    await chown(dataDir, 4321, 4321);
    const { io, notes } = testIo({ DATA_DIR: dataDir });
    assert.equal(await main(['migrate'], io), 2);
    assert.match(notes.join('\n'), /thuộc người dùng số 4321. Chạy lệnh bằng người dùng đó/);
    const doctor = testIo({ DATA_DIR: dataDir });
    await mkdir(path.join(dataDir, 'postgres'));
    await writeFile(path.join(dataDir, 'postgres', 'PG_VERSION'), '17');
    assert.equal(await main(['doctor'], doctor.io), 1);
    assert.match(doctor.out.join('\n'), /✖ Cơ sở dữ liệu: .*thuộc người dùng số 4321/);
  });

  test('looks at an installation that is not there yet without making it', async t => {
    const above = await mkdtemp(path.join(tmpdir(), 'fansipan-doctor-'));
    t.after(() => rm(above, { recursive: true }));
    const { io, out } = testIo({ DATA_DIR: path.join(above, 'var') });
    await main(['doctor'], io);
    assert.match(out.join('\n'), /✔ Thư mục dữ liệu: .*var chưa có; lần chạy đầu sẽ tạo/);
    assert.match(out.join('\n'), /! Cơ sở dữ liệu: chưa có .*\n {2}→ Chạy fansipan start/);
    assert.deepEqual(await readdir(above), []);
  });

  test('speaks Vietnamese unless the system or --lang says English', () => {
    assert.equal(chooseLang(undefined, {}), 'vi');
    assert.equal(chooseLang(undefined, { LANG: 'C.UTF-8' }), 'vi');
    assert.equal(chooseLang(undefined, { LANG: 'en_GB.UTF-8' }), 'en');
    assert.equal(chooseLang('vi', { LANG: 'en_GB.UTF-8' }), 'vi');
    assert.deepEqual(splitLang(['--lang', 'en', 'doctor'], {}), { lang: 'en', args: ['doctor'] });
    assert.deepEqual(splitLang(['doctor', '--lang=en'], {}), { lang: 'en', args: ['doctor'] });
  });

  test('shows progress on one line of a terminal, and ends it', () => {
    let written = '';
    const stream = {
      isTTY: true,
      write: (text: string) => {
        written += text;
        return true;
      },
    } as NodeJS.WriteStream;
    const progress = progressOn(stream, 'vi')('Đã đọc');
    progress(500, 10_599);
    progress(10_599, 10_599);
    assert.equal(written, '\rĐã đọc: 500/10.599 (4 %)\u001b[K\rĐã đọc: 10.599/10.599 (100 %)\u001b[K\n');
  });
});
