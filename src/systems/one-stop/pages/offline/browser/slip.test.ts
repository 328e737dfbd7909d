import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dateTime } from './slip.js';

test('a receipt says the hour of the province, wherever the device believes to be', () => {
  assert.equal(dateTime(Date.parse('2026-11-28T23:06:30Z')), '29/11/2026 06:06');
  assert.equal(dateTime(Date.parse('2026-01-05T17:00:00Z')), '06/01/2026 00:00');
});
