import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { cases } from '#engines/cases';
import { files } from '#engines/files';
import { indicators } from '#engines/indicators';
import { messaging } from '#engines/messaging';
import { numbering } from '#engines/numbering';
import { payments } from '#engines/payments';
import { ratings } from '#engines/ratings';
import { trust } from '#engines/trust';
import { listAbsences, work } from '#engines/work';
import { jobsModule } from '#platform/manifests';
import { type StaffSite, staffSite } from '#test/staff-site';
import { performance } from '../index.ts';

const LOAD = '/can-bo/phan-viec';
const AWAY = `${LOAD}/vang`;

describe('performance: who is away', () => {
  let s: StaffSite;
  let chairman: Awaited<ReturnType<StaffSite['official']>>;
  let officer: Awaited<ReturnType<StaffSite['official']>>;
  before(async () => {
    s = await staffSite([
      ...[jobsModule, numbering, files, trust, messaging, payments, work, cases, ratings, indicators],
      performance,
    ]);
    chairman = await s.official('Thào A Sính', s.agencies.bacHa, ['leader', 'signer']);
    officer = await s.official('Lù Thị Sen', s.agencies.bacHa, ['officer']);
  });
  after(() => s.close());

  const noted = () => listAbsences(s.db, [officer.accountId], '2026-11-20');
  const notes = async (from: string, to: string, more = {}) => {
    await chairman.visit.open(LOAD);
    return chairman.visit.submit(AWAY, { 'can-bo': officer.accountId, tu: from, den: to, ...more });
  };

  test('days that are none, and those in the wrong order, are told each for itself and as elsewhere', async () => {
    const none = await notes('31/02/2027', '01/03/27');
    assert.equal(none.status, 422);
    assert.equal(
      none.html.split('Nhập một ngày có thật, năm ghi đủ bốn chữ số').length,
      5,
      'twice above, twice beside',
    );
    assert.match(
      (await notes('24/11/2026', '23/11/2026')).html,
      /Nhập ngày cuối cùng, không trước ngày bắt đầu/,
    );
    assert.deepEqual(await noted(), []);
  });

  test('an absence of more than a year is asked back, one of many years is none; the last day is told as the last', async () => {
    assert.match((await notes('20/11/2026', '20/11/2031')).html, /Ghi vắng được dưới 5 năm/);
    const asked = await notes('20/11/2026', '23/11/2027');
    assert.equal(asked.status, 200);
    assert.match(asked.html, /Lù Thị Sen vắng từ 20\/11\/2026 đến hết 23\/11\/2027, hơn một năm/);
    assert.deepEqual(await noted(), [], 'nothing is noted before it was agreed to');
    const form = `${AWAY}?co-quan=${s.agencies.bacHa}`;
    const change = await chairman.visit.submit(form, { 'sua-lai': '1' });
    assert.match(change.html, /name="den"[^>]*value="23\/11\/2027"/);
    assert.equal((await notes('20/11/2026', '23/11/2026')).status, 303);
    const { html } = await chairman.visit.open(LOAD);
    assert.match(html, /Vắng đến hết 23\/11\/2026/);
    assert.match(html, /vắng từ 20\/11\/2026 đến hết 23\/11\/2026/);
    await notes('24/11/2026', '24/11/2027');
    assert.equal((await chairman.visit.submit(form)).status, 303, 'agreed to');
    assert.equal((await noted()).length, 2);
  });

  test('who does not decide notes none', async () => {
    await chairman.visit.open(LOAD);
    assert.equal((await officer.visit.submit(AWAY, { tu: '01/12/2026', den: '01/12/2026' })).status, 403);
  });
});
