import assert from 'node:assert/strict';
import { test } from 'node:test';
import { limitDay, yearsAgo } from './limit-day.ts';

test('a bound is a day, today, or so many years before it', () => {
  assert.equal(limitDay('1900-01-01', '2026-11-28'), '1900-01-01');
  assert.equal(limitDay('today', '2026-11-28'), '2026-11-28');
  assert.equal(limitDay('today-6y', '2026-11-28'), '2020-11-28');
  assert.equal(limitDay('today-4y', '2028-02-29'), '2024-02-29');
  assert.deepEqual([yearsAgo('today'), yearsAgo('today-6y'), yearsAgo('2020-01-01')], [0, 6, undefined]);
});
