import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { organisation } from '#engines/organisation';
import { ledger } from '#platform/ledger';
import { type TestDatabase, testDatabase } from '#test/database';
import { identity, listRoles } from '../index.ts';
import { permissionsPage } from '../testing/permissions-page.ts';

describe('identity: rights/permissions page', () => {
  const FILE = path.join(import.meta.dirname, '../../../../docs/permissions.md');

  let database: TestDatabase;
  before(async () => {
    database = await testDatabase([ledger, organisation, identity]);
  });
  after(() => database.drop());

  test('docs/permissions.md says what the roles of a fresh installation allow (UPDATE_DOCS=1 writes it)', async () => {
    const page = permissionsPage(await listRoles(database.db));
    if (process.env.UPDATE_DOCS) await writeFile(FILE, page);
    assert.equal(await readFile(FILE, 'utf8'), page);
  });
});
