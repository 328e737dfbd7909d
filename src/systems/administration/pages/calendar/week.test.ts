import assert from 'node:assert/strict';
import { test } from 'node:test';
import { weeksOf } from './months.ts';
import { dayText, readDayHours } from './week.ts';

test('hours are read as people write them, and shown so that they can be read again', () => {
  const usual = [
    [450, 720],
    [810, 1020],
  ];
  for (const text of [
    '07:30–12:00, 13:30–17:00',
    '7:30-12:00 13:30-17:00',
    '7h30-12h, 13h30 – 17h',
    '7:30-12; 13:30-17',
  ])
    assert.deepEqual(readDayHours(text), usual, text);
  assert.deepEqual(
    readDayHours(
      dayText([
        [450, 720],
        [810, 1020],
      ]),
    ),
    usual,
  );
  assert.deepEqual(readDayHours(' '), []);
  for (const text of ['sáng', '12:00-07:30', '7:30-25:00', '7:70-12:00', '7:30-12:00, 11:00-17:00', '7:30'])
    assert.equal(readDayHours(text), undefined, text);
});

test('a month is laid out in weeks from Monday', () => {
  const february = weeksOf(2027, 2);
  assert.equal(february.length, 4, 'February 2027 begins on a Monday and has four weeks');
  assert.equal(february[0]?.[0], '2027-02-01');
  const november = weeksOf(2026, 11);
  assert.deepEqual(november[0], [null, null, null, null, null, null, '2026-11-01']);
  assert.equal(november.flat().filter(Boolean).length, 30);
});
