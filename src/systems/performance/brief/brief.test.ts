import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testCtx } from '#test/ctx';
import { ui } from '#ui';
import { performance } from '../module.ts';
import { daysTold } from './brief.ts';

const { t } = testCtx({ modules: [ui, performance] });

test('on Monday a leader is told of Friday and of what came in since, and how much of it on days off', () => {
  const told = daysTold({ from: '2026-11-27', to: '2026-11-29', received: 31, off: 8 }, t);
  assert.equal(told.yesterday, 'Từ ngày làm việc trước 27/11/2026 đến hết 29/11/2026, gồm cả ngày nghỉ');
  assert.equal(told.received, 'Tiếp nhận 31 hồ sơ, trong đó 8 hồ sơ vào ngày nghỉ');
});

test('on another morning the day before is told alone', () => {
  const told = daysTold({ from: '2026-11-26', to: '2026-11-26', received: 23, off: 0 }, t);
  assert.deepEqual(told, { yesterday: 'Ngày làm việc trước, 26/11/2026', received: 'Tiếp nhận 23 hồ sơ' });
});
