import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { defineForm } from '../define/define-form.ts';
import { renderFormPage } from '../draw/form-page.ts';
import { formsFixture } from '../testing/fixture.ts';
import { goodCard, goodMore, goodReader, libraryCard, photo } from '../testing/library-card.ts';
import type { FormData } from '../types.ts';
import { valueAt, withValue } from '../values/paths.ts';
import { applyPage, readPost } from '../values/read-post.ts';
import { faultyPages, validateAll, validatePage } from './validate.ts';

describe('forms: validate/validate', () => {
  const form = defineForm(libraryCard);
  let f: Awaited<ReturnType<typeof formsFixture>>;
  before(async () => {
    f = await formsFixture();
  });
  after(() => f.drop());

  const post = (page: string, body: Record<string, unknown>, data: FormData = {}) =>
    applyPage(form, page, data, readPost(form, page, body));
  const good = () =>
    post('more', goodMore, post('card', goodCard, post('reader', goodReader, { card: { photo } })));
  const messages = async (page: string, data: FormData, lang: 'vi' | 'en' = 'vi') =>
    Object.fromEntries((await validatePage(form, page, data, f.ctx(lang))).map(e => [e.path, e.message]));

  test('a form filled in well has nothing to correct', async () => {
    assert.deepEqual(await validateAll(form, good(), f.ctx()), []);
    assert.equal(faultyPages(form, good(), '2026-11-20').size, 0);
  });

  test('an empty page says for each field what to enter, in the page’s order', async () => {
    const errors = await validatePage(form, 'reader', {}, f.ctx());
    assert.deepEqual(errors, [
      { path: 'reader.name', message: 'Nhập họ và tên' },
      { path: 'reader.birthDate', message: 'Nhập ngày sinh đủ ngày, tháng, năm, ví dụ 04/03/1991' },
      { path: 'reader.sex', message: 'Chọn giới tính' },
      { path: 'reader.personalNumber', message: 'Nhập số định danh gồm 12 chữ số, ví dụ 010191004172' },
      { path: 'reader.commune', message: 'Chọn xã, phường' },
      { path: 'reader.phone', message: 'Nhập số điện thoại gồm 10 chữ số, ví dụ 0912 345 678' },
    ]);
    assert.deepEqual(await messages('card', {}), {
      'card.kind': 'Chọn câu trả lời cho “Loại thẻ nào?”',
      'card.deposit': 'Nhập tiền đặt cọc bằng số đồng, ví dụ 800.000',
    });
    assert.deepEqual(await messages('more', {}, 'en'), {
      'card.promise': 'Tick the box: I take care of books.',
      'card.photo': 'Choose a file for the paper: Portrait',
    });
  });

  test('each wrong value is told what to do about it', async () => {
    const wrong: Array<[string, string, string, string]> = [
      [
        'reader',
        'reader.birthDate',
        '31/02/1991',
        'Không có ngày 31/02/1991. Nhập lại ngày sinh, ví dụ 04/03/1991',
      ],
      ['reader', 'reader.birthDate', '02/1991', 'Nhập ngày sinh đủ ngày, tháng, năm, ví dụ 04/03/1991'],
      ['reader', 'reader.birthDate', '21/11/2026', 'Nhập ngày sinh không muộn hơn hôm nay, 20/11/2026'],
      ['reader', 'reader.birthDate', '31/12/1899', 'Nhập ngày sinh từ ngày 01/01/1900 trở đi'],
      [
        'reader',
        'reader.name',
        'Mỷ 😀',
        'Bỏ ký tự “😀” (U+1F600) ở họ và tên: giấy tờ in ra không thể hiện được ký tự này',
      ],
      [
        'reader',
        'reader.name',
        'Mỷ \ue000',
        'Bỏ ký tự U+E000 ở họ và tên: giấy tờ in ra không thể hiện được ký tự này',
      ],
      [
        'reader',
        'reader.name',
        '<script>alert(1)</script>',
        'Nhập họ và tên bằng chữ cái, ví dụ Giàng Thị Mỷ',
      ],
      ['reader', 'reader.name', "'; DROP TABLE forms; --", 'Nhập họ và tên bằng chữ cái, ví dụ Giàng Thị Mỷ'],
      ['reader', 'reader.name', 'M'.repeat(101), 'Rút ngắn họ và tên còn tối đa 100 ký tự'],
      ['reader', 'reader.sex', 'other', 'Chọn giới tính'],
      ['reader', 'reader.phone', '0912 345 67', 'Nhập số điện thoại gồm 10 chữ số, ví dụ 0912 345 678'],
      ['reader', 'reader.email', 'a@b', 'Nhập thư điện tử đầy đủ, ví dụ giangmy@example.com'],
      ['card', 'card.deposit', '1,5', 'Nhập tiền đặt cọc bằng số đồng, ví dụ 800.000'],
      ['card', 'card.deposit', '10.000', 'Nhập tiền đặt cọc từ 50.000 trở lên'],
      ['card', 'card.number', 'TV-12', 'Nhập số thẻ cũ dạng TV-000123'],
      ['card', 'card.weeks', '53', 'Nhập số tuần không quá 52'],
      ['card', 'card.height', 'cao', 'Nhập chiều cao bằng số, ví dụ 120,5'],
      ['card', 'card.guardian', '', 'Nhập người giám hộ'],
    ];
    for (const [page, path, typed, message] of wrong) {
      const body = { ...goodReader, ...goodCard, [path]: typed };
      const data = post(page, body, good());
      assert.deepEqual(await messages(page, data), { [path]: message }, `${path}: ${typed}`);
      assert.ok(typed === '' || valueAt(data, path) !== undefined, 'what was typed is still there');
    }
  });

  test('a personal number has to agree with birth date and sex', async () => {
    const born = post('reader', { ...goodReader, 'reader.birthDate': '04/03/1992' });
    assert.match((await messages('reader', born))['reader.personalNumber'] ?? '', /ngày sinh trên căn cước/);
    const sex = post('reader', { ...goodReader, 'reader.sex': 'male' });
    assert.match((await messages('reader', sex))['reader.personalNumber'] ?? '', /giới tính trên căn cước/);
  });

  test('an area has to be there on the day', async () => {
    const in2022 = f.ctx('vi', '2022-05-05T09:00:00+07:00');
    const inKimTan = withValue(good(), 'reader.commune', '02647');
    assert.deepEqual(
      await validatePage(form, 'reader', inKimTan, in2022),
      [],
      'Phường Kim Tân had this code then',
    );
    const gone = withValue(good(), 'reader.commune', '99999');
    assert.deepEqual(await messages('reader', gone), {
      'reader.commune': 'Chọn xã, phường trong danh sách: đơn vị này không có vào ngày 20/11/2026',
    });
  });

  test('a commune has to lie in the province that its field names', async () => {
    const both = (vi: string, en: string) => ({ vi, en });
    const place = defineForm({
      id: 'place',
      version: 1,
      schema: {
        type: 'object',
        required: ['province', 'commune'],
        properties: {
          province: { type: 'string', format: 'area-code' },
          commune: { type: 'string', format: 'area-code' },
        },
      },
      pages: [{ id: 'place', title: both('Nơi sinh', 'Place of birth'), fields: ['province', 'commune'] }],
      fields: {
        province: { label: both('Tỉnh', 'Province'), level: 'province', class: 'none' },
        commune: { label: both('Xã', 'Commune'), within: { field: 'province' }, class: 'none' },
      },
    });
    const then = f.ctx('vi', '2022-05-05T09:00:00+07:00');
    const faulty = async (data: FormData) => (await validateAll(place, data, then)).map(e => e.path);
    assert.deepEqual(await faulty({ province: '10', commune: '02647' }), []);
    assert.deepEqual(await faulty({ province: '15', commune: '02647' }), ['commune'], 'Yên Bái then');
    assert.deepEqual(
      await faulty({ province: '02647', commune: '10' }),
      ['province', 'commune'],
      'codes of other levels',
    );
    const drawn = (await renderFormPage(then, place, 'place', { province: '15' })).toString();
    assert.match(drawn, /<option value="10">Tỉnh Lào Cai/);
    assert.match(drawn, /<option value="15" selected>Tỉnh Yên Bái/);
    assert.doesNotMatch(drawn, /value="02647"/);
  });

  test('what comes by API is held to the same, and told of what no field knows', async () => {
    const sent = { ...good(), note: 'x', reader: { ...(good().reader as object), admin: true } };
    assert.deepEqual(
      (await validateAll(form, sent, f.ctx())).map(e => e.message),
      ['Bỏ mục note: biểu mẫu không có mục này', 'Bỏ mục reader.admin: biểu mẫu không có mục này'],
    );
    const types: unknown[] = [['a', 'b'], {}, 7, true, null, 'À'.normalize('NFD'), 'a\u0000b', '\ud800'];
    for (const value of types) {
      const errors = await validateAll(form, withValue(good(), 'reader.name', value), f.ctx());
      assert.deepEqual(
        errors.map(e => e.path),
        ['reader.name'],
        JSON.stringify(value),
      );
    }
    const day = await validateAll(form, withValue(good(), 'reader.birthDate', '04/03/1991'), f.ctx());
    assert.deepEqual(
      day.map(e => e.message),
      ['Gửi ngày sinh theo dạng năm-tháng-ngày: 1991-03-04'],
      'there is such a day',
    );
    const files = await validateAll(
      form,
      withValue(good(), 'card.photo', [{ id: '../etc/passwd' }]),
      f.ctx(),
    );
    assert.deepEqual(files, [{ path: 'card.photo', message: 'Chọn tệp cho giấy tờ: Ảnh chân dung' }]);
  });

  test('too much of anything is refused before it is looked at', async () => {
    const long = await validateAll(form, withValue(good(), 'card.reason', 'a'.repeat(1_000_000)), f.ctx());
    assert.deepEqual(
      long.map(e => e.path),
      ['card.reason'],
    );
    const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`f${i}`, 1]));
    assert.equal((await validateAll(form, many, f.ctx())).length, 1);
    const deep = JSON.parse(`${'{"a":'.repeat(500)}1${'}'.repeat(500)}`);
    assert.equal((await validateAll(form, deep, f.ctx())).length, 1);
  });

  test('a hidden field asks for nothing, and its value counts for nothing', async () => {
    const adult = post('card', { ...goodCard, 'card.kind': 'adult', 'card.guardian': '' }, good());
    assert.deepEqual(await validateAll(form, adult, f.ctx()), []);
  });

  test('nothing that can be sent makes validation fail, and every fault is at a field of the page', async () => {
    const json = fc.jsonValue({ maxDepth: 4 });
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.constantFrom('reader', 'card', '__proto__', 'x'), json),
        async sent => {
          const errors = await validateAll(form, sent as FormData, f.ctx());
          assert.ok(errors.length > 0 && errors.every(e => e.message !== ''));
          for (const error of await validatePage(form, 'card', sent as FormData, f.ctx('en')))
            assert.match(error.path, /^card\./);
        },
      ),
      { numRuns: 60 },
    );
  });
});
