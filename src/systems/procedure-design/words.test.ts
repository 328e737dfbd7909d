import assert from 'node:assert/strict';
import { test } from 'node:test';
import { procedures } from '#engines/procedures';
import { worktime } from '#engines/worktime';
import { testCtx } from '#test/ctx';
import { ui } from '#ui';
import { procedureDesign } from './module.ts';
import { limitsLine } from './words.ts';

test('limits that differ say how one applies for each; those that do not are said once', () => {
  const { t } = testCtx({ modules: [ui, worktime, procedures, procedureDesign] });
  const days = (n: number) => ({ n, unit: 'working-day' as const });
  assert.equal(limitsLine(t, { online: days(5), counter: days(5), post: days(5) }), '5 ngày làm việc');
  assert.equal(
    limitsLine(t, { online: days(15), counter: days(20), post: days(20) }),
    'Trực tuyến: 15 ngày làm việc; trực tiếp, qua bưu chính: 20 ngày làm việc',
  );
  assert.equal(limitsLine(t, {}), '');
});
