import assert from 'node:assert/strict';
import { appendFile, chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { fixedClock } from '#platform/clock';
import { type Embedded, startEmbedded } from '#platform/embedded';
import { createLog } from '#platform/log';
import { BackupRefused, BadBackup, backup, checkBackup, type Manifest, restore } from './index.ts';

const log = createLog('silent');
const clock = fixedClock('2026-11-22T01:00:00Z');
const settings = { fsync: 'off' };

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** Writes one row after the other until told to stop; the number of the last that was acknowledged. */
function writeRows(client: pg.Client) {
  let last = 0;
  let going = true;
  const done = (async () => {
    while (going) {
      await client.query('INSERT INTO kept (n, filler) VALUES ($1, $2)', [last + 1, 'x'.repeat(500)]);
      last++;
    }
  })();
  return {
    last: () => last,
    stop: async () => {
      going = false;
      await done;
    },
  };
}

describe('a backup', () => {
  let root: string;
  let dataDir: string;
  let server: Embedded;
  let client: pg.Client;
  let made: Manifest;
  const at = (name: string) => path.join(root, name);

  before(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'fansipan-backup-'));
    dataDir = at('var');
    server = await startEmbedded({ dataDir, log, settings });
    for (const [file, text] of [
      ['files/ab/abcd', 'a paper'],
      ['secrets/installation', 'a secret'],
      ['ledger/heads.jsonl', '{"size":7}\n'],
      ['uploads/0198', 'half a file'],
      ['tmp/0198', 'on its way'],
    ] as const) {
      await mkdir(path.dirname(path.join(dataDir, file)), { recursive: true });
      await writeFile(path.join(dataDir, file), text);
    }
    client = await connect(server.url);
    await client.query('CREATE TABLE kept (n int PRIMARY KEY, filler text)');
  });
  after(async () => {
    await client.end();
    await server.stop();
    await rm(root, { recursive: true, force: true });
  });

  test('is made while the program writes, and restored holds every row that was there when it began', async () => {
    const writing = writeRows(client);
    while (writing.last() < 100) await new Promise(resolve => setTimeout(resolve, 5));
    const atBegin = writing.last();
    let bytes = 0;
    made = await backup({
      dataDir,
      url: server.url,
      cluster: server.folder,
      to: at('saved'),
      clock,
      head: async () => ({ size: 7, root: 'ab' }),
      onProgress: n => {
        bytes += n;
      },
    });
    const atEnd = writing.last();
    await writing.stop();
    assert.ok(atEnd > atBegin, 'the backup did not hold the writer up');
    assert.ok(bytes > 1_000_000);
    assert.equal((await stat(at('saved'))).mode & 0o777, 0o700);

    assert.deepEqual(await restore({ from: at('saved'), dataDir: at('again'), databaseUrl: null }), made);
    const again = await startEmbedded({ dataDir: at('again'), log, settings });
    const other = await connect(again.url);
    const { rows } = await other.query(
      `SELECT count(*)::int AS rows, max(n) AS last, pg_is_in_recovery() AS recovering,
              left(pg_walfile_name(pg_current_wal_lsn()), 8) AS timeline FROM kept`,
    );
    await other.query('INSERT INTO kept (n) VALUES (0)');
    await other.end();
    await again.stop();
    const { rows: count, last, recovering, timeline } = rows[0];
    assert.equal(count, last, 'no gap');
    assert.ok(last >= atBegin, `${last} rows of ${atBegin}`);
    assert.equal(recovering, false);
    assert.equal(timeline, '00000002', 'by a new timeline the ledger knows that it was restored');
    assert.equal(await readFile(at('again/files/ab/abcd'), 'utf8'), 'a paper');
    assert.equal(await readFile(at('again/secrets/installation'), 'utf8'), 'a secret');
    for (const name of ['uploads', 'tmp'])
      await assert.rejects(stat(at(`again/${name}`)), /ENOENT/, 'what was under way is sent again');
    assert.equal(await readFile(at('again/ledger/heads.jsonl'), 'utf8'), '{"size":7}\n');
  });

  test('that is damaged is refused, naming the file, before anything is written', async () => {
    const file = made.files.find(f => f.path.endsWith('files/ab/abcd'));
    assert.ok(file);
    const full = path.join(at('saved'), file.path);
    await appendFile(full, '!');
    const refused = (error: Error) => error instanceof BadBackup && error.file === file.path;
    await assert.rejects(restore({ from: at('saved'), dataDir: at('never'), databaseUrl: null }), refused);
    await rm(full);
    await assert.rejects(checkBackup(at('saved')), refused);
    await writeFile(full, 'a paper');
    await chmod(full, 0o600);
    assert.deepEqual(await checkBackup(at('saved')), made);
    await assert.rejects(stat(at('never')), /ENOENT/);

    const manifest = path.join(at('saved'), 'manifest.json');
    const text = await readFile(manifest, 'utf8');
    await writeFile(manifest, text.replace('"size":7', '"size":6'));
    await assert.rejects(
      checkBackup(at('saved')),
      (error: Error) => error instanceof BadBackup && error.file === 'manifest.json',
    );
    await writeFile(manifest, text);
  });

  test('is never written over another, nor restored over something', async () => {
    const again = {
      dataDir,
      url: server.url,
      cluster: server.folder,
      to: at('saved'),
      clock,
      head: async () => null,
    };
    await assert.rejects(backup(again), /target-not-empty/);
    const within = { ...again, to: path.join(dataDir, 'files', 'saved') };
    await assert.rejects(backup(within), /target-inside/);
    await assert.rejects(backup({ ...again, to: dataDir }), /target-/);
    await assert.rejects(restore({ from: at('saved'), dataDir, databaseUrl: null }), /data-not-empty/);
    await assert.rejects(
      restore({ from: at('saved'), dataDir: at('never'), databaseUrl: server.url }),
      /needs-embedded/,
    );
    await assert.rejects(
      restore({ from: at('files'), dataDir: at('never'), databaseUrl: null }),
      /BadBackup: none/,
    );
  });

  test('of a database of one’s own says what is missing when pg_dump is not there', async () => {
    const path_ = process.env.PATH;
    process.env.PATH = root;
    try {
      const own = {
        dataDir,
        url: server.url,
        cluster: null,
        to: at('dumped'),
        clock,
        head: async () => null,
      };
      await assert.rejects(
        backup(own),
        (error: Error) => error instanceof BackupRefused && error.reason === 'tool-missing',
      );
    } finally {
      process.env.PATH = path_;
    }
  });
});
