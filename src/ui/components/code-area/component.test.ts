import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testCtx } from '#test/ctx';
import { ui } from '../../module.ts';
import { codeArea } from './component.ts';

test('source is shown as it is, also a first empty line and what looks like markup', () => {
  const { t } = testCtx({ modules: [ui] });
  const drawn = codeArea(t, { name: 'x', label: 'X', value: '\n<a>"&' }).toString();
  assert.match(drawn, /spellcheck="false"[^>]*>\n\n&lt;a&gt;&quot;&amp;<\/textarea>/);
});
