// A province with so many synthetic dossiers, for benches that ask how things grow. Made once and kept between runs, in the user's cache
// (~/.cache/fansipan/provinces) or where BENCH_CACHE says: docs/operations/simulate.md says what it costs. Its ledger is not sealed: that is a
// worker's, which these benches do without.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, statfs, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { startProgram } from '#app/program';
import { fixedClock } from '#platform/clock';
import { loadConfig } from '#platform/config';
import { type Db, openDb } from '#platform/db';
import { startEmbedded } from '#platform/embedded';
import { createLog } from '#platform/log';
import { simulate } from '#systems/simulation';

const SEED = 'bench';
const NOTE = 'made.json';
/** The province stands still in an afternoon: what is open in it stays as late as it was. */
export const NOW = '2026-11-27T16:00:00+07:00';
// The demo's officials have full desks in the small province too.
const DAYS = {
  ...{ from: '2024-07-01', to: '2026-11-27', rush: 10 },
  crowded: ['Xã Bắc Hà', 'Phường Lào Cai'],
};
// With the log that the server keeps beside it.
const BYTES_A_DOSSIER = 40_000;
// What is cut off while it is made is made anew: nothing of it need be kept.
const WHILE_MADE = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  shared_buffers: '1GB',
  max_wal_size: '8GB',
  // Of the log nothing is left over in what is kept.
  wal_recycle: 'off',
  wal_init_zero: 'off',
  work_mem: '64MB',
  maintenance_work_mem: '512MB',
  autovacuum: 'off',
};

/** Dossiers, and how many of them are alike: the same ten thousand applications, once, ten times or a hundred times. */
const SIZES = { 10000: 1, 100000: 10, 1000000: 100 } as const;
export type Size = keyof typeof SIZES;

export type Province = {
  /** Of its database, as owner; it runs until `stop`. */
  url: string;
  dataDir: string;
  /** How long it took to make, in seconds, when it was made. */
  made: { simulated: number; indexed: number; whole: number };
  stop(): Promise<void>;
};

const cacheFolder = (): string =>
  process.env.BENCH_CACHE ??
  path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'fansipan', 'provinces');

// Raise it when what is made becomes another (plans, acts, shares, the form of the library that the benches load into it): provinces of before are made anew then.
const MADE = 2;

/**
 * Another seed, other days, another size is another province. A newer schema is none: whoever opens the program over an older province
 * brings it up to date by the migrations that came since, as an update does in any installation.
 */
function nameOf(dossiers: number): string {
  const key = createHash('sha256').update(JSON.stringify([MADE, SEED, NOW, DAYS, SIZES]));
  return `${dossiers}-${key.digest('hex').slice(0, 12)}`;
}

const seconds = (since: number) => (performance.now() - since) / 1000;

/** Throws an Error that says what is needed where the disk of the cache has not the room. */
async function checkRoom(cache: string, dossiers: number): Promise<void> {
  const { bavail, bsize } = await statfs(cache);
  const [free, needed] = [bavail * bsize, dossiers * BYTES_A_DOSSIER];
  const gb = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`;
  if (free < needed)
    throw new Error(
      `${dossiers} dossiers need ${gb(needed)} at ${cache}, where ${gb(free)} are free: set BENCH_CACHE`,
    );
}

/**
 * Takes away the indexes that only serve to find dossiers, tasks and entries, and returns the statements that make them anew: sorted
 * once, they cost a fraction of what they cost row by row, and are packed as those of a log that grew day by day. Of what keeps anything
 * single only the keys of entries and of personal values go, which nothing here is found by: they are judged when they are made anew.
 * What payments are judged by when the transaction ends stays: each obligation asks for the lines of its own.
 */
async function takeIndexes(owner: Db): Promise<string[]> {
  const keys = await owner.query<{ named: string; made: string }>(
    `SELECT format('ALTER TABLE %s %%s CONSTRAINT %I', conrelid::regclass, conname) AS named, pg_get_constraintdef(oid) AS made
     FROM pg_constraint WHERE contype = 'p' AND conrelid IN ('ledger.entry'::regclass, 'ledger.personal'::regclass)`,
  );
  for (const { named } of keys) await owner.query(named.replace('%s', 'DROP'));
  const rows = await owner.query<{ name: string; made: string }>(
    `SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS made
     FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname IN ('cases', 'work', 'ledger') AND NOT c.relispartition AND NOT i.indisunique
       AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.indexrelid) ORDER BY 1`,
  );
  for (const { name } of rows) await owner.query(`DROP INDEX ${name}`);
  return [
    ...keys.map(({ named, made }) => `${named.replace('%s', 'ADD')} ${made}`),
    ...rows.map(({ made }) => made.replace(' ON ONLY ', ' ON ')),
  ];
}

/** All tables, the largest first; one that has parts stands for them. */
const tablesBySize = (owner: Db): Promise<Array<{ name: string }>> =>
  owner.query(
    `SELECT c.oid::regclass::text AS name FROM pg_class c WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND NOT c.relisshared
     ORDER BY coalesce((SELECT sum(pg_total_relation_size(t.relid)) FROM pg_partition_tree(c.oid) t), pg_total_relation_size(c.oid)) DESC`,
  );

// Each builds one index or looks through one table, on a core of its own.
const BUILDERS = 2;

/** Does `work` with each of a list, so many at a time. */
async function together<T>(list: readonly T[], work: (item: T, n: number) => Promise<void>): Promise<void> {
  const left = [...list.entries()];
  const builder = async () => {
    for (let next = left.shift(); next; next = left.shift()) await work(next[1], next[0]);
  };
  await Promise.all(Array.from({ length: BUILDERS }, builder));
}

async function make(
  dataDir: string,
  dossiers: Size,
  onProgress: (said: string) => void,
): Promise<Province['made']> {
  const log = createLog('error');
  const clock = fixedClock(NOW);
  const server = await startEmbedded({ dataDir, log, settings: WHILE_MADE });
  const settings = {
    NODE_ENV: 'development',
    DATA_DIR: dataDir,
    DATABASE_URL: server.url,
    LOG_LEVEL: 'error',
  };
  const program = await startProgram(loadConfig(settings), { demo: true, role: 'web', log, clock });
  const owner = openDb({ url: server.url, max: BUILDERS });
  try {
    const since = performance.now();
    const order = { ...DAYS, dossiers, seed: SEED, bulk: true, alike: SIZES[dossiers] };
    const indexes = await takeIndexes(owner);
    // On the superuser's connection: see writeAlike.
    await simulate(
      { ...program.env, db: owner },
      {
        ...order,
        onProgress: done => onProgress(`${done} of ${dossiers} dossiers, ${seconds(since).toFixed(0)} s`),
      },
    );
    const simulated = seconds(since);
    await together(indexes, async (index, n) => {
      onProgress(`index ${n + 1} of ${indexes.length}, ${seconds(since).toFixed(0)} s`);
      await owner.query(`SET statement_timeout = 0; ${index}`);
    });
    const indexed = seconds(since) - simulated;
    onProgress(`counting for the planner, ${seconds(since).toFixed(0)} s`);
    // Without figures the planner guesses, and what is measured is its guess.
    await together(await tablesBySize(owner), ({ name }) =>
      owner.together(async q => {
        await q.query('SET statement_timeout = 0');
        await q.query(`VACUUM (ANALYZE, SKIP_DATABASE_STATS) ${name}`);
      }),
    );
    return { simulated, indexed, whole: seconds(since) };
  } finally {
    await owner.close();
    await program.stop();
    await server.stop();
  }
}

const EVERY_MS = 5_000;

/** How far it is: on a terminal in one line, elsewhere in a line every few seconds. */
function onTerminal(dossiers: number): (said: string) => void {
  const { isTTY } = process.stderr;
  let before = Number.NEGATIVE_INFINITY;
  return said => {
    if (!isTTY && performance.now() - before < EVERY_MS) return;
    before = performance.now();
    process.stderr.write(
      isTTY ? `\r\x1b[Kprovince of ${dossiers}: ${said}` : `province of ${dossiers}: ${said}\n`,
    );
  };
}

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
