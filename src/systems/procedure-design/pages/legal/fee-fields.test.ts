import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAmount } from './fee-fields.ts';

test('an amount is read as people write it, and a damaged one is not guessed', () => {
  for (const text of ['800.000 đồng', '800000', '800 000', '800.000đ'])
    assert.equal(readAmount(text), 800_000, text);
  assert.equal(readAmount('0'), 0);
  for (const text of [',000 VNĐ', '1.5', '8.00', '-5', 'miễn phí', '800,000', '9999999999999999'])
    assert.equal(readAmount(text), undefined, text);
});
