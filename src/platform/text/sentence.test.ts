import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sentence } from './sentence.ts';

test('a reason ends with one full stop, however it was typed', () => {
  for (const typed of ['Ghi sai họ', ' Ghi sai họ. ', 'Ghi sai họ...', 'Ghi sai họ ; .\n', 'Ghi sai họ;'])
    assert.equal(sentence(typed), 'Ghi sai họ.');
  assert.equal(sentence('Theo mục 1.2; khoản 3'), 'Theo mục 1.2; khoản 3.');
});

test('a sentence of a sentence is itself', () => {
  fc.assert(fc.property(fc.string(), text => assert.equal(sentence(sentence(text)), sentence(text))));
});
