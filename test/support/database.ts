import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';
import { APP_ROLE, type Db, openDb, readMigrations } from '#platform/db';
import { prepareDatabase } from '#platform/jobs';
import { type ModuleDefinition, migrationSources } from '#platform/module';
import { testServerUrl } from './server.ts';

export type TestDatabase = {
  db: Db /** As the owner, who may do anything: to tamper. */;
  owner: Db;
  url: string;
  drop(): Promise<void>;
};

const named = (url: string, database: string) => {
  const u = new URL(url);
  u.pathname = `/${database}`;
  return u.toString();
};

const templates = new Map<string, Promise<string>>();

// Migrating takes a second, copying the migrated database 50 ms: one template for each set of migrations.
async function makeTemplate(server: string, modules: readonly ModuleDefinition[]): Promise<string> {
  const sources = migrationSources(modules);
  const hash = createHash('sha256')
    .update(JSON.stringify(await readMigrations(sources)))
    .digest('hex')
    .slice(0, 16);
  const name = `template_${hash}`;
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock(hashtext('fansipan.test.template'))");
    const { rows } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rows.length === 0) {
      await client.query(`CREATE DATABASE ${name}_new`).catch(async () => {
        await client.query(`DROP DATABASE ${name}_new WITH (FORCE)`);
        await client.query(`CREATE DATABASE ${name}_new`);
      });
      await prepareDatabase(named(server, `${name}_new`), sources);
      await client.query(`ALTER DATABASE ${name}_new RENAME TO ${name}`);
    }
  } finally {
    await client.end();
  }
  return name;
}

/**
 * A database with the migrations of `modules` (list them with all that they need, in order), otherwise empty, on a real
 * PostgreSQL, of this test's own. `drop` it when done.
 */
export async function testDatabase(modules: readonly ModuleDefinition[]): Promise<TestDatabase> {
  const server = await testServerUrl();
  const key = modules.map(m => m.id).join();
  if (!templates.has(key)) templates.set(key, makeTemplate(server, modules));
  const from = await templates.get(key)!;
  const name = `test_${randomBytes(6).toString('hex')}`;
  const admin = openDb({ url: server, max: 1 });
  await admin.query(`CREATE DATABASE ${name} TEMPLATE ${from} STRATEGY file_copy`);
  const url = named(server, name);
  const db = openDb({ url, role: APP_ROLE, max: 20 });
  const owner = openDb({ url, max: 5 });
  return {
    db,
    owner,
    url,
    drop: async () => {
      await db.close();
      await owner.close();
      await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await admin.close();
    },
  };
}
