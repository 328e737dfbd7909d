import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatDateTime } from '#platform/clock';
import { durationMs, instantOf } from './iso-time.ts';

const shown = (iso: string, from = '2026-01-31T09:00:00+07:00') => {
  const at = new Date(from);
  return formatDateTime(new Date(at.getTime() + durationMs(iso, at)));
};

test('a duration runs on the clock, its months and years on the calendar', () => {
  assert.equal(shown('PT8H'), '31/01/2026 17:00');
  assert.equal(shown('P1W'), '07/02/2026 09:00');
  assert.equal(shown('P1M'), '28/02/2026 09:00');
  assert.equal(shown('P1Y1M1D'), '01/03/2027 09:00');
  assert.equal(shown('P2DT30M'), '02/02/2026 09:30');
  assert.equal(durationMs('PT1.5S', new Date(0)), 1500);
  assert.throws(() => durationMs('3 days', new Date(0)), RangeError);
});

test('a time without a zone is the province’s, whatever the machine’s is', () => {
  assert.equal(instantOf('2026-11-25').toISOString(), '2026-11-24T17:00:00.000Z');
  assert.equal(instantOf('2026-11-25T08:00').toISOString(), '2026-11-25T01:00:00.000Z');
  assert.equal(instantOf('2026-11-25T08:00:00+07:00').toISOString(), '2026-11-25T01:00:00.000Z');
  assert.equal(instantOf('2026-11-25T08:00:00Z').toISOString(), '2026-11-25T08:00:00.000Z');
});
