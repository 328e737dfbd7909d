import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { publicWords } from './public-words.ts';

describe('ratings: public words', () => {
  test('hold no number, address or code by which somebody could be found', () => {
    const said =
      'Gọi 0912 345 678, +84912345678 hoặc my@example.vn, căn cước 010191000172, hồ sơ 001.18.60.H38-261128-0001.';
    assert.equal(publicWords(said, []), 'Gọi […], […] hoặc […] căn cước […], hồ sơ […]');
  });

  test('leave out the names of the applicant, however they are spaced and written', () => {
    assert.equal(publicWords('Tôi là GIÀNG  Thị Mỷ ở Bắc Hà', ['Giàng Thị Mỷ']), 'Tôi là […] ở Bắc Hà');
    assert.equal(
      publicWords('toi la giang thi my, o Bac Ha', ['Lù Thị Sen', 'Giàng Thị Mỷ']),
      'toi la […] o Bac Ha',
    );
    assert.equal(publicWords('Mỷ là tên người', ['Mỷ']), 'Mỷ là tên người', 'one word may be any word');
  });

  test('keep what tells about the service: dates, amounts, hours', () => {
    const said = 'Hẹn 20/11/2026 lúc 8:30, đóng 800.000 đồng, chờ 3 ngày.';
    assert.equal(publicWords(said, ['Lù Thị Sen']), said);
  });
});
