import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { seedApart } from '#app/seed-apart';
import { listApiTokens } from '#engines/identity';
import { localDate } from '#platform/clock';
import { ledgerService } from '#platform/ledger';
import { rateSome } from '#systems/satisfaction';
import { fillDesks } from '#systems/simulation';
import { runCommand } from '#test/command';
import { startProgram, type TestProgram } from '#test/program';

/** So many of 60 apply on one day at most: the last days have five times as many. */
const DAY_AT_MOST = 8;

test('in an empty folder the province of the demo is made first, and nothing is added when it is started', async () => {
  const root = await mkdtemp(path.join(tmpdir(), 'fansipan-simulate-'));
  try {
    const env = { DATA_DIR: path.join(root, 'var'), NODE_ENV: 'test', LOG_LEVEL: 'silent' };
    const order = [
      'simulate',
      '--dossiers',
      '3',
      '--from',
      '2026-09-01',
      '--to',
      '2026-09-03',
      '--seed',
      '7',
    ];
    const made = await runCommand(order, env);
    assert.deepEqual(
      [made.code, made.out],
      [0, 'Đã tạo 3 hồ sơ giả định với hạt giống “7”.'],
      made.notes.slice(-500),
    );
    assert.match(made.notes, /… demo organisation/);
    const again = await runCommand(order, env);
    assert.match(again.out, /Không có gì thay đổi/);
    assert.doesNotMatch(again.notes, /… demo/);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
});

describe('operations: a province of nobody', () => {
  let program: TestProgram;
  let settings: Record<string, string>;
  before(async () => {
    program = await startProgram();
    const { config } = program.env;
    settings = {
      NODE_ENV: 'test',
      DATABASE_URL: program.databaseUrl,
      DATA_DIR: program.dataDir,
      SECRET: config.SECRET ?? '',
    };
  });
  after(() => program?.stop());

  const simulate = (...args: string[]) =>
    runCommand(['simulate', '--bulk', '--seed', 'lệnh', ...args], settings);

  test('on the command line: made once, said when it is there, and refused where it makes no sense', async () => {
    const days = ['--from', '2026-09-01', '--to', '2026-10-30'];
    const made = await simulate('--dossiers', '80', ...days);
    assert.deepEqual([made.code, made.out], [0, 'Đã tạo 80 hồ sơ giả định với hạt giống “lệnh”.']);
    const again = await simulate('--dossiers', '80', ...days);
    assert.deepEqual([again.code, /Không có gì thay đổi/.test(again.out)], [0, true]);
    const other = await simulate('--dossiers', '81', ...days);
    assert.deepEqual(
      [other.code, /đã dùng ở đây cho 80 hồ sơ từ 01\/09\/2026 đến 30\/10\/2026/.test(other.notes)],
      [1, true],
    );
    for (const wrong of [
      ['--dossiers', '0'],
      ['--dossiers', 'nhiều'],
      ['--dossiers', '5', '--from', '2026-02-30'],
      [],
    ])
      assert.equal((await simulate(...wrong)).code, 2, wrong.join(' '));
  });

  test('a demo’s first dossiers, made at the second try, are in a log that holds, and in tables that agree with it', async () => {
    const { env, databaseUrl } = program;
    const cut = new AbortController();
    const heard: string[] = [];
    const onProgress = (what: string) => {
      heard.push(what);
      if (/^demo dossiers \d+\/60$/.test(what)) cut.abort();
    };
    await assert.rejects(seedApart(env.config, databaseUrl, 60, { onProgress, signal: cut.signal }), {
      name: 'AbortError',
    });
    assert.match(
      heard.at(-1) ?? '',
      /^demo dossiers \d+\/60$/,
      'it says how far it is, and ends when it is told to',
    );
    await seedApart(env.config, databaseUrl, 60, { onProgress: () => undefined });
    // Without the one that an agency which is gone has left behind.
    const { n } = await env.db.one<{ n: number }>(
      `SELECT count(*) AS n FROM cases.dossier d JOIN organisation.area_version a ON a.area_id = d.area_id AND a.full_name <> 'Xã Trình Diễn'
       AND a.valid @> d.received_at::date WHERE synthetic`,
    );
    // The 80 from before, these, and 60 of the years with four levels; who applies later today has not come yet.
    const made = await env.db.query<{ seed: string; n: number }>(
      'SELECT seed, count(DISTINCT n)::int AS n FROM simulation.dossier GROUP BY seed',
    );
    const of = (seed: string) => made.find(m => m.seed === seed)?.n ?? 0;
    assert.deepEqual([of('lệnh'), of('demo-2022')], [80, 60]);
    assert.equal(of('demo'), n - 80 - 60, 'none was made twice');
    const { today } = await env.db.one<{ today: number }>(
      `SELECT count(*)::int AS today FROM cases.dossier WHERE synthetic AND (received_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date = $1`,
      [localDate(env.clock.now())],
    );
    assert.ok(n <= 80 + 60 + 60);
    assert.ok(n - today >= 80 + 60 + 60 - DAY_AT_MOST, `${n}, of them ${today} today`);
    const given =
      'SELECT (SELECT count(*) FROM ratings.rating)::int AS rated, (SELECT count(*) FROM complaints.complaint)::int AS complaints';
    const first = await env.db.one<{ rated: number; complaints: number }>(given);
    assert.ok(first.rated > 0, 'some say how they were served');
    await rateSome(env, '2025-01-01');
    assert.deepEqual((await env.db.one<typeof first>(given)).rated, first.rated, 'and the same ones again');
    const known = await env.db.one<{ n: number }>('SELECT count(*) AS n FROM cases.reception');
    assert.ok(known.n > 0, 'a counter knows who came to it');
    await fillDesks(env);
    assert.equal((await listApiTokens(env.db)).length, 3, 'tokens of other programs, made once');
    assert.deepEqual(
      await env.db.one('SELECT count(*) AS n FROM cases.reception'),
      known,
      'and nobody twice',
    );
    await env.get(ledgerService).sealer.sealOnce({ waitMs: 60_000 });
    const { code, out } = await runCommand(['ledger', 'verify', '--state'], settings);
    assert.equal(code, 0, out);
    assert.match(out, /Các bảng khớp với sổ ghi/);
  });

  test('a seed whose run made no dossier is usable; one that has made some is spent', async () => {
    const { db } = program.env;
    const begun =
      'INSERT INTO simulation.run (seed, dossiers, from_day, to_day, started_at) VALUES ($1, 9, $2, $2, $3)';
    const at = program.env.clock.now();
    await db.run(begun, ['dở', '2026-09-01', at]);
    const days = ['--from', '2026-09-02', '--to', '2026-09-02', '--seed', 'dở'];
    const made = await runCommand(['simulate', '--dossiers', '2', ...days], settings);
    assert.equal(made.code, 0, made.notes);
    await db.run("UPDATE simulation.run SET finished_at = NULL WHERE seed = 'dở'");
    const cut = await runCommand(['simulate', '--dossiers', '2', ...days], settings);
    assert.deepEqual([cut.code, /đã bị ngắt giữa chừng/.test(cut.notes)], [1, true]);
    await db.run("UPDATE simulation.run SET finished_at = $1 WHERE seed = 'dở'", [at]);
  });
});
