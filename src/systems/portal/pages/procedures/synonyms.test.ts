import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { defineModule } from '#platform/module';
import { type StaffSite, staffSite } from '#test/staff-site';
import { SYNONYMS, synonymRoutes } from './synonyms.ts';

describe('portal: what people call things', () => {
  let s: StaffSite;
  let keeper: Awaited<ReturnType<StaffSite['official']>>;
  before(async () => {
    const pages = defineModule({
      id: 'portal',
      layer: 'system',
      needs: [],
      folder: path.resolve(import.meta.dirname, '../..'),
      routes: synonymRoutes,
    });
    s = await staffSite([pages]);
    keeper = await s.official('Nguyễn Quang Hưng', s.agencies.bacHa, ['procedure-editor']);
  });
  after(() => s.close());

  const shown = (html: string) => (html.match(/name="cum-tu" value=/g) ?? []).length;

  test('a phrase among hundreds is found without tone marks, or by what it means; the list comes in pages', async () => {
    const { visit } = keeper;
    for (let i = 0; i < 60; i++) {
      await visit.open(SYNONYMS);
      const set = { 'cum-tu': `sổ thứ ${i}`, nghia: i % 2 ? 'đất đai' : 'hộ tịch' };
      assert.equal((await visit.submit(SYNONYMS, set)).status, 303);
    }
    const first = await visit.open(SYNONYMS);
    const next = /href="([^"]+)" rel="next"/.exec(first.html)?.[1] ?? assert.fail('no second page');
    assert.ok(shown((await visit.open(next.replaceAll('&amp;', '&'))).html) > 0);
    const found = await visit.open(`${SYNONYMS}?tim=so+thu+17`);
    assert.equal(shown(found.html), 1);
    assert.match(found.html, /sổ thứ 17/);
    assert.match((await visit.open(`${SYNONYMS}?tim=dat+dai`)).html, /sổ thứ 1\b/);
    assert.match((await visit.open(`${SYNONYMS}?tim=xyz`)).html, /Không có cụm từ nào như vậy/);
    assert.equal((await visit.submit(`${SYNONYMS}/bo`, { 'cum-tu': 'so thu 17' })).status, 303);
    assert.match((await visit.open(`${SYNONYMS}?tim=so+thu+17`)).html, /Không có cụm từ nào như vậy/);
    assert.deepEqual(await s.story('synonym:so-thu-17'), [
      'procedure.synonym-set',
      'procedure.synonym-dropped',
    ]);
  });

  test('an officer who keeps no procedures neither sees nor changes it', async () => {
    const { visit } = await s.official('Lù Thị Sen', s.agencies.bacHa, ['officer']);
    assert.equal((await visit.open(SYNONYMS)).status, 403);
    assert.equal((await visit.submit(SYNONYMS, { 'cum-tu': 'bằng lái', nghia: 'x' })).status, 403);
  });
});
