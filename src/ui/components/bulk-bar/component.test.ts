import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testCtx } from '#test/ctx';
import { ui } from '../../module.ts';
import { bulkBar } from './component.ts';

test('each button says what it sends and which key it has', () => {
  const { t } = testCtx({ modules: [ui] });
  const bar = bulkBar(t, {
    actions: [{ name: 'viec', value: 'ky', label: 'Trình ký', key: 'T' }],
  }).toString();
  assert.match(bar, /<button class="btn alt" name="viec" value="ky">Trình ký <kbd>T<\/kbd><\/button>/);
});
