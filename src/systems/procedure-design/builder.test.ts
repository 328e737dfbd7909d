import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { schemaAt } from '#engines/forms';
import { findDraftVersion, getDraftForm } from '#engines/procedures';
import { type StaffSite, staffSite } from '#test/staff-site';
import { DESIGN } from './testing/modules.ts';

describe('procedure design: a form is made without writing JSON', () => {
  const ROOT = '/can-bo/thu-tuc';
  const CODE = '9.000003';
  const form = `${ROOT}/${CODE}/bieu-mau`;
  let s: StaffSite;
  let an: Awaited<ReturnType<StaffSite['official']>>;

  before(async () => {
    s = await staffSite(DESIGN);
    an = await s.official('Phạm Minh Tuệ', s.agencies.province, ['procedure-editor']);
    await an.visit.open(`${ROOT}/moi`);
    await an.visit.submit(`${ROOT}/moi`, {
      ma: CODE,
      ten: 'Cấp thẻ thư viện',
      'linh-vuc': 'Thư viện',
      tu: 'nothing',
    });
  });
  after(() => s.close());

  const definition = async () => {
    const draft = (await findDraftVersion(s.db, CODE)) ?? assert.fail();
    const { definition: made, problems } = await getDraftForm(s.db, draft.id);
    return { made: made ?? assert.fail('no definition'), problems };
  };
  const fill = async (path: string, fields: Record<string, string>) => {
    await an.visit.open(path);
    return an.visit.submit(path.replace(/\?.*/, ''), fields);
  };

  test('a page, a question with choices, and a field that follows from it', async () => {
    assert.match((await fill(`${form}/trang`, { ten: 'Bạn đọc' })).location ?? '', /xong=builder-page-added/);
    const kind = await fill(`${form}/o?trang=ban-doc`, {
      nhan: 'Loại thẻ nào?',
      loai: 'choice',
      'lua-chon': 'Người lớn\nTrẻ em',
      'bat-buoc': '1',
    });
    assert.match(kind.location ?? '', /xong=builder-field-added/);
    await fill(`${form}/o?trang=ban-doc`, {
      nhan: 'Người giám hộ',
      loai: 'person-name',
      'bat-buoc': '1',
      'dieu-kien': 'loaiTheNao=treEm',
    });
    const { made, problems } = await definition();
    assert.deepEqual(problems, []);
    assert.deepEqual(schemaAt(made, 'loaiTheNao')?.schema.enum, ['nguoiLon', 'treEm']);
    assert.deepEqual(made.fields.nguoiGiamHo?.showIf, { field: 'loaiTheNao', equals: 'treEm' });
    assert.match((await an.visit.open(form)).html, /Chỉ hỏi khi “Loại thẻ nào\?” là Trẻ em/);
  });

  test('what is missing is told at its field, and what was typed stays', async () => {
    const again = await fill(`${form}/o?trang=ban-doc`, {
      nhan: '',
      loai: 'choice',
      'lua-chon': 'Chỉ một',
      'toi-da': 'nhiều',
    });
    assert.equal(again.status, 422);
    for (const words of ['Nhập nhãn của ô', 'ít nhất hai lựa chọn', 'Nhập một số nguyên dương'])
      assert.match(again.html, new RegExp(words));
    assert.match(again.html, /Chỉ một/);
    assert.equal((await an.visit.open(`${form}/o/khongCo`)).status, 404);
    assert.equal((await an.visit.open(`${form}/o?trang=khong-co`)).status, 404);
  });

  test('the citizen’s view answers as the citizen’s page would, and keeps nothing', async () => {
    const seen = await an.visit.open(`${form}/xem`);
    assert.match(seen.html, /Bản xem thử[\s\S]*Loại thẻ nào\?/);
    const wrong = await an.visit.submit(`${form}/xem`, {});
    assert.equal(wrong.status, 422);
    assert.match(wrong.html, /Loại thẻ nào\?/);
    const right = await an.visit.submit(`${form}/xem`, { loaiTheNao: 'nguoiLon' });
    assert.match(right.html, /Điền như vậy là đúng/);
  });

  test('a field goes up and out; the second of two editors is told before anything is lost', async () => {
    await an.visit.open(form);
    assert.equal((await an.visit.submit(form, { viec: 'len:nguoiGiamHo' })).status, 303);
    assert.deepEqual((await definition()).made.pages[0]?.fields, ['nguoiGiamHo', 'loaiTheNao']);
    const { html } = await an.visit.open(form);
    assert.match(html, /Điều kiện chỉ được đọc ô hỏi trước/);
    await an.visit.submit(form, { viec: 'xuong:nguoiGiamHo' });
    await an.visit.open(form);
    const stale = await an.visit.send(form, { viec: 'xoa:nguoiGiamHo', 'da-doc': '1' });
    assert.equal(stale.status, 422);
    assert.ok((await definition()).made.fields.nguoiGiamHo);
    await an.visit.open(form);
    assert.match(
      (await an.visit.submit(form, { viec: 'xoa:nguoiGiamHo' })).location ?? '',
      /builder-removed/,
    );
    assert.deepEqual((await definition()).made.pages[0]?.fields, ['loaiTheNao']);
  });

  test('a repeating page', async () => {
    await fill(`${form}/trang`, {
      ten: 'Sách mượn',
      lap: '1',
      nhom: 'Cuốn sách',
      'it-nhat': '1',
      'nhieu-nhat': '5',
    });
    await fill(`${form}/o?trang=sach-muon`, { nhan: 'Tên sách', loai: 'text', 'bat-buoc': '1' });
    const { made, problems } = await definition();
    assert.deepEqual(problems, []);
    assert.deepEqual(schemaAt(made, 'sachMuon.tenSach'), {
      schema: { type: 'string', maxLength: 200 },
      required: true,
    });
  });

  test('who may not write procedures is refused', async () => {
    const clerk = await s.official('Sùng A Chứ', s.agencies.bacHa, ['officer']);
    for (const path of [form, `${form}/o?trang=ban-doc`, `${form}/trang`, `${form}/xem`])
      assert.equal((await clerk.visit.open(path)).status, 403, path);
  });
});
