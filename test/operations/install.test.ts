import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { openProgram, startProgram } from '#app/program';
import { ConfigError, describeSettings, loadConfig } from '#platform/config';
import { setFact } from '#platform/installation';
import { createLog } from '#platform/log';
import { runCommand } from '#test/command';
import { ROOT } from '#test/docs';
import { type EmptyDatabase, emptyDatabase } from '#test/empty-database';

describe('an installation for people', () => {
  const root = mkdtempSync(path.join(tmpdir(), 'fansipan-install-'));
  after(() => rmSync(root, { recursive: true, force: true }));
  const deploy = (name: string) => path.join(ROOT, 'deploy', name);

  describe('started as the unit starts it', () => {
    const dataDir = path.join(root, 'var');
    const SECRET = 'hT0yq7xN2mVJk5cWb9fRzL3uDgPs8aEoQ1iX6YvKw4M';
    let t: EmptyDatabase;
    let program: Awaited<ReturnType<typeof startProgram>>;
    before(async () => {
      t = await emptyDatabase();
      const config = loadConfig({
        NODE_ENV: 'production',
        BASE_URL: 'https://dichvucong.example.gov.vn',
        DATABASE_URL: t.url,
        DATA_DIR: dataDir,
        HOST: '127.0.0.1',
        PORT: '0',
        LOG_LEVEL: 'silent',
        SECRET,
      });
      program = await startProgram(config, { log: createLog('silent') });
    });
    after(async () => {
      await program?.stop();
      await t.drop();
    });

    test('makes nothing of the demo: no account, agency, authority, message, nor a word of it on its pages', async () => {
      const { db, site } = program.env;
      assert.equal(site.demo, false);
      for (const table of [
        'identity.account',
        'organisation.agency',
        'trust.authority',
        'messaging.outbox',
        'cases.dossier',
      ])
        assert.equal((await db.one<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)).n, 0, table);
      for (const page of ['/', '/dang-nhap', '/can-bo/dang-nhap', '/thu-tuc']) {
        const answer = await fetch(program.address + page);
        assert.equal(answer.status, 200, page);
        const html = await answer.text();
        assert.doesNotMatch(html, /class="sim"|trình diễn|mô phỏng|thử nghiệm/i, page);
      }
      assert.equal((await fetch(`${program.address}/hop-thu-thu`)).status, 404);
      assert.ok(!readdirSync(dataDir).includes('demo.json'));
    });

    test('keeps what it makes to itself: files 0600, folders 0700', () => {
      const found = readdirSync(dataDir, { recursive: true, encoding: 'utf8' });
      assert.ok(
        found.some(name => name.startsWith('keys/')),
        'it has made keys',
      );
      const open = found.filter(name => (statSync(path.join(dataDir, name)).mode & 0o077) !== 0);
      assert.deepEqual(open, []);
    });
  });

  test('serves no demo’s data in production unless that is said: its passwords are known to everybody', async () => {
    const t = await emptyDatabase();
    const config = loadConfig({
      NODE_ENV: 'production',
      BASE_URL: 'https://dichvucong.example.gov.vn',
      DATABASE_URL: t.url,
      DATA_DIR: path.join(root, 'of-a-demo'),
      HOST: '127.0.0.1',
      PORT: '0',
      LOG_LEVEL: 'silent',
      SECRET: 'hT0yq7xN2mVJk5cWb9fRzL3uDgPs8aEoQ1iX6YvKw4M',
    });
    const log = createLog('silent');
    try {
      // What a first start with --demo leaves, as soon as it has declared itself.
      const first = await openProgram(config, { log, demo: true });
      await setFact(first.env.db, 'seeded', 'true');
      await first.close();
      await assert.rejects(startProgram(config, { log }), (error: unknown) => {
        assert.ok(error instanceof ConfigError, String(error));
        assert.deepEqual(
          error.problems.map(p => `${p.setting} ${p.kind}`),
          ['DATABASE_URL demo-here'],
        );
        return true;
      });
      const found = await runCommand(['doctor'], {
        NODE_ENV: 'production',
        BASE_URL: 'https://dichvucong.invalid',
        DATABASE_URL: t.url,
        DATA_DIR: config.DATA_DIR,
        SECRET: config.SECRET ?? '',
      });
      assert.match(found.out, /✖ Bản trình diễn: .*mật khẩu của nó ai cũng biết/);
      const asked = await startProgram(config, { log, demo: true });
      assert.equal(asked.env.site.demo, true);
      await asked.stop();
    } finally {
      await t.drop();
    }
  });

  test('its units are right by systemd’s own judgement, and set only what there is', () => {
    const units = readdirSync(path.join(ROOT, 'deploy')).filter(name => /\.(service|timer)$/.test(name));
    assert.ok(units.length >= 3);
    const told = execFileSync('systemd-analyze', ['verify', '--man=no', ...units.map(deploy)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    assert.equal(told.trim(), '');
    // The last two are read by Node.js and by the C library.
    const known = new Set([
      ...describeSettings().map(s => s.name),
      ...['NODE_COMPILE_CACHE', 'MALLOC_ARENA_MAX'],
    ]);
    for (const unit of units)
      for (const [, line = ''] of readFileSync(deploy(unit), 'utf8').matchAll(/^Environment=(.*)$/gm))
        for (const setting of line.split(' '))
          assert.ok(known.has(setting.split('=')[0] ?? ''), `${unit}: ${setting}`);
  });

  test('its command line takes the settings as systemd does: nothing is expanded, and nothing stands in the arguments', () => {
    const program = path.join(root, 'program');
    mkdirSync(path.join(program, 'bin'), { recursive: true });
    // In place of the program: what it is given.
    writeFileSync(
      path.join(program, 'bin', 'fansipan.js'),
      `process.stdout.write(JSON.stringify({ args: process.argv.slice(2), env: process.env, mask: process.umask() }));`,
    );
    writeFileSync(path.join(program, 'package.json'), '{"type":"module"}');
    const settings = path.join(root, 'settings.env');
    writeFileSync(
      settings,
      [
        '# a comment',
        '',
        'SECRET=a+b/c==$HOME`id`',
        'DATABASE_URL="postgresql://u:p&w;d@db/x"',
        "MAIL_FROM='an@example.vn'",
        'LOG_LEVEL=warn',
      ].join('\n'),
    );
    const run = (...args: string[]) =>
      execFileSync(deploy('fansipan'), args, {
        encoding: 'utf8',
        env: {
          PATH: process.env.PATH,
          FANSIPAN_SETTINGS: settings,
          FANSIPAN_PROGRAM: program,
          FANSIPAN_USER: userInfo().username,
        },
      });
    const { args, env, mask } = JSON.parse(run('backup', '/srv/hai từ'));
    assert.deepEqual(args, ['backup', '/srv/hai từ']);
    assert.deepEqual(
      [env.SECRET, env.DATABASE_URL, env.MAIL_FROM, env.LOG_LEVEL, env.NODE_ENV, env.DATA_DIR, mask],
      [
        'a+b/c==$HOME`id`',
        'postgresql://u:p&w;d@db/x',
        'an@example.vn',
        'warn',
        'production',
        '/var/lib/fansipan',
        0o077,
      ],
    );
    chmodSync(settings, 0o600);
    assert.throws(
      () =>
        execFileSync(deploy('fansipan'), {
          env: { PATH: process.env.PATH, FANSIPAN_SETTINGS: '/nowhere' },
          stdio: 'pipe',
        }),
      {
        status: 2,
      },
    );
  });
});
