import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { asksForCard, defineForm, type FormDefinition, schemaAt } from '#engines/forms';
import { findDraftVersion, getDraftForm, saveDraftForm } from '#engines/procedures';
import type { StaffSite } from '#test/staff-site';
import { begunDraft, type Official } from '../../testing/begun-draft.ts';

describe('procedure design: a form is made without writing JSON', () => {
  const ROOT = '/can-bo/thu-tuc';
  const CODE = '9.000003';
  const form = `${ROOT}/${CODE}/bieu-mau`;
  let s: StaffSite;
  let an: Official;

  before(async () => {
    ({ s, an } = await begunDraft(CODE, 'nothing'));
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
      'khi-1': 'loaiTheNao|is|treEm',
    });
    const { made, problems } = await definition();
    assert.deepEqual(problems, []);
    assert.deepEqual(schemaAt(made, 'loaiTheNao')?.schema.enum, ['nguoiLon', 'treEm']);
    assert.deepEqual(made.fields.nguoiGiamHo?.showIf, { field: 'loaiTheNao', equals: 'treEm' });
    assert.match((await an.visit.open(form)).html, /Chỉ hỏi khi “Loại thẻ nào\?” là Trẻ em/);
  });

  test('a question has a label for officials in both languages, which stays; English alone is told', async () => {
    const path = `${form}/o/loaiTheNao`;
    const kind = { nhan: 'Loại thẻ nào?', loai: 'choice', 'lua-chon': 'Người lớn\nTrẻ em', 'bat-buoc': '1' };
    const half = await fill(path, { ...kind, 'nhan-can-bo-en': 'Kind of card' });
    assert.equal(half.status, 422);
    assert.match(half.html, /Nhập nhãn cho cán bộ bằng tiếng Việt trước/);
    const both = { 'nhan-can-bo': 'Loại thẻ', 'nhan-can-bo-en': 'Kind of card' };
    assert.match((await fill(path, { ...kind, ...both })).location ?? '', /xong=draft-saved/);
    const { made, problems } = await definition();
    assert.deepEqual(problems, []);
    assert.deepEqual(made.fields.loaiTheNao?.staffLabel, { vi: 'Loại thẻ', en: 'Kind of card' });
    const { html } = await an.visit.open(path);
    assert.match(html, /name="nhan-can-bo"[^>]*value="Loại thẻ"/);
    assert.match((await fill(path, kind)).location ?? '', /xong=draft-saved/);
    assert.ok((await definition()).made.fields.loaiTheNao?.staffLabel, 'what was not touched stays');
  });

  test('what is missing is told at its field, and what was typed stays', async () => {
    const again = await fill(`${form}/o?trang=ban-doc`, {
      nhan: '',
      loai: 'choices',
      'lua-chon': 'Chỉ một',
      'toi-da': 'nhiều',
    });
    assert.equal(again.status, 422);
    for (const words of ['Nhập nhãn của ô', 'ít nhất hai lựa chọn', 'Nhập một số từ 1 đến 50'])
      assert.match(again.html, new RegExp(words));
    assert.match(again.html, /Chỉ một/);
    assert.equal((await an.visit.open(`${form}/o/khongCo`)).status, 404);
    assert.equal((await an.visit.open(`${form}/o?trang=khong-co`)).status, 404);
  });

  test('a question that follows from a number and a day, both or one of them, without writing a formula', async () => {
    const page = `${form}/o?trang=ban-doc`;
    await fill(page, { nhan: 'Tiền đặt cọc', loai: 'money', 'toi-thieu': '1.000', 'bat-buoc': '1' });
    await fill(page, { nhan: 'Ngày sinh', loai: 'past-date', 'toi-thieu': '01/01/1930', 'bat-buoc': '1' });
    const about = {
      nhan: 'Người bảo lãnh',
      loai: 'person-name',
      'khi-1': 'tienDatCoc|over',
      'khi-1-tu': '2.000.000',
      'khi-2': 'ngaySinh|between',
      'khi-2-tu': '01/01/2010',
      'khi-2-den': '31/12/2020',
      'khi-noi': 'any',
    };
    const more = await fill(page, { ...about, viec: 'them-dieu-kien' });
    assert.equal(more.status, 200);
    assert.match(more.html, /name="khi-3"/);
    assert.match(more.html, /value="2\.000\.000"/, 'what was typed stays');
    const wrong = await fill(page, { ...about, 'khi-1-tu': 'nhiều', 'khi-2-den': '01/01/2000' });
    assert.equal(wrong.status, 422);
    assert.match(wrong.html, /Nhập một số để so/);
    assert.match(wrong.html, /không nhỏ hơn số hoặc ngày đầu/);
    assert.match((await fill(page, about)).location ?? '', /builder-field-added/);
    const { made, problems } = await definition();
    assert.deepEqual(problems, []);
    assert.deepEqual(made.fields.nguoiBaoLanh?.showIf, {
      any: [
        { field: 'tienDatCoc', over: 2_000_000 },
        { field: 'ngaySinh', atLeast: '2010-01-01', atMost: '2020-12-31' },
      ],
    });
    const { html } = await an.visit.open(form);
    assert.match(
      html,
      /Chỉ hỏi khi “Tiền đặt cọc” lớn hơn 2\.000\.000 đồng hoặc “Ngày sinh” từ ngày 01\/01\/2010 đến ngày 31\/12\/2020/,
    );
    assert.match(html, /Chưa có đủ tiếng Anh/);
    assert.equal(made.fields.nguoiBaoLanh?.label.en, undefined, 'no Vietnamese stands for English');
    const again = await an.visit.open(`${form}/o/nguoiBaoLanh`);
    assert.match(again.html, /<option[^>]* value="tienDatCoc\|over" selected>/);
    assert.match(again.html, /name="khi-2-den"[^>]*value="31\/12\/2020"/);
  });

  test('what was written by hand is shown and stays; limits, a shape, the card and English are chosen', async () => {
    const { made } = await definition();
    const draft = (await findDraftVersion(s.db, CODE)) ?? assert.fail();
    const { revision } = await getDraftForm(s.db, draft.id);
    const byHand = { field: 'loaiTheNao', in: ['treEm', 'nguoiLon'] };
    const written: FormDefinition = {
      ...made,
      fields: {
        ...made.fields,
        nguoiGiamHo: { ...made.fields.nguoiGiamHo!, showIf: byHand, autocomplete: 'name' },
      },
    };
    await s.db.tx(tx =>
      saveDraftForm(tx, draft.id, written, revision, {
        ledger: s.ledger,
        actor: an.accountId,
        at: s.clock.now(),
      }),
    );
    const { html } = await an.visit.open(`${form}/o/nguoiGiamHo`);
    assert.match(html, /Viết trong mã nguồn, giữ nguyên[\s\S]*là một trong: Trẻ em, Người lớn/);
    assert.match(html, /autocomplete<\/dt>/);
    await an.visit.submit(`${form}/o/nguoiGiamHo`, {
      nhan: 'Người giám hộ',
      'nhan-en': 'Guardian',
      'goi-y': 'Như trên căn cước',
      loai: 'person-name',
      'khi-1': 'giu|0',
      nguon: 'profile.name',
      the: 'card.name',
    });
    const next = (await definition()).made.fields.nguoiGiamHo;
    assert.deepEqual(next?.showIf, byHand);
    assert.equal(next?.autocomplete, 'name');
    assert.deepEqual(next?.prefill, ['profile.name', 'card.name']);
    assert.deepEqual([next?.label.en, next?.hint], ['Guardian', { vi: 'Như trên căn cước' }]);

    const plate = {
      nhan: 'Biển số xe',
      loai: 'text',
      'mau-co-san': 'plate',
      'mau-vi-du': 'Lào Cai',
    };
    const refused = await fill(`${form}/o?trang=ban-doc`, plate);
    assert.match(refused.html, /Ví dụ này không hợp mẫu/);
    assert.match(refused.html, /Nhập câu báo khi trả lời sai dạng/);
    const slow = await fill(`${form}/o?trang=ban-doc`, { ...plate, 'mau-co-san': '', mau: '^(a+)+$' });
    assert.match(slow.html, /chạy mãi không dừng/);
    await fill(`${form}/o?trang=ban-doc`, {
      ...plate,
      'mau-vi-du': '24A-12345',
      'mau-loi': 'Nhập biển số, ví dụ 24A-12345',
    });
    await fill(`${form}/o?trang=ban-doc`, {
      nhan: 'Giới tính',
      loai: 'choice',
      'lua-chon': 'male = Nam | Male\nfemale = Nữ | Female',
      the: 'card.sex',
    });
    const { made: after, problems } = await definition();
    assert.deepEqual(problems, []);
    assert.deepEqual(schemaAt(after, 'bienSoXe')?.schema.examples, ['24A-12345']);
    assert.deepEqual(after.fields.gioiTinh?.options?.[0], {
      value: 'male',
      label: { vi: 'Nam', en: 'Male' },
    });
    assert.ok(asksForCard(defineForm({ ...after, pages: after.pages }), 'ban-doc'));
    for (const path of ['bienSoXe', 'gioiTinh', 'tienDatCoc', 'ngaySinh', 'nguoiBaoLanh']) {
      await an.visit.open(form);
      await an.visit.submit(form, { viec: `xoa:${path}` });
    }
    await fill(`${form}/o/nguoiGiamHo`, { 'khi-1': 'loaiTheNao|is|treEm' });
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

  test('two choices with the same words are refused; a file is tied to the paper that it is, and one without a place is told', async () => {
    const twice = await fill(`${form}/o?trang=ban-doc`, {
      nhan: 'Hội nào?',
      loai: 'choice',
      'lua-chon': 'Hội đua ngựa\nhội đua ngựa',
    });
    assert.equal(twice.status, 422);
    assert.match(twice.html, /Có hai lựa chọn cùng là “hội đua ngựa”/);
    const legal = `${ROOT}/${CODE}/phap-ly`;
    await an.visit.open(legal);
    await an.visit.submit(legal, { 'giay-0-ten': 'Đơn đề nghị', 'giay-0-chinh': '1' });
    assert.match((await an.visit.open(form)).html, /Chưa có ô tệp cho giấy tờ phải nộp: “Đơn đề nghị”/);
    const release = `${ROOT}/${CODE}/phat-hanh`;
    assert.match(
      (await an.visit.open(release)).html,
      /Biểu mẫu chưa có ô tệp cho giấy tờ phải nộp: “Đơn đề nghị”/,
    );
    const asked = `${form}/o?trang=ban-doc`;
    assert.match((await an.visit.open(asked)).html, /<option value="paper1">Đơn đề nghị</);
    await fill(asked, { nhan: 'Ảnh chụp đơn', loai: 'file', 'giay-to': 'paper1' });
    const { made, problems } = await definition();
    assert.deepEqual(problems, []);
    assert.equal(made.fields.anhChupDon?.paper, 'paper1');
    assert.doesNotMatch((await an.visit.open(form)).html, /Chưa có ô tệp/);
    assert.doesNotMatch((await an.visit.open(release)).html, /chưa có ô tệp/);
    await fill(asked, { nhan: 'Ngày mở hội', loai: 'date' });
    await fill(asked, { nhan: 'Ngày bế hội', loai: 'date', 'khong-som-hon': 'ngayMoHoi' });
    const ordered = await definition();
    assert.deepEqual(ordered.problems, []);
    assert.equal(ordered.made.fields.ngayBeHoi?.notBefore, 'ngayMoHoi');
  });

  test('numbers of a paper without its name, and of nothing, are told by the paper', async () => {
    const legal = `${ROOT}/${CODE}/phap-ly`;
    await an.visit.open(legal);
    const refused = await an.visit.submit(legal, {
      'giay-0-chinh': 'một',
      'giay-1-chinh': '2',
      'giay-2-ten': 'Bản vẽ',
      'giay-2-chinh': '0',
      'giay-2-sao': '0',
    });
    assert.equal(refused.status, 422);
    for (const words of [
      'Giấy tờ 1, bản chính: nhập số bản',
      'Giấy tờ 2: nhập tên',
      'Giấy tờ 3: không bản chính',
    ])
      assert.match(refused.html, new RegExp(words));
  });

  test('a field is filled from what the province has granted; a code that there is not is told', async () => {
    const fields = {
      nhan: 'Số đăng ký kinh doanh',
      loai: 'text',
      'da-cap': '9.999999',
      'da-cap-gi': 'number',
    };
    const wrong = await fill(`${form}/o?trang=ban-doc`, fields);
    assert.equal(wrong.status, 422);
    assert.match(wrong.html, /Không có thủ tục nào mang mã này[\s\S]*value="9\.999999"/);
    const day = { ...fields, 'da-cap': CODE, 'da-cap-gi': 'date' };
    const unfit = await fill(`${form}/o?trang=ban-doc`, day);
    assert.equal(unfit.status, 422);
    assert.match(unfit.html, /href="#f-da-cap-gi">Ngày cấp chỉ điền được vào ô loại Ngày/);
    await fill(`${form}/o?trang=ban-doc`, { ...fields, 'da-cap': CODE });
    const { made } = await definition();
    assert.equal(made.fields.soDangKyKinhDoanh?.prefill, 'register.9-000003.number');
    assert.match(
      (await an.visit.open(`${form}/o/soDangKyKinhDoanh`)).html,
      /name="da-cap"[^>]*value="9\.000003"|value="9\.000003"[^>]*name="da-cap"/,
    );
  });
});
