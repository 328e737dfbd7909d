import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wrap } from './draw-text.ts';

test('names break at spaces, and no syllable of a word is left alone in the last line', () => {
  assert.deepEqual(wrap('Kiểm tra thực địa', 15), ['Kiểm tra', 'thực địa']);
  assert.deepEqual(wrap('Đang giải quyết', 12), ['Đang', 'giải quyết']);
  assert.deepEqual(wrap('Trả kết quả', 12), ['Trả kết quả'], 'what fits stays in one line');
  assert.deepEqual(wrap('Thẩm định hồ sơ thiết kế', 15), ['Thẩm định hồ sơ', 'thiết kế']);
  assert.deepEqual(wrap('Nghiêng bên', 9), ['Nghiêng', 'bên'], 'a first line keeps its only word');
  assert.deepEqual(wrap('', 9), []);
});
