import assert from 'node:assert/strict';
import { test } from 'node:test';
import { panel } from './component.ts';

test('the panel holds the heading of the page and its facts', () => {
  const text = panel({ title: 'Đã tiếp nhận', facts: [{ label: 'Mã', value: 'A&B' }] }).toString();
  assert.match(text, /<h1>Đã tiếp\u00a0nhận<\/h1>\s*<p>Mã<\/p><p class="big num">A&amp;B<\/p>/);
});
