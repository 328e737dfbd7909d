import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testCtx } from '#test/ctx';
import { ui } from '../../module.ts';
import { keyValues } from './component.ts';

test('a change link says what it changes', () => {
  const { t } = testCtx({ modules: [ui] });
  const list = keyValues(t, [{ label: 'Tên', value: '<b>', change: { href: '/sua?p=1' } }]).toString();
  assert.match(
    list,
    /<dt>Tên<\/dt><dd>&lt;b&gt;<\/dd><dd><a href="\/sua\?p=1">Sửa<span class="vh"> Tên<\/span>/,
  );
});
