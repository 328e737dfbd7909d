import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Embedded, startEmbedded } from '#platform/embedded';
import { createLog } from '#platform/log';

let dataDir: string | undefined;
let server: Embedded | undefined;

// Nothing in the tests' server has to outlive them, and each of many pools wants connections of its own.
const HASTY = {
  fsync: 'off',
  full_page_writes: 'off',
  max_connections: '400',
  shared_buffers: '256MB',
  max_wal_size: '1GB',
};

const PREFIX = 'fansipan-test-';
const MEMORY = '/dev/shm';
const GB = 2 ** 30;
const log = createLog('silent');

// A test's database is fifteen hundred files: in memory they are there ten times as fast. Only where there is plenty of it.
async function roomFor(): Promise<string> {
  const free = await statfs(MEMORY).then(
    room => room.bavail * room.bsize,
    () => 0,
  );
  return free > 4 * GB && process.availableMemory() > 8 * GB ? MEMORY : tmpdir();
}

// A run that was killed leaves its server behind. Whoever adopts one that nobody uses stops it when he leaves.
async function sweep(): Promise<void> {
  for (const place of [MEMORY, tmpdir()])
    for (const name of await readdir(place).catch(() => [])) {
      const folder = path.join(place, name);
      const lock = path.join(folder, 'postgres', 'postmaster.pid');
      if (!name.startsWith(PREFIX) || !existsSync(lock)) continue;
      const left = await startEmbedded({ dataDir: folder, log, settings: HASTY }).catch(() => undefined);
      await left?.stop();
      if (left && !existsSync(lock)) await rm(folder, { recursive: true, force: true });
    }
}

/** Called by `node --test` before any test: a PostgreSQL of the tests' own, unless TEST_DATABASE_URL names one. */
export async function globalSetup(): Promise<void> {
  if (process.env.TEST_DATABASE_URL) return;
  await sweep();
  dataDir = await mkdtemp(path.join(await roomFor(), PREFIX));
  server = await startEmbedded({ dataDir, log, settings: HASTY });
  process.env.TEST_DATABASE_URL = server.url;
}

/** Called after all tests. */
export async function globalTeardown(): Promise<void> {
  await server?.stop();
  if (dataDir) await rm(dataDir, { recursive: true, force: true });
}
