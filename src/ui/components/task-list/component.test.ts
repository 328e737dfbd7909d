import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testCtx } from '#test/ctx';
import { ui } from '../../module.ts';
import { taskList } from './component.ts';

test('what cannot begin yet is no link', () => {
  const { t } = testCtx({ modules: [ui] });
  const list = taskList(t, [
    { label: 'A', href: '/a', state: 'fix', errors: 2 },
    { label: 'B', href: '/b', state: 'locked' },
  ]).toString();
  assert.match(list, /<a href="\/a">A<\/a><b class="st soon">.*Có 2 chỗ cần sửa/);
  assert.doesNotMatch(list, /href="\/b"/);
});

test('what was begun is told from what was not', () => {
  const { t } = testCtx({ modules: [ui] });
  const list = taskList(t, [
    { label: 'A', href: '/a', state: 'begun' },
    { label: 'B', href: '/b', state: 'todo' },
  ]).toString();
  assert.match(list, /A<\/a><b class="st hold">Đang làm<[\s\S]*B<\/a><b class="st hold">(?!Đang làm)/);
});
