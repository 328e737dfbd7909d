import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { createLog } from '#platform/log';
import { startEmbedded } from './index.ts';
import { isAlive } from './processes.ts';

const log = createLog('silent');

async function sql(url: string, text: string): Promise<Array<Record<string, unknown>>> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

const serverPid = async (folder: string) =>
  Number.parseInt(await readFile(path.join(folder, 'postmaster.pid'), 'utf8'), 10);

// Another program on the same folder: prints what it got, ends when its standard input does.
const PROGRAM = `
  import { startEmbedded } from '#platform/embedded';
  import { createLog } from '#platform/log';
  const server = await startEmbedded({ dataDir: process.argv[1], log: createLog('silent') });
  console.log(JSON.stringify({ url: server.url, adopted: server.adopted }));
  process.stdin.resume().on('end', () => server.stop());`;

async function program(dataDir: string) {
  const child: ChildProcess = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM, '--', dataDir], {
    stdio: ['pipe', 'pipe', 'inherit'],
    cwd: path.resolve(import.meta.dirname, '../../..'),
  });
  const [line] = await once(child.stdout!, 'data');
  const said = JSON.parse(String(line)) as { url: string; adopted: boolean };
  const leave = async () => {
    child.stdin!.end();
    await once(child, 'exit');
  };
  return { ...said, child, leave };
}

describe('the embedded PostgreSQL', () => {
  let dataDir: string;
  before(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'fansipan-embedded-'));
  });
  after(() => rm(dataDir, { recursive: true, force: true }));

  test('two programs that start at once on an empty folder share one server; the last to leave stops it', async () => {
    const [a, b] = await Promise.all([program(dataDir), program(dataDir)]);
    assert.equal(a.url, b.url);
    assert.deepEqual([a.adopted, b.adopted].sort(), [false, true]);
    const pid = await serverPid(path.join(dataDir, 'postgres'));
    await sql(a.url, 'CREATE TABLE kept (n int)');
    await a.leave();
    await sql(b.url, 'INSERT INTO kept VALUES (1)');
    await b.leave();
    assert.equal(isAlive(pid), false);
    assert.equal(await stat(path.join(dataDir, 'postgres/postmaster.pid')).catch(() => 'gone'), 'gone');
  });

  test('it is durable, checksummed, of UTF-8, without a TCP port, and closed to other users', async () => {
    const server = await startEmbedded({ dataDir, log });
    const [found] = await sql(
      server.url,
      `SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit,
              current_setting('data_checksums') AS checksums, current_setting('listen_addresses') AS tcp,
              current_setting('max_prepared_transactions') AS prepared, current_setting('server_encoding') AS encoding,
              lower('ĐẶNG') AS lower, (SELECT count(*)::int FROM kept) AS kept`,
    );
    assert.deepEqual(found, {
      fsync: 'on',
      commit: 'on',
      checksums: 'on',
      tcp: '',
      prepared: '0',
      encoding: 'UTF8',
      lower: 'đặng',
      kept: 1,
    });
    const sockets = new URL(server.url).searchParams.get('host') ?? '';
    assert.equal((await stat(sockets)).mode & 0o777, 0o700);
    assert.equal((await stat(server.folder)).mode & 0o777, 0o700);
    for (const module of ['pg_trgm', 'unaccent', 'ltree', 'pgcrypto', 'btree_gin', 'btree_gist'])
      await sql(server.url, `CREATE EXTENSION IF NOT EXISTS ${module}`);
    await server.stop();
  });

  test('kill -9 of the program leaves the server; the next program adopts it and stops it when it leaves', async () => {
    const first = await program(dataDir);
    const pid = await serverPid(path.join(dataDir, 'postgres'));
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');
    assert.equal(isAlive(pid), true);
    const next = await startEmbedded({ dataDir, log });
    assert.equal(next.adopted, true);
    await next.stop();
    assert.equal(isAlive(pid), false);
  });

  test('kill -9 of the server loses nothing that was committed, and a start right after it works', async () => {
    const server = await startEmbedded({ dataDir, log });
    const client = new pg.Client({ connectionString: server.url });
    client.on('error', () => undefined);
    await client.connect();
    let acknowledged = 1;
    const writing = (async () => {
      for (;;) {
        await client.query('INSERT INTO kept VALUES (2)');
        acknowledged++;
      }
    })().catch(() => undefined);
    while (acknowledged < 200) await sleep(5);
    process.kill(await serverPid(server.folder), 'SIGKILL');
    const again = await startEmbedded({ dataDir, log });
    await writing;
    const [{ n } = { n: 0 }] = await sql(again.url, 'SELECT count(*)::int AS n FROM kept');
    // One more may have been committed without its answer having come through.
    assert.ok(n === acknowledged || n === acknowledged + 1, `${n} rows, ${acknowledged} acknowledged`);
    await again.stop();
    await server.stop();
  });

  test('a lock file whose process id now belongs to another program is no obstacle', {
    skip: process.platform === 'linux' ? false : 'only Linux shows who works in a folder',
  }, async () => {
    await writeFile(
      path.join(dataDir, 'postgres/postmaster.pid'),
      `${process.pid}\n${dataDir}/postgres\n1\n5432\n\n\n`,
    );
    const server = await startEmbedded({ dataDir, log });
    assert.equal(server.adopted, false);
    await server.stop();
  });

  test('a data folder reached by another name, with a path too long for a socket, is the same server', async () => {
    const long = path.join(dataDir, 'x'.repeat(120));
    await symlink(dataDir, long);
    const [a, b] = [await startEmbedded({ dataDir, log }), await startEmbedded({ dataDir: long, log })];
    assert.equal(a.url, b.url);
    await a.stop();
    assert.deepEqual(
      await sql(b.url, 'SELECT 1 AS one'),
      [{ one: 1 }],
      'the other of one process still uses it',
    );
    await b.stop();
    const far = path.join(dataDir, 'y'.repeat(110));
    const server = await startEmbedded({ dataDir: far, log, settings: { fsync: 'off' } });
    assert.deepEqual(await sql(server.url, 'SELECT 1 AS one'), [{ one: 1 }]);
    const outside = new URL(server.url).searchParams.get('host') ?? '';
    assert.equal((await stat(outside)).mode & 0o777, 0o700);
    await server.stop();
    assert.equal(await stat(outside).catch(() => 'gone'), 'gone');
  });

  test('started by root it runs as an unprivileged user, who reaches his cluster and nothing else of the data folder', {
    skip: process.getuid?.() === 0 ? false : 'only root runs it as another user',
  }, async () => {
    const above = await mkdtemp(path.join(dataDir, 'above-'));
    await chmod(above, 0o755);
    const folder = path.join(above, 'var');
    const start = async () => {
      const server = await startEmbedded({ dataDir: folder, log, settings: { fsync: 'off' } });
      await sql(server.url, 'CREATE TABLE IF NOT EXISTS kept (n int)');
      await sql(server.url, 'INSERT INTO kept VALUES (1)');
      const [{ starts } = { starts: 0 }] = await sql(server.url, 'SELECT count(*)::int AS starts FROM kept');
      const uidOf = async (entry: string) => (await stat(entry)).uid;
      const found = {
        process: await uidOf(`/proc/${await serverPid(server.folder)}`),
        cluster: await uidOf(path.join(server.folder, 'global/pg_control')),
        socket: await uidOf(new URL(server.url).searchParams.get('host') ?? ''),
        around: await uidOf(path.join(folder, 'run')),
        starts,
      };
      await server.stop();
      return found;
    };
    const nobody = { process: 65_534, cluster: 65_534, socket: 65_534, around: 0 };
    assert.deepEqual(await start(), { ...nobody, starts: 1 });
    assert.notEqual(
      spawnSync('ls', [folder], { uid: 65_534, gid: 65_534 }).status,
      0,
      'what lies there is not told',
    );
    await chmod(above, 0o700);
    assert.deepEqual(
      await start(),
      { process: 0, cluster: 0, socket: 0, around: 0, starts: 2 },
      'where a folder above is closed it is nobody in a namespace of root',
    );
    await chmod(above, 0o755);
    assert.deepEqual(await start(), { ...nobody, starts: 3 });
  });

  test('another user’s data folder is refused, saying whose it is', {
    skip: process.getuid?.() === 0 ? false : 'only root can make a folder of another user',
  }, async () => {
    const theirs = await mkdtemp(path.join(dataDir, 'theirs-'));
    await chown(theirs, 4321, 4321);
    await assert.rejects(startEmbedded({ dataDir: theirs, log }), /not-ours.*4321/);
  });

  test('a folder that cannot be a database is refused with what the server said', async () => {
    const broken = await mkdtemp(path.join(dataDir, 'broken-'));
    await startEmbedded({ dataDir: broken, log, settings: { fsync: 'off' } }).then(s => s.stop());
    await writeFile(path.join(broken, 'postgres/PG_VERSION'), '9.6\n');
    await assert.rejects(
      startEmbedded({ dataDir: broken, log }),
      /not-started: .*(incompatible|PG_VERSION|9\.6)/s,
    );
  });
});
