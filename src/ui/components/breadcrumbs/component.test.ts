import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testCtx } from '#test/ctx';
import { ui } from '../../module.ts';
import { breadcrumbs } from './component.ts';

test('the way is told from the outside in; without one there is nothing', () => {
  const { t } = testCtx({ modules: [ui] });
  const nav = String(
    breadcrumbs(t, [
      { href: '/', label: 'Trang chủ' },
      { href: '/b', label: 'B' },
    ]),
  );
  assert.match(nav, /aria-label="Đường dẫn"><a href="\/">Trang chủ<\/a> › <a href="\/b">B<\/a><\/nav>/);
  assert.equal(breadcrumbs(t, []), null);
});
