import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lettersIn } from './index.ts';

test('letters are counted with their marks, and nothing else is', () => {
  for (const [text, count] of [
    ['1234567890 !!', 0],
    ['Số 12/2026', 2],
    ['đã đổi số', 7],
    ['đã đổi số'.normalize('NFD'), 7],
    ['', 0],
  ] as const)
    assert.equal(lettersIn(text), count, text);
});
