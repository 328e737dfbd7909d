import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { cases } from '#engines/cases';
import { files } from '#engines/files';
import { indicators } from '#engines/indicators';
import { messaging } from '#engines/messaging';
import { numbering } from '#engines/numbering';
import { createAgency, getAgency } from '#engines/organisation';
import { payments } from '#engines/payments';
import { ratings } from '#engines/ratings';
import { trust } from '#engines/trust';
import { work } from '#engines/work';
import { jobsModule } from '#platform/manifests';
import { type StaffSite, staffSite } from '#test/staff-site';
import { SINCE } from '../../engines/identity/testing/agencies.ts';
import { agencyFacts } from '../../engines/organisation/testing/facts.ts';
import { performance } from './index.ts';

const PAGES = ['/can-bo/tinh-hinh', '/can-bo/phan-viec'];

describe('performance: a leader chooses one of many agencies', () => {
  let s: StaffSite;
  let director: Awaited<ReturnType<StaffSite['official']>>;
  let chairman: Awaited<ReturnType<StaffSite['official']>>;
  before(async () => {
    s = await staffSite([
      ...[jobsModule, numbering, files, trust, messaging, payments, work, cases, ratings, indicators],
      performance,
    ]);
    // So many offices that nobody reads through all of them, below an agency that is itself below the province's committee.
    const saPa = await getAgency(s.db, s.agencies.saPa, SINCE);
    for (let n = 1; n <= 25; n++)
      await s.db.tx(tx =>
        createAgency(
          tx,
          agencyFacts({
            areaId: saPa.areaId ?? assert.fail(),
            identifier: `Z99.60.02.${n + 10}`,
            name: `Trạm số ${n}`,
            kind: 'service-centre',
            level: 'commune',
            parentId: saPa.id,
          }),
          { from: SINCE, to: null },
          s.act(),
        ),
      );
    director = await s.official('Trần Văn Dũng', s.agencies.province, ['leader', 'signer']);
    chairman = await s.official('Thào A Sính', s.agencies.bacHa, ['leader', 'signer']);
  });
  after(() => s.close());

  const offered = (html: string) => /<select[^>]*name="co-quan"[\s\S]*?<\/select>/.exec(html)?.[0] ?? '';

  for (const path of PAGES)
    test(`${path}: what is directly below is in a list, any other is found by words of its name`, async () => {
      const { html } = await director.visit.open(path);
      assert.match(offered(html), /UBND xã Bắc Hà/);
      assert.doesNotMatch(offered(html), /Trung tâm PVHCC xã Bắc Hà|Trạm số/);
      const byName = await director.visit.open(`${path}?tim=trung+tam+bac`);
      assert.match(byName.location ?? '', new RegExp(`co-quan=${s.agencies.centre}`));
      const there = (await director.visit.open(byName.location ?? '')).html;
      assert.match(there, /class="lead">Trung tâm PVHCC xã Bắc Hà/);
      assert.match(offered(there), /selected[^>]*>Trung tâm PVHCC xã Bắc Hà/);
      const many = (await director.visit.open(`${path}?tim=tram`)).html;
      assert.match(many, /Tìm thấy 25 cơ quan có “tram”[^<]*20 cơ quan đầu/);
      assert.equal(many.match(/<li><a [^>]*co-quan=[^>]*>Trạm số/g)?.length, 20);
      assert.match((await director.visit.open(`${path}?tim=qwrtz`)).html, /Không có cơ quan nào có “qwrtz”/);
    });

  for (const path of PAGES)
    test(`${path}: who leads a commune has all of his in one list, and finds no other`, async () => {
      const { html } = await chairman.visit.open(path);
      assert.match(offered(html), /Trung tâm PVHCC xã Bắc Hà/);
      assert.doesNotMatch(html, /name="tim"/);
      const other = await chairman.visit.open(`${path}?tim=tram+so+3`);
      assert.equal(other.location, undefined);
      assert.match(other.html, /Không có cơ quan nào có “tram so 3”/);
    });

  test('a period that there is not is said to be none, to everybody and to a leader, and no other is shown for it', async () => {
    for (const path of ['/ket-qua-giai-quyet', '/can-bo/tinh-hinh'])
      for (const typed of ['2026-13', 'abc']) {
        const { status, html } = await director.visit.open(`${path}?ky=${typed}`);
        assert.equal(status, 422);
        assert.match(html, new RegExp(`Không có kỳ “${typed}”`));
        if (path.startsWith('/ket')) assert.doesNotMatch(html, /<table|tháng 11\/2026:/);
      }
    for (const typed of ['2026-11', '2026', ''])
      assert.equal((await director.visit.open(`/ket-qua-giai-quyet?ky=${typed}`)).status, 200);
  });
});
