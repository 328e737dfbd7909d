import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testCtx } from '#test/ctx';
import { cases } from '../module.ts';
import { changeWords } from './change-words.ts';

test('a field that was or is empty is said to be, and not quoted as if the words stood on the paper', () => {
  const { t } = testCtx({ modules: [cases] });
  const said = (before: string, after: string) => changeWords(t, { label: 'Dân tộc', before, after });
  assert.equal(said('Mông', 'Tày'), 'Dân tộc: “Mông” sửa thành “Tày”');
  assert.equal(said('', 'Tày'), 'Dân tộc: trước để trống, nay ghi “Tày”');
  assert.equal(said('Mông', ''), 'Dân tộc: bỏ “Mông”, nay để trống');
});
