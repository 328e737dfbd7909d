import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { personalIn, publicWords } from './public-words.ts';

describe('ratings: public words', () => {
  test('hold no number, address or code by which somebody could be found', () => {
    const said =
      'Gọi 0912 345 678, +84912345678 hoặc my@example.vn, căn cước 010191000172, hồ sơ 001.18.60.H38-261128-0001.';
    assert.equal(publicWords(said, []), 'Gọi […], […] hoặc […] căn cước […], hồ sơ […].');
    assert.equal(publicWords('Hồ sơ Z99.60.01.01-261128-0001', []), 'Hồ sơ […]');
  });

  test('leave out the names of the applicant, however they are spaced and written', () => {
    assert.equal(publicWords('Tôi là GIÀNG  Thị Mỷ ở Bắc Hà', ['Giàng Thị Mỷ']), 'Tôi là […] ở Bắc Hà');
    assert.equal(
      publicWords('toi la giang thi my, o Bac Ha', ['Lù Thị Sen', 'Giàng Thị Mỷ']),
      'toi la […] o Bac Ha',
    );
    assert.equal(publicWords('Mỷ là tên người', ['Mỷ']), 'Mỷ là tên người', 'one word may be any word');
  });

  test('hold no number whose area code stands in brackets, and keep a day that is written with dots', () => {
    assert.equal(publicWords('Gọi (0214) 3840 888 ngày 28.11.2026', []), 'Gọi […] ngày 28.11.2026');
  });

  test('what would be left out is named as it stands, and of a name without looking at marks or at parts of words', () => {
    const said =
      'Chị giang thi my, 0912 345 678, (0214) 3840 888, my@example.vn, căn cước 010191000172, hồ sơ 001.18.60.H38-261128-0001.';
    assert.deepEqual(personalIn(said, ['Giàng Thị Mỷ', 'Lù Thị Sen']), [
      'Giàng Thị Mỷ',
      '001.18.60.H38-261128-0001',
      '(0214) 3840 888',
      '0912 345 678',
      '010191000172',
      'my@example.vn',
    ]);
    assert.deepEqual(personalIn('Giàng-Thị-Mỷ', ['Giàng Thị Mỷ']), ['Giàng Thị Mỷ']);
    assert.deepEqual(personalIn('Lù Thị Sente, ngày 28.11.2026, gọi 1022', ['Lù Thị Sen']), []);
  });

  test('keep what tells about the service: dates, amounts, hours', () => {
    const said = 'Hẹn 20/11/2026 lúc 8:30, đóng 800.000 đồng, chờ 3 ngày.';
    assert.equal(publicWords(said, ['Lù Thị Sen']), said);
  });
});
