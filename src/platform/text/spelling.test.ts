import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inBothSpellings, markedWithY, withY } from './spelling.ts';

test('kí and ký are one word, with tone marks and without; other words with i stay', () => {
  assert.equal(withY('dang ki li lich cong ti quoc tich mi'), 'dang ky ly lich cong ty quoc tich my');
  assert.equal(withY('vi tri thi kim quy'), 'vi tri thi kim quy');
  assert.equal(
    markedWithY('đăng kí kết hôn, lí lịch, quí ba, nước Mĩ'),
    'đăng ký kết hôn, lý lịch, quý ba, nước Mỹ',
  );
  assert.equal(markedWithY('thị trấn, vị trí, kính'), 'thị trấn, vị trí, kính');
  assert.deepEqual(['ki', 'ky', 'kinh'].map(inBothSpellings), ['k[iy]', 'k[iy]', 'kinh']);
});
