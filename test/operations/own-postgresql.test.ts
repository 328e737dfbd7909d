import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { APP_ROLE, type Db, openDb } from '#platform/db';
import { runCommand } from '#test/command';
import { testServerUrl } from '#test/server';

describe('a PostgreSQL of one’s own', () => {
  const role = `own_${randomBytes(6).toString('hex')}`;
  let admin: Db;
  let url: string;
  let dataDir: string;

  /** The database with that name, as `user`. */
  const at = (base: string, user: string): string => {
    const u = new URL(base);
    u.pathname = `/${role}`;
    u.searchParams.set('user', user);
    u.username = user;
    return u.toString();
  };

  // As docs/operations/own-postgresql.md says; the app's role is there already, made by the server's administrator.
  before(async () => {
    const server = await testServerUrl();
    admin = openDb({ url: server, max: 1 });
    dataDir = await mkdtemp(path.join(tmpdir(), 'fansipan-own-'));
    await admin.query(
      `DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${APP_ROLE}') THEN CREATE ROLE ${APP_ROLE} NOLOGIN; END IF; END $$`,
    );
    await admin.query(`CREATE ROLE ${role} LOGIN NOSUPERUSER CREATEROLE`);
    await admin.query(`GRANT ${APP_ROLE} TO ${role}`);
    await admin.query(`GRANT pg_read_all_stats TO ${role}`);
    await admin.query(`CREATE DATABASE ${role} OWNER ${role} ENCODING 'UTF8' TEMPLATE template0`);
    url = at(server, role);
    const there = openDb({ url: at(server, new URL(server).username || 'fansipan'), max: 1 });
    for (const extension of ['btree_gin', 'btree_gist', 'pg_trgm', 'unaccent'])
      await there.query(`CREATE EXTENSION IF NOT EXISTS ${extension}`);
    await there.close();
  });
  after(async () => {
    await admin.query(`DROP DATABASE IF EXISTS ${role} WITH (FORCE)`);
    await admin.query(`DROP ROLE IF EXISTS ${role}`);
    await admin.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  test('is migrated by its owner, who is no superuser, and a second time there is nothing to do', async () => {
    const env = {
      DATABASE_URL: url,
      DATA_DIR: dataDir,
      NODE_ENV: 'test',
      LOG_LEVEL: 'silent',
      SECRET: 's'.repeat(48),
    };
    const own = openDb({ url, max: 1 });
    try {
      const { superuser } = await own.one<{ superuser: boolean }>(
        'SELECT rolsuper AS superuser FROM pg_roles WHERE rolname = current_user',
      );
      assert.equal(superuser, false);
    } finally {
      await own.close();
    }
    for (let i = 0; i < 2; i++) {
      const { code, out, notes } = await runCommand(['migrate'], env);
      assert.equal(code, 0, out + notes);
    }
  });
});
