import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createArea, findAreaByCode, linkAreas } from '#engines/organisation';
import { areaFacts } from '../../organisation/testing/facts.ts';
import { type CasesFixture, casesFixture } from '../testing/fixture.ts';
import { placeOfCard } from './card-place.ts';

describe('cases: where the address on a card lies', () => {
  const TODAY = '2026-11-20';
  const REFORM = '2025-07-01';
  let f: CasesFixture;
  before(async () => {
    f = await casesFixture();
    const heir = async (code: string, level: 'province' | 'commune') =>
      (await findAreaByCode(f.db, code, level, TODAY))?.id ?? assert.fail(code);
    const [home, bacHa, saPa] = [
      await heir('99', 'province'),
      await heir('99001', 'commune'),
      await heir('99002', 'commune'),
    ];
    const old = { from: '2020-01-01', to: REFORM };
    await f.db.tx(async tx => {
      const make = (facts: Parameters<typeof areaFacts>[0]) => createArea(tx, areaFacts(facts), old, f.act());
      const into = (fromId: string, intoId: string, share: 'whole' | 'part') =>
        linkAreas(tx, { fromId, intoId, on: REFORM, share }, f.act());
      const province = await make({ code: '98', name: 'Mường Cũ' });
      await into(province.id, home, 'whole');
      const district = await make({
        ...{
          code: '980',
          level: 'district',
          kind: 'rural-district',
          name: 'Bắc Hà',
          fullName: 'Huyện Bắc Hà',
        },
        parentId: province.id,
      });
      for (const [code, name, heirs] of [
        ['98001', 'Na Hối', [bacHa]],
        ['98002', 'Bản Phố', [saPa]],
        ['98003', 'Lầu Thí', [bacHa, saPa]],
      ] as const) {
        const commune = await make({
          ...{ code, level: 'commune', kind: 'commune', name, fullName: `Xã ${name}` },
          parentId: district.id,
        });
        for (const id of heirs) await into(commune.id, id, heirs.length > 1 ? 'part' : 'whole');
      }
    });
  });
  after(() => f.close());

  test('its commune of today is chosen and not written again; the name of one of before leads to what it is now', async () => {
    const cases: ReadonlyArray<readonly [address: string, place: Awaited<ReturnType<typeof placeOfCard>>]> = [
      ['Thôn Na Hối Nùng, Xã Bắc Hà, Tỉnh Thử', { commune: '99001', address: 'Thôn Na Hối Nùng' }],
      ['Số 5, Thôn 2, Sa Pa, Thử', { commune: '99002', address: 'Số 5, Thôn 2' }],
      ['xã Bắc Hà, tỉnh Thử', { commune: '99001' }],
      ['Thôn 1, Na Hối, Bắc Hà, Mường Cũ', { commune: '99001', address: 'Thôn 1, Na Hối, Bắc Hà, Mường Cũ' }],
      // The district bears the name of another commune of today.
      [
        'Xã Bản Phố, Huyện Bắc Hà, Mường Cũ',
        { commune: '99002', address: 'Xã Bản Phố, Huyện Bắc Hà, Mường Cũ' },
      ],
      ['Thôn 1, Bản Phố, Bắc Hà, Mường Cũ', undefined],
      ['Xã Lầu Thí, Huyện Bắc Hà, Mường Cũ', undefined],
      ['Xã Bắc Hà, Tỉnh Khác', undefined],
      ['Bắc Hà', undefined],
      ['', undefined],
    ];
    for (const [address, place] of cases)
      assert.deepEqual(await placeOfCard(f.db, address, TODAY), place, address);
  });
});
