import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAmount, readExemption } from './fee-fields.ts';

test('an amount is read as people write it, and a damaged one is not guessed', () => {
  for (const text of ['800.000 đồng', '800000', '800 000', '800.000đ'])
    assert.equal(readAmount(text), 800_000, text);
  assert.equal(readAmount('0'), 0);
  for (const text of [',000 VNĐ', '1.5', '8.00', '-5', 'miễn phí', '800,000', '9999999999999999'])
    assert.equal(readAmount(text), undefined, text);
});

test('who pays less is said on a line: who, percent, ground', () => {
  assert.deepEqual(readExemption('Hộ nghèo; 0; 12/2026/NQ-HĐND'), {
    who: 'Hộ nghèo',
    share: 0,
    basis: '12/2026/NQ-HĐND',
  });
  assert.deepEqual(readExemption('Hộ nghèo; 0; ; poor, remote; exempt'), {
    who: 'Hộ nghèo',
    share: 0,
    grounds: ['poor', 'remote'],
    paper: 'exempt',
  });
  assert.deepEqual(readExemption('Người cao tuổi; 50%'), { who: 'Người cao tuổi', share: 0.5 });
  for (const line of [
    'Hộ nghèo',
    'Hộ nghèo; nửa',
    '; 50',
    'Hộ nghèo; 150',
    'a; 1; b; c; Ngoài',
    'a; 1; b; c; d; e',
  ])
    assert.equal(readExemption(line), undefined, line);
});
