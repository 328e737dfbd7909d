// A province with so many synthetic dossiers, for benches that ask how things grow. Made once and kept between runs, in .cache of the
// project or where BENCH_CACHE says: making a million takes its time (bench province says how much).
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
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
const SEALED_WITHIN_MS = 3_600_000;

export type Province = {
  /** Of its database, as owner; it runs until `stop`. */
  url: string;
  dataDir: string;
  /** How long it took to make, in seconds, when it was made. */
  made: { simulated: number; sealed: number };
  stop(): Promise<void>;
};

/** Another schema, another seed or another size is another province. */
const nameOf = (dossiers: number): string => {
  const schema = readFileSync(path.join(ROOT, 'docs', 'schema.txt'));
  const key = createHash('sha256').update(schema).update(`${SEED} ${FROM} ${TO}`).digest('hex').slice(0, 12);
  return `${dossiers}-${key}`;
};

const seconds = (since: number) => (performance.now() - since) / 1000;

async function make(dataDir: string, dossiers: number, onProgress: (done: number) => void) {
  const config = loadConfig({ NODE_ENV: 'development', DATA_DIR: dataDir, LOG_LEVEL: 'error' });
  const program = await startProgram(config, { demo: true, role: 'worker', log: createLog('error') });
  try {
    let since = performance.now();
    await simulate(program.env, { dossiers, from: FROM, to: TO, seed: SEED, bulk: true, onProgress });
    const simulated = seconds(since);
    since = performance.now();
    await program.env.get(ledgerService).sealer.sealOnce({ waitMs: SEALED_WITHIN_MS });
    const sealed = seconds(since);
    const owner = openDb({ url: program.env.db.url, max: 1 });
    // Without figures the planner guesses, and what is measured is its guess.
    await owner.query('SET statement_timeout = 0; VACUUM ANALYZE').catch(() => owner.query('ANALYZE'));
    await owner.close();
    return { simulated, sealed };
  } finally {
    await program.stop();
  }
}

/**
 * The province with so many dossiers, started. What a bench writes into it stays there: few rows beside many. `onProgress` hears how
 * many dossiers have come in while it is made.
 */
export async function provinceOf(
  dossiers: 10_000 | 1_000_000,
  onProgress: (done: number) => void = () => {},
): Promise<Province> {
  const cache = process.env.BENCH_CACHE ?? path.join(ROOT, '.cache', 'provinces');
  const dataDir = path.join(cache, nameOf(dossiers));
  if (!existsSync(dataDir)) {
    const draft = `${dataDir}.draft`;
    // One that was cut off is no province.
    await rm(draft, { recursive: true, force: true });
    await mkdir(draft, { recursive: true, mode: 0o700 });
    const made = await make(draft, dossiers, onProgress);
    await writeFile(path.join(draft, NOTE), JSON.stringify(made));
    await rename(draft, dataDir);
  }
  const made: Province['made'] = JSON.parse(await readFile(path.join(dataDir, NOTE), 'utf8'));
  const server = await startEmbedded({ dataDir, log: createLog('error') });
  return { url: server.url, dataDir, made, stop: () => server.stop() };
}
