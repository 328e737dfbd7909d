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
  assert.match(
    String(breadcrumbs(t, [{ href: '/c', label: 'Hồ sơ 001.18.60.H38-261130-0001' }])),
    /<a href="\/c">Hồ sơ <span class="num">001[^<]*<\/span><\/a>/,
    'a code is not broken at its hyphens',
  );
  assert.equal(breadcrumbs(t, []), null);
});
