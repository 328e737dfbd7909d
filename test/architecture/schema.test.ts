import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { modules } from '#app/modules';
import { APP_ROLE, schemaOf } from '#platform/db';
import { type TestDatabase, testDatabase } from '#test/database';
import { ROOT } from '#test/docs';
import { schemaText } from '#test/schema-text';

// Of the migrations themselves, and of the queue's engine.
const OTHER_SCHEMAS = ['platform', 'graphile_worker'];

describe('the database', () => {
  let database: TestDatabase;
  const schemas = modules.map(m => schemaOf(m.id));
  before(async () => {
    database = await testDatabase(modules);
  });
  after(() => database.drop());

  test('is as docs/schema.txt describes it', async () => {
    const committed = await readFile(path.join(ROOT, 'docs/schema.txt'), 'utf8').catch(() => '');
    const now = await schemaText(database.owner, schemas);
    if (now === committed) return;
    const known = new Set(committed.split('\n'));
    const next = new Set(now.split('\n'));
    const changes = [
      ...[...next].filter(line => !known.has(line)).map(line => `+ ${line}`),
      ...[...known].filter(line => !next.has(line)).map(line => `- ${line}`),
    ];
    assert.fail(`review the change and run "npm run docs":\n${changes.slice(0, 40).join('\n')}`);
  });

  test('has one schema a module, and nothing outside them', async () => {
    const found = await database.owner.query<{ name: string }>(
      `SELECT DISTINCT n.nspname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`,
    );
    const allowed = new Set([...schemas, ...OTHER_SCHEMAS]);
    assert.deepEqual(
      found.map(f => f.name).filter(name => !allowed.has(name)),
      [],
    );
    assert.equal(new Set(schemas).size, schemas.length);
  });

  test('has foreign keys across schemas only along needs', async () => {
    const keys = await database.owner.query<{ key: string; from: string; to: string }>(
      `SELECT k.conname AS key, n1.nspname AS "from", n2.nspname AS "to"
       FROM pg_constraint k
       JOIN pg_class c1 ON c1.oid = k.conrelid JOIN pg_namespace n1 ON n1.oid = c1.relnamespace
       JOIN pg_class c2 ON c2.oid = k.confrelid JOIN pg_namespace n2 ON n2.oid = c2.relnamespace
       WHERE k.contype = 'f' AND n1.nspname <> n2.nspname`,
    );
    const needs = new Map(modules.map(m => [schemaOf(m.id), m.needs.map(schemaOf)]));
    assert.deepEqual(
      keys.filter(k => !needs.get(k.from)?.includes(k.to)).map(k => `${k.from} → ${k.to} (${k.key})`),
      [],
    );
  });

  test('gives the app’s role nothing to own, and no right to make anything', async () => {
    const owned = await database.owner.query(
      `SELECT classid::regclass::text AS what, objid FROM pg_shdepend
       WHERE refobjid = $1::regrole AND refclassid = 'pg_authid'::regclass AND deptype = 'o'`,
      [APP_ROLE],
    );
    assert.deepEqual(owned, []);
    const makes = await database.owner.query<{ name: string }>(
      `SELECT nspname AS name FROM pg_namespace WHERE nspname !~ '^pg_' AND has_schema_privilege($1, oid, 'CREATE')`,
      [APP_ROLE],
    );
    assert.deepEqual(makes, []);
    await assert.rejects(database.db.query('CREATE TABLE platform.intruder (n int)'), /permission denied/);
    const role = await database.owner.one<{ super: boolean; login: boolean }>(
      'SELECT rolsuper AS super, rolcanlogin AS login FROM pg_roles WHERE rolname = $1',
      [APP_ROLE],
    );
    assert.deepEqual(role, { super: false, login: false });
  });
});
