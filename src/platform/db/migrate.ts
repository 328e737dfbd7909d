import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';

export type MigrationSource = {
  /** The module, which is also its PostgreSQL schema (dashes become underscores). */
  module: string;
  /** Its folder of `YYYYMMDDTHHMM-verb-noun.sql` files. */
  folder: string;
};

export type Migration = { module: string; name: string; sql: string; sha256: string };

/** The role that the running program takes on. It owns nothing: it cannot alter a table, a trigger or a right. */
export const APP_ROLE = 'fansipan_app';

/** The schema of a module: its id with `_` for `-`. */
export const schemaOf = (module: string): string => module.replaceAll('-', '_');

const NAME = /^\d{8}T\d{4}-[a-z0-9-]+\.sql$/;

/** All migrations of `sources`, in the order in which they are to run: by time stamp, then as the modules are listed. */
export async function readMigrations(sources: readonly MigrationSource[]): Promise<Migration[]> {
  const found: Array<Migration & { order: number }> = [];
  for (const [order, { module, folder }] of sources.entries()) {
    const names = await readdir(folder).catch(() => [] as string[]);
    for (const name of names.filter(n => n.endsWith('.sql'))) {
      if (!NAME.test(name))
        throw new Error(`migration ${module}/${name}: expected YYYYMMDDTHHMM-verb-noun.sql`);
      const sql = await readFile(path.join(folder, name), 'utf8');
      found.push({ module, name, sql, order, sha256: createHash('sha256').update(sql).digest('hex') });
    }
  }
  found.sort(
    (a, b) =>
      a.name.slice(0, 13).localeCompare(b.name.slice(0, 13)) ||
      a.order - b.order ||
      a.name.localeCompare(b.name),
  );
  return found.map(({ order: _, ...migration }) => migration);
}

/** Makes the app's role where there is none, and lets the owner of the database take it on. */
export const TAKE_ON_APP_ROLE = `
  DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${APP_ROLE}') THEN CREATE ROLE ${APP_ROLE} NOLOGIN; END IF;
    EXECUTE format('GRANT ${APP_ROLE} TO %I', current_user);
  EXCEPTION
    WHEN duplicate_object OR unique_violation THEN NULL;
    -- The server's administrator has made the role and granted it: nothing is left to grant (docs/operations/own-postgresql.md).
    WHEN insufficient_privilege THEN
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${APP_ROLE}') OR NOT pg_has_role('${APP_ROLE}', 'MEMBER') THEN RAISE; END IF;
  END $$;`;

const BOOTSTRAP = `${TAKE_ON_APP_ROLE}
  CREATE SCHEMA IF NOT EXISTS platform;
  GRANT USAGE ON SCHEMA platform TO ${APP_ROLE};
  CREATE TABLE IF NOT EXISTS platform.migration (
    module text NOT NULL, name text NOT NULL, sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (module, name));
  GRANT SELECT ON platform.migration TO ${APP_ROLE};`;

const OPEN_SCHEMA = (schema: string) => `
  CREATE SCHEMA IF NOT EXISTS ${schema};
  GRANT USAGE ON SCHEMA ${schema} TO ${APP_ROLE};
  ALTER DEFAULT PRIVILEGES IN SCHEMA ${schema} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${APP_ROLE};
  ALTER DEFAULT PRIVILEGES IN SCHEMA ${schema} GRANT USAGE, SELECT ON SEQUENCES TO ${APP_ROLE};`;

/**
 * Brings the database at `url` to the newest migration, one transaction a file, under one lock (any number of processes
 * may start at once). The app's role gets SELECT, INSERT, UPDATE and DELETE on each schema's tables; a migration takes
 * away what its tables must not allow.
 * Returns the names applied now. Throws when a file that has landed was changed or is gone.
 */
export async function migrate(
  url: string,
  sources: readonly MigrationSource[],
  onApply?: (name: string) => void,
): Promise<string[]> {
  const migrations = await readMigrations(sources);
  const client = new pg.Client({ connectionString: url, application_name: 'fansipan-migrate' });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock(hashtext('fansipan.migrate'))");
    await client.query(BOOTSTRAP);
    const landed = new Map<string, string>(
      (await client.query('SELECT module, name, sha256 FROM platform.migration')).rows.map(r => [
        `${r.module}/${r.name}`,
        r.sha256,
      ]),
    );
    const applied: string[] = [];
    for (const { module, name, sql, sha256 } of migrations) {
      const key = `${module}/${name}`;
      const before = landed.get(key);
      landed.delete(key);
      if (before === sha256) continue;
      if (before)
        throw new Error(`migration ${key} was changed after it had been applied: add a new file instead`);
      await client.query('BEGIN');
      try {
        await client.query(OPEN_SCHEMA(schemaOf(module)));
        await client.query(sql);
        await client.query('INSERT INTO platform.migration (module, name, sha256) VALUES ($1, $2, $3)', [
          module,
          name,
          sha256,
        ]);
        await client.query('COMMIT');
      } catch (error) {
        await client.query('ROLLBACK');
        throw new Error(`migration ${key}: ${(error as Error).message}`, { cause: error });
      }
      applied.push(key);
      onApply?.(key);
    }
    if (landed.size)
      throw new Error(`applied migrations whose files are gone: ${[...landed.keys()].join(', ')}`);
    return applied;
  } finally {
    await client.end();
  }
}
