import assert from 'node:assert/strict';
import { test } from 'node:test';
import { timeline } from './component.ts';

test('the present one is marked, words are escaped', () => {
  const list = timeline([
    { title: 'Thẩm định', about: '<i>', state: 'now' },
    { title: 'Tiếp nhận', about: '08:05' },
  ]).toString();
  assert.match(
    list,
    /<li class="now"><b>Thẩm định<\/b><br><span class="q">&lt;i&gt;<\/span><\/li>\s*<li><b>Tiếp nhận/,
  );
});
