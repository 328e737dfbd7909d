import { rmSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startProgram } from '#app/program';
import { loadConfig } from '#platform/config';
import { type Db, openDb } from '#platform/db';
import { startEmbedded } from '#platform/embedded';
import { createLog } from '#platform/log';
import { atEnd } from './at-end.ts';
import { killServers, postgresOf, type ServerProcess, startServer } from './processes.ts';

/** An installation of its own: data folder with embedded PostgreSQL, durable as anybody's, and the demo province. */
export type Installation = {
  dataDir: string;
  settings: Record<string, string>;
  start(args?: readonly string[], more?: Record<string, string>): Promise<ServerProcess>;
  /** The database as its owner, while its server runs. */
  owner: Db;
  /** Kills what still runs, and removes the folder. */
  remove(): Promise<void>;
};

// Below the range from which the system takes ports for outgoing connections.
export function freePort(): Promise<number> {
  const port = 20_000 + Math.floor(Math.random() * 12_000);
  const probe = createServer();
  return new Promise(resolve => {
    probe.once('error', () => resolve(freePort()));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(port)));
  });
}

const log = createLog('silent');
const tmp = (what: string) => mkdtemp(path.join(tmpdir(), `fansipan-${what}-`));

async function killPostgres(dataDir: string): Promise<void> {
  const pid = postgresOf(dataDir);
  if (!pid) return;
  process.kill(pid, 'SIGCONT');
  process.kill(pid, 'SIGQUIT');
  for (let i = 0; postgresOf(dataDir) && i < 200; i++) await sleep(25);
}

const settingsFor = (dataDir: string, port: number) => ({
  DATA_DIR: dataDir,
  PORT: String(port),
  HOST: '127.0.0.1',
  BASE_URL: `http://127.0.0.1:${port}`,
});

let made: Promise<string> | undefined;

/** A first start and an orderly stop, once a run; each installation begins as a copy of it. */
async function makeFirst(): Promise<string> {
  const dataDir = await tmp('first');
  process.once('exit', () => rmSync(dataDir, { recursive: true, force: true }));
  // Held open without waiting for the disk; the program adopts it.
  const starting = startEmbedded({ dataDir, log, settings: { fsync: 'off' } });
  // The program that is being set up holds the server too, so it does not stop for being given up here.
  const stopped = atEnd(async () => {
    await (await starting).stop();
    await killPostgres(dataDir);
  });
  const server = await starting;
  try {
    const config = loadConfig({
      ...settingsFor(dataDir, await freePort()),
      NODE_ENV: 'test',
      LOG_LEVEL: 'silent',
    });
    await startProgram(config, { demo: true, log }).then(program => program.stop());
  } finally {
    await server.stop();
    stopped();
  }
  return dataDir;
}

export type PlaceOptions = {
  settings?: Record<string, string>;
  /** Settings of each of its processes alone. */
  settingsOf?(nth: number, dataDir: string): Record<string, string>;
  /** Makes something else of the data folder before anything is in it; what it returns is called when it is to be removed. */
  furnish?(dataDir: string): Promise<() => Promise<void>>;
};

export async function installation(options: PlaceOptions = {}): Promise<Installation> {
  made ??= makeFirst();
  const first = await made;
  const dataDir = await tmp('faults');
  const owner = openDb({
    url: `postgresql:///fansipan?host=${encodeURIComponent(path.join(dataDir, 'run', 'db'))}&user=fansipan`,
    max: 2,
  });
  let clear: (() => Promise<void>) | undefined;
  const started: ServerProcess[] = [];
  let removing: Promise<void> | undefined;
  const remove = () =>
    (removing ??= (async () => {
      removed();
      await owner.close();
      for (const server of started) server.kill('SIGKILL');
      await Promise.all(started.map(server => server.ended));
      await killPostgres(dataDir);
      await clear?.();
      await rm(dataDir, { recursive: true, force: true });
    })());
  // One that was just starting is not among those that have started.
  const removed = atEnd(() => killServers().then(remove));
  clear = await options.furnish?.(dataDir);
  await cp(first, dataDir, { recursive: true, preserveTimestamps: true });
  const settings = { ...settingsFor(dataDir, await freePort()), ...options.settings };
  return {
    dataDir,
    settings,
    owner,
    start: async (args = [], more = {}) => {
      if (removing) throw new Error('the installation is being removed');
      const server = await startServer({ ...settings, ...more }, args);
      started.push(server);
      return server;
    },
    remove,
  };
}
