import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import { type MigrationSource, migrate } from '#platform/db';
import { jobsPool } from './pool.ts';
import { quiet } from './quiet.ts';

/**
 * Brings a database wholly up to date: graphile-worker's own schema, then the migrations of the modules.
 * Returns the names applied now; safe to call from several processes at once.
 */
export async function prepareDatabase(
  url: string,
  sources: readonly MigrationSource[],
  onApply?: (name: string) => void,
): Promise<string[]> {
  const pgPool = jobsPool(url, 1);
  const lock = new pg.Client({ connectionString: url });
  await lock.connect();
  try {
    await lock.query("SELECT pg_advisory_lock(hashtext('fansipan.jobs.migrate'))");
    await runMigrations({ pgPool, logger: quiet });
  } finally {
    await lock.end();
    await pgPool.end();
  }
  return migrate(url, sources, onApply);
}
