import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { compute, defineForm, type FormDefinition, schemaAt } from '#engines/forms';
import { findDraftVersion, getDraftForm, saveDraftForm } from '#engines/procedures';
import type { StaffSite } from '#test/staff-site';
import { begunDraft, type Official } from '../../../testing/begun-draft.ts';

const word = (vi: string) => ({ label: { vi }, class: 'none' as const });

describe('procedure design: what is worked out is chosen from lists', () => {
  const ROOT = '/can-bo/thu-tuc';
  const CODE = '9.000007';
  const form = `${ROOT}/${CODE}/bieu-mau`;
  let s: StaffSite;
  let an: Official;

  before(async () => {
    ({ s, an } = await begunDraft(CODE, 'nothing', { name: 'Thuê mặt bằng chợ', field: 'Chợ' }));
    const draft = (await findDraftVersion(s.db, CODE)) ?? assert.fail();
    const now = await getDraftForm(s.db, draft.id);
    const started: FormDefinition = {
      ...(now.definition ?? assert.fail()),
      schema: {
        type: 'object',
        required: ['kind', 'area', 'from', 'stalls'],
        properties: {
          kind: { type: 'string', enum: ['food', 'cloth'] },
          area: { type: 'number', minimum: 1, maximum: 100 },
          from: { type: 'string', format: 'date' },
          stalls: {
            type: 'array',
            minItems: 1,
            maxItems: 5,
            items: { type: 'object', required: ['width'], properties: { width: { type: 'number' } } },
          },
        },
      },
      groups: { stalls: { label: { vi: 'Quầy' } } },
      pages: [
        { id: 'hang', title: { vi: 'Mặt bằng' }, fields: ['kind', 'area', 'from'] },
        { id: 'quay', title: { vi: 'Các quầy' }, group: 'stalls', fields: ['stalls.width'] },
        { id: 'tien', title: { vi: 'Tiền thuê' }, fields: [] },
      ],
      fields: {
        kind: {
          ...word('Ngành hàng'),
          options: [
            { value: 'food', label: { vi: 'Ăn uống' } },
            { value: 'cloth', label: { vi: 'Vải vóc' } },
          ],
        },
        area: word('Diện tích'),
        from: word('Ngày bắt đầu thuê'),
        'stalls.width': word('Bề ngang'),
      },
    };
    await s.db.tx(tx =>
      saveDraftForm(tx, draft.id, started, now.revision, {
        ledger: s.ledger,
        actor: an.accountId,
        at: s.clock.now(),
      }),
    );
  });
  after(() => s.close());

  const page = `${form}/o?trang=tien`;
  const send = async (path: string, fields: Record<string, string>) => {
    await an.visit.open(path);
    return an.visit.submit(path.replace(/\?.*/, ''), { loai: 'computed', ...fields });
  };
  const definition = async () => {
    const draft = (await findDraftVersion(s.db, CODE)) ?? assert.fail();
    const { definition: made, problems } = await getDraftForm(s.db, draft.id);
    return { made: made ?? assert.fail('no definition'), problems };
  };

  test('a product, tried out before it is kept, is stored as FEEL and read back into the lists', async () => {
    const rent = {
      nhan: 'Tiền thuê',
      tinh: 'product',
      'nhan-1': 'area',
      'nhan-2': '=',
      'nhan-2-go': '50.000',
    };
    const tried = await send(page, { ...rent, viec: 'tinh-thu' });
    assert.equal(tried.status, 200);
    assert.match(tried.html, /Khi “Diện tích” là 3 thì ra 150\.000\./);
    assert.match(tried.html, /value="50\.000"/, 'what was typed stays');
    assert.match((await send(page, { ...rent, viec: 'them-dong-tinh' })).html, /name="nhan-3"/);
    assert.match((await send(page, rent)).location ?? '', /builder-field-added/);
    const { made, problems } = await definition();
    assert.deepEqual(problems, []);
    assert.equal(made.fields.tienThue?.computed, 'form.area * 50000');
    assert.deepEqual(schemaAt(made, 'tienThue')?.schema, { type: 'number' });
    const again = await an.visit.open(`${form}/o/tienThue`);
    assert.match(again.html, /<option[^>]* value="product" selected>/);
    assert.match(again.html, /<option[^>]* value="area" selected>/);
    assert.match(again.html, /name="nhan-2-go"[^>]*value="50\.000"/);
    assert.match((await an.visit.open(form)).html, /Tự tính: “Diện tích” × 50\.000/);
  });

  test('what comes out may be said: an area times a price is money', async () => {
    const rent = {
      nhan: 'Tiền thuê',
      tinh: 'product',
      'nhan-1': 'area',
      'nhan-2': '=',
      'nhan-2-go': '50.000',
    };
    const wrong = await send(`${form}/o/tienThue`, { ...rent, 'ket-qua': 'date' });
    assert.match(wrong.html, /href="#f-ket-qua"[\s\S]*Cách tính này ra một số/);
    await send(`${form}/o/tienThue`, { ...rent, 'ket-qua': 'money' });
    const { made } = await definition();
    assert.deepEqual(
      [schemaAt(made, 'tienThue')?.schema, made.fields.tienThue?.widget],
      [{ type: 'integer' }, 'money'],
    );
    const again = await an.visit.open(`${form}/o/tienThue`);
    assert.match(again.html, /<option value="money" selected>/);
    assert.match(again.html, /thì ra 150\.000 đồng\./);
  });

  test('a column of a group, a day later, and a choice by a condition; the citizen’s form works them out', async () => {
    await send(page, { nhan: 'Tổng bề ngang', tinh: 'total', 'tinh-nhom': 'tong|stalls.width' });
    await send(page, {
      nhan: 'Tỷ lệ chiếm chỗ',
      tinh: 'share',
      'tinh-phan': 'area',
      'tinh-tren': '=',
      'tinh-tren-go': '160',
      'tinh-so-le': '1',
    });
    await send(page, { nhan: 'Số quầy', tinh: 'total', 'tinh-nhom': 'dem|stalls' });
    await send(page, {
      nhan: 'Hạn đóng tiền',
      tinh: 'later',
      'tinh-ngay': 'from',
      'tinh-them': '=',
      'tinh-them-go': '30',
    });
    await send(page, {
      nhan: 'Phí vệ sinh',
      tinh: 'choose',
      'tinh-khi': 'kind|is|food',
      'tinh-thi': 'tienThue',
      'tinh-khong': '=',
      'tinh-khong-go': '0',
    });
    const { made, problems } = await definition();
    assert.deepEqual(problems, []);
    const data = compute(defineForm(made), {
      kind: 'cloth',
      area: 4,
      from: '2026-11-28',
      stalls: [{ width: 1.5 }, { width: 2 }],
    });
    assert.deepEqual(
      [data.tongBeNgang, data.tyLeChiemCho, data.soQuay, data.hanDongTien, data.phiVeSinh],
      [3.5, 2.5, 2, '2026-12-28', 0],
    );
    const { html } = await an.visit.open(form);
    assert.match(html, /Tự tính: nếu “Ngành hàng” là Ăn uống thì “Tiền thuê”, nếu không thì 0/);
    const chosen = await an.visit.open(`${form}/o/phiVeSinh`);
    assert.match(chosen.html, /<option[^>]* value="kind\|is\|food" selected>/);
    assert.match(chosen.html, /Khi “Ngành hàng” là Vải vóc, [^<]*thì ra 0 đồng\./);
  });

  test('what is missing or does not go together is said at its place, and what was typed stays', async () => {
    const refused = async (fields: Record<string, string>, told: RegExp) => {
      const again = await send(page, { nhan: 'Thử', ...fields });
      assert.equal(again.status, 422);
      assert.match(again.html, told);
    };
    await refused({ tinh: '' }, /href="#f-tinh"[\s\S]*Chọn cách tính/);
    await refused({ tinh: 'sum', 'cong-1': 'area' }, /href="#f-cong-2"[\s\S]*ít nhất hai số/);
    await refused(
      { tinh: 'sum', 'cong-1': 'area', 'cong-2': '=', 'cong-2-go': 'nhiều' },
      /Nhập một số[\s\S]*value="nhiều"/,
    );
    await refused({ tinh: 'sum', 'cong-1': 'kind', 'cong-2': 'area' }, /không còn dùng được ở đây/);
    await refused({ tinh: 'age', 'tinh-tu-ngay': 'from' }, /href="#f-tinh-den-ngay"/);
    await refused(
      { tinh: 'choose', 'tinh-khi': 'area|over', 'tinh-khi-go': 'x', 'tinh-thi': 'area' },
      /Nhập một số để so/,
    );
    await refused(
      { tinh: 'choose', 'tinh-khi': 'kind|is|food', 'tinh-thi': 'area', 'tinh-khong': 'from' },
      /không tính chung được/,
    );
    await refused({ tinh: 'feel', 'cong-thuc': 'form.area +' }, /Công thức chưa đọc được/);
  });

  test('FEEL stays for who writes it, with what it gives; the example follows while one types', async () => {
    await send(page, { nhan: 'Cạnh', tinh: 'feel', 'cong-thuc': 'form.area / 2', 'ket-qua': 'integer' });
    const { made } = await definition();
    assert.deepEqual(schemaAt(made, 'canh')?.schema, { type: 'integer' });
    const again = await an.visit.open(`${form}/o/canh`);
    assert.match(again.html, /<option[^>]* value="feel" selected>/);
    assert.match(again.html, /value="form\.area \/ 2"/);
    const answer = await send(page, {
      tinh: 'age',
      'tinh-tu-ngay': '=',
      'tinh-tu-ngay-go': '29/11/2008',
      'tinh-den-ngay': 'from',
      viec: 'tinh-thu-ngay',
    });
    assert.match(answer.html, /"lines":\[.*số năm tròn từ 29\/11\/2008 đến “Ngày bắt đầu thuê”/);
  });
});
