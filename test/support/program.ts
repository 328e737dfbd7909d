import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openProgram, startProgram as start } from '#app/program';
import { type DemoAccounts, readDemoAccounts } from '#engines/identity';
import type { Clock } from '#platform/clock';
import { loadConfig } from '#platform/config';
import { type Db, openDb } from '#platform/db';
import type { Env } from '#platform/env';
import { createLog } from '#platform/log';
import { testServerUrl } from './server.ts';

export type TestProgram = {
  env: Env;
  /** `http://127.0.0.1:21234`, without a slash at the end. */
  url: string;
  dataDir: string;
  databaseUrl: string;
  /** The demo's accounts, with passwords and TOTP secrets. */
  accounts: DemoAccounts;
  stop(): Promise<void>;
};

const SECRET = 'tests-only-0f4c1d6e8b7a29355e1c0d9f8a7b6c5d4e3f2a1b';

const named = (url: string, database: string) => {
  const u = new URL(url);
  u.pathname = `/${database}`;
  return u.toString();
};

async function asAdmin(sql: string): Promise<void> {
  const admin = openDb({ url: await testServerUrl(), max: 1 });
  await admin.query(sql).finally(() => admin.close());
}

// Below the range from which the system takes ports for outgoing connections.
function freePort(): Promise<number> {
  const port = 20_000 + Math.floor(Math.random() * 12_000);
  const probe = createServer();
  return new Promise(resolve => {
    probe.once('error', () => resolve(freePort()));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(port)));
  });
}

const configFor = (databaseUrl: string, dataDir: string, port: number, more: Record<string, string> = {}) =>
  loadConfig({
    NODE_ENV: 'test',
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    PORT: String(port),
    HOST: '127.0.0.1',
    BASE_URL: `http://127.0.0.1:${port}`,
    LOG_LEVEL: 'silent',
    SECRET,
    ...more,
  });

type Snapshot = { database: string; dataDir: string };
let snapshot: Promise<Snapshot> | undefined;

/** The demo province, made once a run: each program of a test starts from a copy. */
async function makeSnapshot(): Promise<Snapshot> {
  const database = `demo_${randomBytes(6).toString('hex')}`;
  const dataDir = await mkdtemp(path.join(tmpdir(), 'fansipan-demo-'));
  await asAdmin(`CREATE DATABASE ${database}`);
  const config = configFor(named(await testServerUrl(), database), dataDir, await freePort());
  const program = await start(config, { demo: true, log: createLog('silent') });
  await program.stop();
  process.once('exit', () => rmSync(dataDir, { recursive: true, force: true }));
  return { database, dataDir };
}

/** A demo province of its own, with nothing running in it: no worker, no sealer, no page. `owner` sees all tables. `stop` it when done. */
export async function openDemo(clock: Clock): Promise<{ env: Env; owner: Db; stop(): Promise<void> }> {
  snapshot ??= makeSnapshot();
  const from = await snapshot;
  const database = `still_${randomBytes(6).toString('hex')}`;
  const dataDir = await mkdtemp(path.join(tmpdir(), 'fansipan-still-'));
  await asAdmin(`CREATE DATABASE ${database} TEMPLATE ${from.database} STRATEGY file_copy`);
  await cp(from.dataDir, dataDir, { recursive: true });
  const config = configFor(named(await testServerUrl(), database), dataDir, 1);
  const { env, close } = await openProgram(config, { demo: true, log: createLog('silent'), clock });
  const owner = openDb({ url: config.DATABASE_URL ?? '', max: 1 });
  return {
    env,
    owner,
    stop: async () => {
      await owner.close();
      await close();
      await asAdmin(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/**
 * The whole program over a demo province of its own, on a port of its own, with sealer and worker. `clock`: a
 * time of its own. `stop` it when done.
 */
export async function startProgram(
  settings: Record<string, string> = {},
  clock?: Clock,
): Promise<TestProgram> {
  snapshot ??= makeSnapshot();
  const from = await snapshot;
  const database = `journey_${randomBytes(6).toString('hex')}`;
  const dataDir = await mkdtemp(path.join(tmpdir(), 'fansipan-journey-'));
  await asAdmin(`CREATE DATABASE ${database} TEMPLATE ${from.database} STRATEGY file_copy`);
  await cp(from.dataDir, dataDir, { recursive: true });
  const databaseUrl = named(await testServerUrl(), database);
  const port = await freePort();
  const config = configFor(databaseUrl, dataDir, port, settings);
  const missing = new Set<string>();
  const log = Object.assign(createLog('silent'), {
    warn: (what: { key?: string }, message?: string) => {
      if (message === 'text missing') missing.add(String(what.key));
    },
  });
  const program = await start(config, { demo: true, log, ...(clock && { clock }) });
  const accounts = await readDemoAccounts(dataDir);
  if (!accounts) throw new Error('the demo has no accounts');
  return {
    env: program.env,
    url: `http://127.0.0.1:${port}`,
    dataDir,
    databaseUrl,
    accounts,
    stop: async () => {
      await program.stop();
      await asAdmin(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
      await rm(dataDir, { recursive: true, force: true });
      // Whoever saw it saw the key.
      if (missing.size) throw new Error(`texts missing: ${[...missing].join(', ')}`);
    },
  };
}
