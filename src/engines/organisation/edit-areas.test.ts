import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Tx } from '#platform/db';
import { type TestDatabase, testDatabase } from '#test/database';
import { areaByCode, findAreaByCode, listAreaVersions, resolveArea, successorsOf } from './areas.ts';
import {
  changeArea,
  correctArea,
  createArea,
  endArea,
  linkAreas,
  unlinkAreas,
  withdrawArea,
} from './edit-areas.ts';
import { organisation } from './module.ts';
import { areaFacts } from './testing/facts.ts';
import { recordingAct } from './testing/recording-act.ts';

describe('organisation: edit areas', () => {
  let database: TestDatabase;
  before(async () => {
    database = await testDatabase([organisation]);
  });
  after(() => database.drop());

  const undone = new Error('undone');
  // Every story begins with an empty database: its transaction is rolled back.
  const story = (name: string, tell: (tx: Tx) => Promise<void>) =>
    test(name, async () => {
      const told = database.db.tx(async tx => {
        await tell(tx);
        throw undone;
      });
      await assert.rejects(told, undone);
    });

  const FROM = { from: '2021-01-01', to: null };
  const commune = (code: string, name: string, parentId: string) =>
    areaFacts({ code, name, fullName: `Xã ${name}`, level: 'commune', kind: 'commune', parentId });

  story('a commune is renamed on a day, and its earlier name was misspelt: two different facts', async tx => {
    const act = recordingAct();
    const province = await createArea(tx, areaFacts({}), FROM, act);
    const typed = 'Hoà An'.normalize('NFD');
    const area = await createArea(tx, commune('90001', typed, province.id), FROM, act);
    assert.equal(area.name, 'Hoà An'.normalize('NFC'));
    await changeArea(tx, area.id, '2023-03-01', { name: 'Tân An', fullName: 'Xã Tân An' }, act);
    await correctArea(tx, area.id, area.versionId, { name: 'Hòa An', fullName: 'Xã Hòa An' }, act);
    const versions = await listAreaVersions(tx, area.id);
    assert.deepEqual(
      versions.map(v => [v.fullName, v.from, v.to]),
      [
        ['Xã Hòa An', '2021-01-01', '2023-03-01'],
        ['Xã Tân An', '2023-03-01', null],
      ],
    );
    assert.deepEqual(
      act.entries.slice(2).map(e => [e.kind, e.subject]),
      [
        ['organisation.area-changed', `area:${area.id}`],
        ['organisation.area-corrected', `area:${area.id}`],
      ],
    );
  });

  story(
    'two communes are merged under the code of one: the old code is free from that day only',
    async tx => {
      const act = recordingAct();
      const province = await createArea(tx, areaFacts({}), FROM, act);
      const a = await createArea(tx, commune('90001', 'A', province.id), FROM, act);
      const b = await createArea(tx, commune('90002', 'B', province.id), FROM, act);
      const merged = commune('90001', 'A Mới', province.id);
      const from = { from: '2024-06-01', to: null };
      await assert.rejects(createArea(tx, merged, from, act), {
        code: 'AREA_CODE_TAKEN',
        params: { code: '90001' },
      });
      await endArea(tx, a.id, '2024-06-01', act);
      await endArea(tx, b.id, '2024-06-01', act);
      const c = await createArea(tx, merged, from, act);
      for (const old of [a, b])
        await linkAreas(tx, { fromId: old.id, intoId: c.id, on: '2024-06-01', share: 'whole' }, act);
      assert.equal((await areaByCode(tx, '90001', 'commune', '2024-05-31')).id, a.id);
      assert.equal((await areaByCode(tx, '90001', 'commune', '2024-06-01')).id, c.id);
      assert.equal((await resolveArea(tx, b.id, '2026-01-01')).id, c.id);
    },
  );

  story('the database refuses two meanings of a code on one day, whoever writes them', async tx => {
    const act = recordingAct();
    await createArea(tx, areaFacts({ name: 'Một' }), { from: '2021-01-01', to: '2025-07-01' }, act);
    await createArea(tx, areaFacts({ name: 'Hai' }), { from: '2025-07-01', to: null }, act);
    const early = createArea(tx, areaFacts({ name: 'Ba' }), { from: '2025-06-30', to: '2025-07-01' }, act);
    await assert.rejects(early, { code: 'AREA_CODE_TAKEN' });
    const before = await areaByCode(tx, '99', 'province', '2025-06-30');
    const later = correctArea(tx, before.id, before.versionId, { to: '2025-07-02' }, act);
    await assert.rejects(later, { code: 'AREA_CODE_TAKEN' });
    assert.equal(act.entries.length, 2, 'nothing refused was recorded');
  });

  story(
    'a district does not end while communes hang on it, nor does a commune come without a parent',
    async tx => {
      const act = recordingAct();
      const province = await createArea(tx, areaFacts({}), FROM, act);
      const facts = areaFacts({
        code: '901',
        level: 'district',
        kind: 'rural-district',
        parentId: province.id,
      });
      const district = await createArea(tx, { ...facts, fullName: 'Huyện Thử' }, FROM, act);
      const area = await createArea(tx, commune('90001', 'A', district.id), FROM, act);
      await assert.rejects(endArea(tx, district.id, '2025-07-01', act), {
        code: 'AREA_PARENT_MISSING',
        params: { area: 'Xã A' },
      });
      await changeArea(tx, area.id, '2025-07-01', { parentId: province.id }, act);
      await endArea(tx, district.id, '2025-07-01', act);
      await endArea(tx, district.id, '2025-07-01', act);
      assert.equal(act.entries.filter(e => e.kind === 'organisation.area-ended').length, 1, 'ended once');
      await assert.rejects(endArea(tx, district.id, '2026-01-01', act), { code: 'UNIT_PERIOD_WRONG' });
      const late = createArea(tx, commune('90002', 'B', district.id), FROM, act);
      await assert.rejects(late, { code: 'AREA_PARENT_MISSING' });
      const below = createArea(tx, { ...commune('90003', 'C', area.id) }, FROM, act);
      await assert.rejects(below, { code: 'AREA_PARENT_MISSING' }, 'a commune is no parent of a commune');
    },
  );

  story('kinds, codes and periods that cannot be are refused with the reason', async tx => {
    const act = recordingAct();
    const wrong: Array<[Parameters<typeof createArea>[1], { from: string; to: string | null }, string]> = [
      [areaFacts({ kind: 'ward' }), FROM, 'AREA_KIND_WRONG'],
      [areaFacts({ code: 'x' }), FROM, 'UNIT_WRONG'],
      [areaFacts({ population: -1 }), FROM, 'UNIT_WRONG'],
      [areaFacts({}), { from: '2025-07-01', to: '2025-07-01' }, 'UNIT_PERIOD_WRONG'],
      [areaFacts({}), { from: '2025-07-02', to: '2025-07-01' }, 'UNIT_PERIOD_WRONG'],
    ];
    for (const [facts, period, code] of wrong)
      await assert.rejects(createArea(tx, facts, period, act), { code }, code);
    const area = await createArea(tx, areaFacts({}), FROM, act);
    await assert.rejects(changeArea(tx, area.id, '2021-01-01', { name: 'X' }, act), {
      code: 'UNIT_PERIOD_WRONG',
    });
    assert.equal(await findAreaByCode(tx, '99', 'province', '2020-12-31'), undefined);
  });

  story('what goes whole into one does not go in parts, and nothing into itself', async tx => {
    const act = recordingAct();
    const ids: string[] = [];
    for (const code of ['91', '92', '93'])
      ids.push((await createArea(tx, areaFacts({ code }), FROM, act)).id);
    const [a, b, c] = ids as [string, string, string];
    await endArea(tx, a, '2024-01-01', act);
    const link = { fromId: a, intoId: b, on: '2024-01-01', share: 'whole' } as const;
    await linkAreas(tx, link, act);
    await linkAreas(tx, link, act);
    assert.equal(act.entries.filter(e => e.kind === 'organisation.area-succeeded').length, 1, 'said once');
    const part = linkAreas(tx, { ...link, intoId: c, share: 'part' }, act);
    await assert.rejects(part, { code: 'SUCCESSION_WRONG' });
    await assert.rejects(linkAreas(tx, { ...link, intoId: c }, act), { code: 'SUCCESSION_WRONG' });
    await assert.rejects(linkAreas(tx, { ...link, fromId: b, intoId: b }, act), { code: 'SUCCESSION_WRONG' });
    assert.deepEqual(
      (await successorsOf(tx, a, '2024-01-01')).map(v => v.id),
      [b],
    );
    assert.deepEqual(await successorsOf(tx, a, '2023-12-31'), []);
  });

  story(
    'a reform is called off before its day: its versions and successions are taken out again',
    async tx => {
      const act = recordingAct();
      const province = await createArea(tx, areaFacts({}), FROM, act);
      const old = await createArea(tx, commune('90001', 'Cũ', province.id), FROM, act);
      await endArea(tx, old.id, '2027-01-01', act);
      const made = await createArea(
        tx,
        commune('90001', 'Mới', province.id),
        { from: '2027-01-01', to: null },
        act,
      );
      const link = { fromId: old.id, intoId: made.id, on: '2027-01-01' };
      await linkAreas(tx, { ...link, share: 'whole' }, act);

      await unlinkAreas(tx, link, act);
      await unlinkAreas(tx, link, act);
      await withdrawArea(tx, made.id, made.versionId, act);
      await correctArea(tx, old.id, old.versionId, { to: null }, act);
      assert.equal((await areaByCode(tx, '90001', 'commune', '2028-01-01')).id, old.id);
      assert.deepEqual(
        act.entries.slice(-3).map(e => e.kind.slice('organisation.area-'.length)),
        ['succession-withdrawn', 'withdrawn', 'corrected'],
      );
      const parent = await createArea(tx, areaFacts({ code: '98' }), { from: '2027-01-01', to: null }, act);
      await createArea(tx, commune('90002', 'Con', parent.id), { from: '2027-02-01', to: null }, act);
      const gone = withdrawArea(tx, parent.id, parent.versionId, act);
      await assert.rejects(gone, { code: 'AREA_PARENT_MISSING' }, 'a commune hangs on it');
      const begun = withdrawArea(tx, province.id, province.versionId, act);
      await assert.rejects(begun, { code: 'UNIT_BEGUN' });
    },
  );

  test('the running program cannot make a unit’s id disappear', async () => {
    await assert.rejects(database.db.query('DELETE FROM organisation.area'), { code: '42501' });
    await assert.rejects(database.db.query('DELETE FROM organisation.agency'), { code: '42501' });
  });
});
