import assert from 'node:assert/strict';
import { test } from 'node:test';
import { figureTiles } from './component.ts';

test('a figure stands with its name and what it is compared to', () => {
  const tiles = figureTiles([{ label: 'Đã trả', value: '18.406', about: 'tăng 4,1%' }]).toString();
  assert.match(tiles, /<dt>Đã trả<\/dt><dd><b>18\.406<\/b>tăng 4,1%<\/dd>/);
});
