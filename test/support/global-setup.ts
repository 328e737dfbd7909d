import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
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
  max_wal_size: '2GB',
};

const PREFIX = 'fansipan-test-';
const log = createLog('silent');

// A run that was killed leaves its server behind. Whoever adopts one that nobody uses stops it when he leaves.
async function sweep(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const folder = path.join(tmpdir(), name);
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
  dataDir = await mkdtemp(path.join(tmpdir(), PREFIX));
  server = await startEmbedded({ dataDir, log, settings: HASTY });
  process.env.TEST_DATABASE_URL = server.url;
}

/** Called after all tests. */
export async function globalTeardown(): Promise<void> {
  await server?.stop();
  if (dataDir) await rm(dataDir, { recursive: true, force: true });
}
