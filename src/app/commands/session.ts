import { type Config, findMisspelt, loadConfig, prepareDataDir } from '#platform/config';
import { type Db, openDb } from '#platform/db';
import { type Embedded, startEmbedded } from '#platform/embedded';
import type { Env } from '#platform/env';
import { ledgerService } from '#platform/ledger';
import { createLog } from '#platform/log';
import { furnish, openProgram } from '../program.ts';
import type { Io } from './io.ts';
import { misspeltText } from './settings-words.ts';

/** The settings, and a word about variables that look like one and are none. Throws `ConfigError`. */
export function configOf(io: Io, more: Record<string, string> = {}): Config {
  const config = loadConfig({ ...io.env, ...more });
  for (const misspelt of findMisspelt(io.env)) io.note(misspeltText(io.t, misspelt));
  return config;
}

/** The log of a short command: its words go to the terminal, and what happens below to nobody unless asked for. */
export const quietLog = (config: Config) => createLog(config.LOG_LEVEL === 'debug' ? 'debug' : 'silent');

/** Runs `work` with everything ready, but nothing served, and closes it again. The database is migrated first. */
export async function withProgram<T>(io: Io, work: (env: Env) => Promise<T>): Promise<T> {
  const config = configOf(io);
  const { env, close } = await openProgram(config, { log: quietLog(config) });
  try {
    return await work(env);
  } finally {
    await close();
  }
}

/** As `withProgram`; where a fresh installation is a demo, its province is made first, without dossiers. */
export async function withDemo<T>(io: Io, work: (env: Env) => Promise<T>): Promise<T> {
  const config = configOf(io);
  const opened = await openProgram(config, { log: quietLog(config) });
  try {
    const onProgress = (what: string) => io.note(io.t('cli.start.doing', { what }));
    if (opened.fresh && opened.env.site.demo) await furnish(opened, config, { dossiers: 0, onProgress });
    return await work(opened.env);
  } finally {
    await opened.close();
  }
}

export type Owned = {
  db: Db;
  url: string;
  /** The embedded server; undefined for a database of one's own. */
  server: Embedded | undefined;
};

/** Runs `work` with the database as it is, not migrated, as its owner. */
export async function withDatabase<T>(config: Config, work: (owned: Owned) => Promise<T>): Promise<T> {
  await prepareDataDir(config);
  const log = quietLog(config);
  const server = config.DATABASE_URL ? undefined : await startEmbedded({ dataDir: config.DATA_DIR, log });
  const url = config.DATABASE_URL ?? server?.url ?? '';
  const db = openDb({ url, max: 2, applicationName: 'fansipan-command' });
  try {
    return await work({ db, url, server });
  } finally {
    await db.close();
    await server?.stop();
  }
}

/** An act of the one who sits at the machine: entered in the ledger as the system's. */
export const systemAct = (env: Env) => ({
  ledger: env.get(ledgerService),
  actor: 'system',
  at: env.clock.now(),
});
