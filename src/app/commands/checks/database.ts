import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Config } from '#platform/config';
import { type Queryable, readMigrations } from '#platform/db';
import { migrationSources } from '#platform/module';
import { modules } from '../../modules.ts';
import type { Io } from '../io.ts';
import { type Finding, findingsOf } from './finding.ts';

const OLDEST = 150_000;

type Facts = {
  version: string;
  number: number;
  encoding: string;
  fsync: string;
  commit: string;
  prepared: number;
  connections: number;
};

const readFacts = (q: Queryable) =>
  q.one<Facts>(
    `SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS number,
            current_setting('server_encoding') AS encoding, current_setting('fsync') AS fsync,
            current_setting('synchronous_commit') AS commit,
            current_setting('max_prepared_transactions')::int AS prepared,
            current_setting('max_connections')::int AS connections`,
  );

/** What the program needs of its PostgreSQL. */
export async function checkDatabase(io: Io, q: Queryable, config: Config): Promise<Finding[]> {
  const { ok, warn, bad } = findingsOf(io, 'database');
  const facts = await readFacts(q);
  const found: Finding[] = [];
  if (facts.number < OLDEST) found.push(bad('old', 'mend-old', facts));
  if (facts.encoding !== 'UTF8') found.push(bad('encoding', 'mend-encoding', facts));
  if (facts.fsync !== 'on') found.push(bad('fsync', 'mend-fsync', facts));
  if (facts.commit === 'off') found.push(bad('commit', 'mend-commit', facts));
  if (facts.prepared > 0) found.push(warn('prepared', 'mend-prepared', facts));
  if (facts.connections < config.DATABASE_POOL * 2 + 10)
    found.push(warn('connections', 'mend-connections', { ...facts, pool: config.DATABASE_POOL }));
  return [ok(config.DATABASE_URL ? 'own' : 'embedded', facts), ...found];
}

/** The embedded server's database is made by the first start, not by who looks whether all is well: said where there is none yet. */
export function checkEmbedded(io: Io, config: Config): Finding | undefined {
  if (config.DATABASE_URL || existsSync(path.join(config.DATA_DIR, 'postgres', 'PG_VERSION')))
    return undefined;
  return findingsOf(io, 'database').warn('none', 'mend-none');
}

/** Whether all that the program's files say has been done to the database. */
export async function checkMigrations(io: Io, q: Queryable): Promise<Finding> {
  const { ok, bad } = findingsOf(io, 'migrations');
  const files = await readMigrations(migrationSources(modules));
  const { there } = await q.one<{ there: boolean }>(
    "SELECT to_regclass('platform.migration') IS NOT NULL AS there",
  );
  const landed = there
    ? await q.query<{ key: string; sha256: string }>(
        "SELECT module || '/' || name AS key, sha256 FROM platform.migration",
      )
    : [];
  const known = new Map(landed.map(row => [row.key, row.sha256]));
  const changed = files.find(
    f => known.has(`${f.module}/${f.name}`) && known.get(`${f.module}/${f.name}`) !== f.sha256,
  );
  if (changed) return bad('changed', 'mend-changed', { name: `${changed.module}/${changed.name}` });
  const waiting = files.filter(f => !known.has(`${f.module}/${f.name}`)).length;
  return waiting ? bad('waiting', 'mend', { count: waiting }) : ok('ok', { count: files.length });
}
