import assert from 'node:assert/strict';
import { test } from 'node:test';
import { usualFirst } from './usual-first.ts';

const death = { code: '1.000656', name: 'Đăng ký khai tử' };
const copy = { code: '2.000635', name: 'Cấp bản sao trích lục hộ tịch, bản sao Giấy khai sinh' };
const birth = { code: '1.001193', name: 'Đăng ký khai sinh' };
const again = { code: '1.004884', name: 'Đăng ký lại khai sinh' };
const usual = ['1.001193', '1.000656'];
const names = (rows: readonly { code: string }[], typed: string) =>
  usualFirst(rows as (typeof death)[], usual, typed).map(p => p.code);

test('what is called so comes before what the office receives more often', () => {
  // A death ends in an extract too; whoever types `trich luc` and Enter wants the copy.
  assert.deepEqual(names([death, copy], 'trich luc'), ['2.000635', '1.000656']);
});

test('among those that are called so the usual comes first', () => {
  assert.deepEqual(names([copy, again, birth], 'khai sinh'), ['1.001193', '2.000635', '1.004884']);
  assert.deepEqual(names([death, copy], 'giay to'), ['1.000656', '2.000635']);
});
