import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import ExcelJS from 'exceljs';
import type { Dossier } from '#engines/cases';
import { formerPlaces, reformOf2027 } from '../../../../engines/cases/testing/former-places.ts';
import { wordsOf } from '../../../../engines/cases/testing/words-of.ts';
import { type Official, type OneStopSite, oneStopSite } from '../../testing/site.ts';

const REGISTER = '/can-bo/so-theo-doi';

describe('one-stop: the register after a reform', () => {
  let s: OneStopSite;
  let ofTaChai: Dossier;
  let ofNaHoi: Dossier;
  let bacHa: Official;
  let saPa: Official;
  let counter: Official;
  before(async () => {
    s = await oneStopSite();
    const places = await formerPlaces(s);
    ofTaChai = await s.apply({ owner: 'Vàng Thị Dín', commune: '99031' });
    ofNaHoi = await s.apply({ owner: 'Lý Seo Phừ', commune: '99032' });
    await reformOf2027(s, places);
    s.clock.set('2027-01-04T08:00:00+07:00');
    bacHa = await s.official('Lù Thị Sen', s.agencies.bacHa, ['leader']);
    saPa = await s.official('Sùng A Chứ', s.agencies.saPa, ['leader']);
    counter = await s.official('Vi Thị Huyền', s.agencies.centre, ['receiver']);
  });
  after(() => s.close());

  test('the commune of the place finds in its register and both files what an agency of two heirs had; the other heir does not', async () => {
    const seen = await bacHa.visit.open(REGISTER);
    assert.ok(seen.html.includes(`/can-bo/ho-so/${ofTaChai.id}`), seen.html);
    assert.equal((await bacHa.visit.open(s.pageOf(ofTaChai))).status, 200);
    const { raw } = await bacHa.visit.open(`${REGISTER}/tai.xlsx`);
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(raw as unknown as Parameters<typeof workbook.xlsx.load>[0]);
    const codes = workbook.worksheets[0]?.getColumn(1).values.map(String) ?? [];
    assert.ok(codes.includes(ofTaChai.code), codes.join('\n'));
    assert.ok(wordsOf((await bacHa.visit.open(`${REGISTER}/in.pdf`)).raw).includes(ofTaChai.code));

    const other = await saPa.visit.open(REGISTER);
    assert.equal(other.status, 200);
    assert.ok(!other.html.includes(ofTaChai.id));
    assert.equal((await saPa.visit.open(s.pageOf(ofTaChai))).status, 404);
  });

  test('what is about a place that both have is in the register of neither, and both are told so; a counter is told nothing', async () => {
    for (const who of [bacHa, saPa]) {
      const { html } = await who.visit.open(REGISTER);
      assert.ok(!html.includes(ofNaHoi.id));
      assert.match(html, /Hồ sơ của cơ quan cũ về Xã Na Hối không có trong sổ này/);
      assert.equal((await who.visit.open(s.pageOf(ofNaHoi))).status, 404);
    }
    assert.doesNotMatch((await counter.visit.open(REGISTER)).html, /cơ quan cũ/);
  });
});
