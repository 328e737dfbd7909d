import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyState } from './component.ts';

test('an empty place says why and where to go on', () => {
  const text = emptyState({ why: 'Chưa có “<hồ sơ>”.', next: { href: '/thu-tuc', label: 'Xem thủ tục' } });
  assert.match(text.toString(), /Chưa có “&lt;hồ sơ&gt;”\. <a href="\/thu-tuc">Xem thủ tục<\/a>/);
});
