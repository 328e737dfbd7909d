import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { fixedClock } from '#platform/clock';
import type { Env } from '#platform/env';
import { bareWords } from '#test/bare-words';
import { type TestDatabase, testDatabase } from '#test/database';
import { loadDemoProvince } from './demo/province.ts';
import { unitsCheck } from './doctor.ts';
import { organisation } from './module.ts';

describe('organisation: doctor', () => {
  let database: TestDatabase;
  before(async () => {
    database = await testDatabase([organisation]);
  });
  after(() => database.drop());

  test('the doctor misses units, then that somebody confirms the agencies', async () => {
    const env = { db: database.db, clock: fixedClock('2026-11-20T02:00:00Z') } as unknown as Env;
    assert.equal((await unitsCheck.run(env, bareWords)).state, 'bad');
    await loadDemoProvince(database.db);
    const real = await unitsCheck.run(env, bareWords);
    assert.equal(real.state, 'warn');
    assert.match(real.found, /^organisation\.doctor\.units 99 650/);
  });
});
