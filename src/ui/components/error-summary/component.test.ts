import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testCtx } from '#test/ctx';
import { ui } from '../../module.ts';
import { errorSummary } from './component.ts';

const { t } = testCtx({ modules: [ui] });

test('each line leads to its field; the number agrees', () => {
  const one = String(errorSummary(t, [{ path: 'a', message: 'Nhập <họ> và tên' }]));
  assert.match(one, /Có 1\schỗ cần sửa[\s\S]*<a href="#f-a">Nhập &lt;họ&gt; và tên<\/a>/);
  const two = String(
    errorSummary(t, [
      { path: 'a', message: 'x' },
      { path: 'b.c', message: 'y' },
    ]),
  );
  assert.match(two, /Có 2\schỗ cần sửa[\s\S]*#f-b\.c/);
});

test('nothing wrong, nothing shown', () => {
  assert.equal(errorSummary(t, []), null);
});
