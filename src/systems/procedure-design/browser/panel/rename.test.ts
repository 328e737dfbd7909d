import assert from 'node:assert/strict';
import { test } from 'node:test';
import { idFromName } from '../auto-id.js';
import { isGoodId, renamedIn } from './rename.js';
import { spanIn, spanText } from './span.js';

test('a condition follows a step to its new id, and no other step', () => {
  assert.equal(
    renamedIn(
      'tasks.sign.outcome = "sign" and tasks.signed.outcome = "x" or not(tasks.sign.late)',
      'sign',
      'ky',
    ),
    'tasks.ky.outcome = "sign" and tasks.signed.outcome = "x" or not(tasks.ky.late)',
  );
  assert.equal(renamedIn('mytasks.sign = form.tasks.sign', 'sign', 'ky'), 'mytasks.sign = form.tasks.sign');
  assert.equal(renamedIn('tasks.sign', 'sign', 'ky'), 'tasks.ky');
});

test('an id is one that conditions can read', () => {
  assert.deepEqual(['sign', '_a1', 'a-b', 'a.b', '1a', 'ký', '', 'x'.repeat(101)].map(isGoodId), [
    ...[true, true, false, false, false, false, false, false],
  ]);
});

test('a new step is called in the file as people call it; one that somebody named stays', () => {
  const taken = (id: string) => id === 'tham_dinh';
  assert.equal(idFromName('Activity_0elnhnx', 'Thẩm định', taken), 'tham_dinh_2');
  assert.equal(idFromName('Gateway_1abc234', 'Đã ký?', taken), 'da_ky');
  assert.equal(idFromName('Activity_0elnhnx', '25 ngày', taken), undefined);
  assert.equal(idFromName('Activity_0elnhnx', '', taken), undefined);
  assert.equal(idFromName('sign', 'Ký duyệt', taken), undefined);
});

test('a span is a number and a unit; what is no number is left for the checker to name', () => {
  assert.deepEqual(spanIn('3 working-days'), { n: '3', unit: 'working-day' });
  assert.deepEqual(spanIn(undefined), { n: '', unit: 'working-day' });
  assert.equal(spanText({ n: ' 4 ', unit: 'working-hour' }), '4 working-hour');
  assert.equal(spanText({ n: '', unit: 'month' }), undefined);
  assert.equal(spanText({ n: 'ba', unit: 'month' }), 'ba month');
});
