import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isUnmarked } from './is-unmarked.ts';

test('a name without any mark was typed to be found', () => {
  assert.ok(isUnmarked('Giang Thi My'));
  assert.ok(!isUnmarked('Giàng Thi My'));
  assert.ok(!isUnmarked('Đo'));
  assert.ok(!isUnmarked('Vũ'));
});
