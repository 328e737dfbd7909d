import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { findDraftVersion, getDraftResult } from '#engines/procedures';
import type { StaffSite } from '#test/staff-site';
import { begunDraft, type Official } from '../../testing/begun-draft.ts';

describe('procedure design: result template', () => {
  const ROOT = '/can-bo/thu-tuc';
  const CODE = '9.000003';
  const page = `${ROOT}/${CODE}/ket-qua`;
  let s: StaffSite;
  let an: Official;

  before(async () => {
    ({ s, an } = await begunDraft(CODE, 'standard'));
  });
  after(() => s.close());

  const draft = async () => (await findDraftVersion(s.db, CODE)) ?? assert.fail();

  test('an editor writes a result with fields; an unknown one is named with its line, and kept', async () => {
    const first = await an.visit.open(page);
    assert.match(first.html, /chưa có mẫu kết quả riêng/);
    assert.match(first.html, /\{\{chu-ho-so\}\}/);
    await an.visit.submit(page, {
      ten: 'Thẻ bạn đọc',
      so: 'own',
      'tieu-de': 'THẺ BẠN ĐỌC',
      'noi-dung': 'Cấp cho {{chu-ho-so}}.\n\nBiệt danh {{biet.danh}}.',
      'noi-nhan': 'Như trên;',
    });
    const { html } = await an.visit.open(page);
    assert.match(html, /Nội dung, dòng 3: Biểu mẫu không có ô biet\.danh/);
    assert.match(html, /Biệt danh \{\{biet\.danh\}\}/);
    assert.equal((await an.visit.open(`${page}/xem-thu.pdf`)).location, page);
    assert.match((await an.visit.open(`${ROOT}/${CODE}`)).html, /Cấp thẻ thư viện/);
  });

  test('mended, it is looked at as PDF with invented answers; and it can be done without again', async () => {
    await an.visit.open(page);
    const saved = await an.visit.submit(page, { 'noi-dung': 'Cấp cho **{{chu-ho-so|hoa}}**.' });
    assert.equal(saved.status, 303);
    const pdf = await an.visit.open(`${page}/xem-thu.pdf`);
    assert.equal(pdf.status, 200);
    assert.equal(pdf.raw.subarray(0, 5).toString(), '%PDF-');
    const clerk = await s.official('Sùng A Chứ', s.agencies.bacHa, ['officer']);
    assert.equal((await clerk.visit.open(`${page}/xem-thu.pdf`)).status, 403);
    await an.visit.open(page);
    const long = await an.visit.submit(page, { 'tieu-de': 'a\nb\nc\nd\ne\ng\nh' });
    assert.equal(long.status, 422);
    await an.visit.submit(page, { viec: 'chuan' });
    assert.equal((await getDraftResult(s.db, (await draft()).id)).template, null);
    assert.deepEqual(s.missing, []);
  });
});
