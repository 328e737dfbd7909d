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

  test('the doctor misses units, then agencies that nobody confirmed where they matter', async () => {
    const env = (demo: boolean) =>
      ({ db: database.db, clock: fixedClock('2026-11-20T02:00:00Z'), site: { demo } }) as unknown as Env;
    assert.equal((await unitsCheck.run(env(false), bareWords)).state, 'bad');
    await loadDemoProvince(database.db);
    assert.equal((await unitsCheck.run(env(true), bareWords)).state, 'ok');
    const real = await unitsCheck.run(env(false), bareWords);
    assert.equal(real.state, 'warn');
    assert.match(real.found, /^organisation\.doctor\.units 99 650/);
  });
});
