import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { dayAfter, dayBefore, readDay } from './days.ts';
import { formatDate } from './local.ts';

test('a day is read as people type it', () => {
  for (const text of [
    '01/07/2025',
    '1/7/2025',
    '1-7-2025',
    '01.07.2025',
    '01072025',
    ' 01/07/2025 ',
    '2025-07-01',
    'ngày 1 tháng 7 năm 2025',
    'Ngày 01 tháng 07 năm 2025'.normalize('NFD'),
    'ngay 1 thang 7 nam 2025',
    '1 tháng 7, 2025',
  ])
    assert.equal(readDay(text), '2025-07-01', text);
  for (const text of [
    '',
    '31/02/2026',
    '2026-02-31',
    '2025-7-1',
    '1/7/25',
    'ngày 31 tháng 2 năm 2026',
    'ngày 1 tháng 7',
    'ngày 1 tháng 7 năm 25',
    '00/01/2026',
    '01/13/2026',
    'mai',
    '01/01/0001',
  ])
    assert.equal(readDay(text), undefined, text);
});

test('every day that is shown is read back, and the day after the day before is the day', () => {
  const from = new Date('1990-01-01T00:00:00Z');
  fc.assert(
    fc.property(fc.date({ min: from, max: new Date('2100-01-01T00:00:00Z'), noInvalidDate: true }), at => {
      const day = at.toISOString().slice(0, 10);
      assert.equal(readDay(formatDate(day)), day);
      assert.equal(dayAfter(dayBefore(day)), day);
    }),
  );
});
