import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  createDraft,
  findDraftVersion,
  getDraftForm,
  publishVersion,
  saveDraftForm,
} from '#engines/procedures';
import { type StaffSite, staffSite } from '#test/staff-site';
import { libraryCard } from '../../../engines/procedures/testing/content.ts';
import { DESIGN } from '../testing/modules.ts';

describe('procedure design: comparing', () => {
  const CODE = '9.000004';
  const home = `/can-bo/thu-tuc/${CODE}`;
  const page = `${home}/so-sanh`;
  let s: StaffSite;
  let an: Awaited<ReturnType<StaffSite['official']>>;

  before(async () => {
    s = await staffSite(DESIGN);
    an = await s.official('Phạm Minh Tuệ', s.agencies.province, ['procedure-editor']);
    await s.db.tx(async tx => {
      const first = await createDraft(tx, CODE, libraryCard(), s.act());
      await publishVersion(tx, first.id, '2026-11-20', s.act());
    });
  });
  after(() => s.close());

  test('a draft is compared with the version in force, in words, part by part', async () => {
    assert.match((await an.visit.open(page)).html, /chưa có gì để so sánh/);
    const { html: shown } = await an.visit.open(home);
    const id = /name="ban" value="([^"]+)"/.exec(shown)?.[1] ?? '';
    await an.visit.submit(`${home}/ban-thao`, { ban: id });
    assert.match((await an.visit.open(page)).html, /Không thay đổi\./);
    await an.visit.open(`${home}/phap-ly`);
    await an.visit.submit(`${home}/phap-ly`, { ten: 'Cấp thẻ thư viện phường', 'han-online-so': '5' });
    const draft = (await findDraftVersion(s.db, CODE)) ?? assert.fail();
    const { definition } = await getDraftForm(s.db, draft.id);
    const pages =
      definition?.pages.map((p, i) => (i ? p : { ...p, title: { vi: 'Ai nộp', en: 'Who' } })) ?? [];
    await s.db.tx(tx => saveDraftForm(tx, draft.id, { ...(definition ?? assert.fail()), pages }, 0, s.act()));
    const { html } = await an.visit.open(page);
    assert.match(html, /Cấp thẻ thư viện<del> xã<\/del>/);
    assert.match(html, /<ins> phường<\/ins>/);
    assert.match(html, /Pháp lý: 2 thay đổi/);
    assert.match(html, /Trang “Ai nộp”: Tên trang/);
    assert.doesNotMatch(html, /\{&quot;vi&quot;/);
    const clerk = await s.official('Sùng A Chứ', s.agencies.bacHa, ['officer']);
    assert.equal((await clerk.visit.open(page)).status, 403);
    assert.deepEqual(s.missing, []);
  });

  test('who comes second sees what the first has changed', async () => {
    const binh = await s.official('Hoàng Thị Yên', s.agencies.province, ['procedure-editor']);
    await an.visit.open(`${home}/phap-ly`);
    await binh.visit.open(`${home}/phap-ly`);
    await an.visit.submit(`${home}/phap-ly`, { 'ket-qua': 'Thẻ điện tử' });
    const late = await binh.visit.submit(`${home}/phap-ly`, { 'tu-khoa': 'đọc sách' });
    assert.equal(late.status, 422);
    assert.match(late.html, /Phạm Minh Tuệ đã lưu phần này/);
    assert.match(late.html, /Thẻ<del> thư viện<\/del>/);
    assert.match(late.html, /đọc sách/);
    assert.equal((await binh.visit.submit(`${home}/phap-ly`)).status, 303);
    assert.deepEqual((await findDraftVersion(s.db, CODE))?.keywords, ['đọc sách']);
  });
});
