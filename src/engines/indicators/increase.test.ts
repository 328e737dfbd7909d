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

  test('many at once count as one after the other: what is taken back, and what is counted again after that', async () => {
    const indicator = 'cases.stopped';
    const what = { indicator, agencyId: bacHa, day: '2026-12-05', about: 'x' };
    const [stays, goes, comesBack, early] = [newId(), newId(), newId(), newId()];
    const saying = [
      { ...what, subject: stays },
      { ...what, subject: goes },
      { ...what, subject: goes, by: -1 },
      { ...what, subject: comesBack },
      { ...what, subject: comesBack, by: -1 },
      { ...what, subject: comesBack },
      { ...what, subject: early, by: -1 },
      { ...what, subject: early },
      { ...what, agencyId: saPa, subject: goes },
    ];
    const told = async () => {
      const days = { from: '2026-12-01', to: '2026-12-31' };
      const page = { limit: 10, offset: 0 };
      const here = await listCounted(t.db, indicator, days, { agencyIds: [bacHa], about: null }, page);
      const sum = await sumsByAgency(t.db, [indicator], days, { agencyIds: [bacHa] });
      return [here.map(r => r.subject).sort(), sum[0]?.sums[indicator]];
    };
    const begin = () => t.db.tx(tx => increase(tx, { ...what, subject: early }));
    await begin();
    for (const one of saying) await t.db.tx(tx => increase(tx, one));
    const oneByOne = await told();
    await t.db.tx(tx => resetIndicators(tx, [indicator]));
    await begin();
    await t.db.tx(tx => increase(tx, saying));
    assert.deepEqual(await told(), oneByOne);
    assert.deepEqual(oneByOne, [[stays, comesBack, early].sort(), 3]);
    await t.db.tx(tx => resetIndicators(tx, [indicator]));
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
