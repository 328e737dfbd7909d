import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isUnmarked, nameTyped } from './name-typed.ts';

test('a name typed in small letters is written as names are', () => {
  assert.equal(nameTyped(' lò  thị păn '), 'Lò Thị Păn');
  assert.equal(nameTyped('đỗ ánh'), 'Đỗ Ánh');
  assert.equal(nameTyped('Giàng A Phử'), 'Giàng A Phử');
});

test('a name without any mark was typed to be found', () => {
  assert.ok(isUnmarked('Giang Thi My'));
  assert.ok(!isUnmarked('Giàng Thi My'));
  assert.ok(!isUnmarked('Đo'));
  assert.ok(!isUnmarked('Vũ'));
});
