import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { organisation } from '#engines/organisation';
import { newId } from '#platform/db';
import { type TestDatabase, testDatabase } from '#test/database';
import { increase, indicators, listCounted, resetIndicators, sumsByAbout, sumsByAgency } from './index.ts';

describe('indicators: sums', () => {
  let t: TestDatabase;
  const [bacHa, saPa] = [newId(), newId()];
  before(async () => {
    t = await testDatabase([organisation, indicators]);
    for (const id of [bacHa, saPa])
      await t.owner.run('INSERT INTO organisation.agency (id) VALUES ($1)', [id]);
  });
  after(() => t.drop());

  const add = (
    agencyId: string,
    day: string,
    more: { indicator?: string; about?: string; by?: number } = {},
  ) => t.db.tx(tx => increase(tx, { indicator: 'cases.received', agencyId, day, ...more }));
  const sums = async (from: string, to: string, only: Parameters<typeof sumsByAgency>[3] = {}) =>
    Object.fromEntries(
      (await sumsByAgency(t.db, ['cases.received', 'cases.late'], { from, to }, only)).map(r => [
        r.agencyId,
        r.sums,
      ]),
    );

  test('what happens is added up by day, and asked for by span, agency and subject', async () => {
    await add(bacHa, '2026-11-30', { about: '1.001193' });
    await Promise.all([1, 2, 3].map(() => add(bacHa, '2026-12-01', { about: '1.001193' })));
    await add(bacHa, '2026-12-01', { about: '1.000656', by: 5 });
    await add(bacHa, '2026-12-02', { indicator: 'cases.late' });
    await add(saPa, '2026-12-31');
    assert.deepEqual(await sums('2026-12-01', '2026-12-31'), {
      [bacHa]: { 'cases.received': 8, 'cases.late': 1 },
      [saPa]: { 'cases.received': 1 },
    });
    assert.deepEqual(await sums('2026-11-01', '2026-11-30'), { [bacHa]: { 'cases.received': 1 } });
    assert.deepEqual(await sums('2026-12-01', '2026-12-31', { agencyIds: [saPa] }), {
      [saPa]: { 'cases.received': 1 },
    });
    assert.deepEqual(await sums('2026-12-01', '2026-12-31', { about: ['1.000656'] }), {
      [bacHa]: { 'cases.received': 5 },
    });
    assert.deepEqual(await sums('2027-01-01', '2027-01-31'), {});
  });

  test('a year and a bit is what its days are, and what it is about can be told apart', async () => {
    const all = await sumsByAbout(t.db, ['cases.received'], { from: '2026-11-30', to: '2026-12-31' });
    assert.deepEqual(Object.fromEntries(all.map(r => [r.about, r.sums['cases.received']])), {
      '1.001193': 4,
      '1.000656': 5,
      '': 1,
    });
    assert.deepEqual(await sums('2026-11-30', '2027-01-15'), {
      [bacHa]: { 'cases.received': 9, 'cases.late': 1 },
      [saPa]: { 'cases.received': 1 },
    });
    assert.deepEqual(await sums('2026-12-01', '2026-12-02'), {
      [bacHa]: { 'cases.received': 8, 'cases.late': 1 },
    });
  });

  test('a figure opens to the things that it counts, the latest first, and to none of another agency', async () => {
    const [first, second, elsewhere] = [newId(), newId(), newId()];
    const count = (agencyId: string, day: string, subject: string) =>
      t.db.tx(tx =>
        increase(tx, [{ indicator: 'cases.refused', agencyId, day, subject, about: '1.001193' }]),
      );
    await count(bacHa, '2026-12-03', first);
    await count(bacHa, '2026-12-04', second);
    await count(saPa, '2026-12-04', elsewhere);
    const behind = async (page = { limit: 10, offset: 0 }, about: string[] | null = null) =>
      (
        await listCounted(
          t.db,
          'cases.refused',
          { from: '2026-12-01', to: '2026-12-31' },
          { agencyIds: [bacHa], about },
          page,
        )
      ).map(r => r.subject);
    assert.deepEqual(await behind(), [second, first]);
    assert.deepEqual(await behind({ limit: 1, offset: 1 }), [first]);
    assert.deepEqual(await behind(undefined, ['1.000656']), []);
    await t.db.tx(tx => resetIndicators(tx, ['cases.refused']));
    assert.deepEqual(await behind(), []);
  });

  test('who begins again takes away what was counted, of its own only', async () => {
    await t.db.tx(tx => resetIndicators(tx, ['cases.received']));
    assert.deepEqual(await sums('2026-01-01', '2026-12-31'), { [bacHa]: { 'cases.late': 1 } });
  });

  test('an agency that there is not, or an indicator without a name, is refused by the database', async () => {
    await assert.rejects(add(newId(), '2026-12-01'));
    await assert.rejects(add(bacHa, '2026-12-01', { indicator: 'Nope!' }));
  });
});
