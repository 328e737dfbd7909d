import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testCtx } from '#test/ctx';
import { html } from '#ui';
import { oneStop } from '../index.ts';
import { stepLabel, stepName } from './step-name.ts';

test('what the program says before the name of a step is in the reader’s language, the step’s own name is as it is', () => {
  const { t } = testCtx({ modules: [oneStop], lang: 'en' });
  const vi = testCtx({ modules: [oneStop], lang: 'vi' }).t;
  const said = (name: string) => html`${stepName(t, name)}`.toString();
  assert.equal(said('Nhắc hạn: Thẩm tra'), 'Reminder: <span lang="vi">Thẩm tra</span>');
  assert.equal(stepLabel(t, 'Người giữ đang vắng: Thẩm tra'), 'Its holder is away: Thẩm tra');
  assert.equal(said('Thẩm tra'), '<span lang="vi">Thẩm tra</span>');
  for (const name of ['Nhắc hạn: Thẩm tra', 'Người giữ đang vắng: Thẩm tra', 'Thẩm tra'])
    assert.equal(stepLabel(vi, name), name);
});
