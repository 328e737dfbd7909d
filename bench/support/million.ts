// A province with so many synthetic dossiers, for benches that ask how things grow. Made once and kept between runs, in the user's cache
// (~/.cache/fansipan/provinces) or where BENCH_CACHE says: docs/operations/simulate.md says what it costs.
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { mkdir, readFile, rename, rm, statfs, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { startProgram } from '#app/program';
import { loadConfig } from '#platform/config';
import { openDb } from '#platform/db';
import { startEmbedded } from '#platform/embedded';
import { ledgerService } from '#platform/ledger';
import { createLog } from '#platform/log';
import { simulate } from '#systems/simulation';

const ROOT = path.dirname(path.dirname(import.meta.dirname));
const SEED = 'bench';
const NOTE = 'made.json';
const [FROM, TO] = ['2024-07-01', '2026-10-31'];
const SEALED_WITHIN_MS = 7_200_000;
const BYTES_A_DOSSIER = 24_000;
// The first is cut off where a log is kept beside it, so that nothing is lost; while it is made, nothing need be kept.
const WHILE_MADE = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  shared_buffers: '1GB',
  max_wal_size: '8GB',
  work_mem: '64MB',
  maintenance_work_mem: '512MB',
  autovacuum: 'off',
};

/** Dossiers, and how many of them are alike: of a thousand applications ten each, of ten thousand a hundred each. */
const SIZES = { 10_000: 10, 1_000_000: 100 } as const;
export type Size = keyof typeof SIZES;

export type Province = {
  /** Of its database, as owner; it runs until `stop`. */
  url: string;
  dataDir: string;
  /** How long it took to make, in seconds, when it was made. */
  made: { simulated: number; sealed: number };
  stop(): Promise<void>;
};

const cacheFolder = (): string =>
  process.env.BENCH_CACHE ??
  path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'fansipan', 'provinces');

/** Another schema, another way of making it, another seed or another size is another province. */
function nameOf(dossiers: number): string {
  const key = createHash('sha256').update(`${SEED} ${FROM} ${TO}`);
  const made = globSync('src/systems/simulation/**/*.{ts,sql}', { cwd: ROOT });
  for (const file of ['docs/schema.txt', ...made.filter(f => !f.endsWith('.test.ts')).sort()])
    key.update(readFileSync(path.join(ROOT, file)));
  return `${dossiers}-${key.digest('hex').slice(0, 12)}`;
}

const seconds = (since: number) => (performance.now() - since) / 1000;

/** Throws an Error that says what is needed where the disk of the cache has not the room. */
async function checkRoom(cache: string, dossiers: number): Promise<void> {
  const { bavail, bsize } = await statfs(cache);
  const [free, needed] = [bavail * bsize, dossiers * BYTES_A_DOSSIER];
  const gb = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`;
  if (free < needed)
    throw new Error(`${dossiers} dossiers need ${gb(needed)} at ${cache}, where ${gb(free)} are free: set BENCH_CACHE`);
}

async function make(dataDir: string, dossiers: Size, onProgress: (said: string) => void): Promise<Province['made']> {
  const log = createLog('error');
  const server = await startEmbedded({ dataDir, log, settings: WHILE_MADE });
  const settings = { NODE_ENV: 'development', DATA_DIR: dataDir, DATABASE_URL: server.url, LOG_LEVEL: 'error' };
  const program = await startProgram(loadConfig(settings), { demo: true, role: 'worker', log });
  const owner = openDb({ url: server.url, max: 1 });
  try {
    let since = performance.now();
    const order = { dossiers, from: FROM, to: TO, seed: SEED, bulk: true, alike: SIZES[dossiers] };
    await simulate(program.env, {
      ...order,
      onProgress: done => onProgress(`${done} of ${dossiers} dossiers, ${seconds(since).toFixed(0)} s`),
    });
    const simulated = seconds(since);
    onProgress('sealing');
    since = performance.now();
    await program.env.get(ledgerService).sealer.sealOnce({ waitMs: SEALED_WITHIN_MS });
    const sealed = seconds(since);
    onProgress('counting for the planner');
    // Without figures the planner guesses, and what is measured is its guess.
    await owner.query('SET statement_timeout = 0');
    await owner.query('VACUUM ANALYZE');
    return { simulated, sealed };
  } finally {
    await owner.close();
    await program.stop();
    await server.stop();
  }
}

const onTerminal = (dossiers: number) => (said: string) => {
  process.stderr.write(`${process.stderr.isTTY ? '\r\x1b[K' : ''}province of ${dossiers}: ${said}${process.stderr.isTTY ? '' : '\n'}`);
};

/** The province with so many dossiers, started. What a bench writes into it stays there: few rows beside many. */
export async function provinceOf(dossiers: Size): Promise<Province> {
  const cache = cacheFolder();
  const dataDir = path.join(cache, nameOf(dossiers));
  if (!existsSync(dataDir)) {
    const draft = `${dataDir}.draft`;
    // One that was cut off is no province.
    await rm(draft, { recursive: true, force: true });
    await mkdir(draft, { recursive: true, mode: 0o700 });
    await checkRoom(cache, dossiers);
    const made = await make(draft, dossiers, onTerminal(dossiers));
    await writeFile(path.join(draft, NOTE), JSON.stringify(made));
    await rename(draft, dataDir);
  }
  const made: Province['made'] = JSON.parse(await readFile(path.join(dataDir, NOTE), 'utf8'));
  const server = await startEmbedded({ dataDir, log: createLog('error') });
  return { url: server.url, dataDir, made, stop: () => server.stop() };
}
