import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textOf } from './files.js';

test('procedure design: a file of another modeller is read in UTF-8 and in UTF-16, with its tone marks', () => {
  const words = '<process name="Tiếp nhận"/>';
  const wide = Buffer.from(`\uFEFF${words}`, 'utf16le');
  assert.equal(textOf(wide), words);
  assert.equal(textOf(Buffer.from(wide).swap16()), words);
  assert.equal(textOf(Buffer.from(words)), words);
  assert.equal(textOf(Buffer.from(`\uFEFF${words}`)), words);
});
