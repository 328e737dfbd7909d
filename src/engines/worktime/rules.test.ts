import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatDateTime } from '#platform/clock';
import { renew } from './apology.ts';
import { before } from './before.ts';
import { compileCalendar } from './calendar.ts';
import { due, dueAt } from './due.ts';
import { explain } from './explain.ts';
import { deadline, outcome } from './remaining.ts';
import { shareOut } from './share-out.ts';
import { usual, usualSource } from './testing/calendars.ts';
import { at } from './testing/read.ts';
import type { Limit } from './types.ts';

const days = (n: number): Limit => ({ n, unit: 'working-day' });
const code = (expected: string) => (error: unknown) => (error as { code?: string }).code === expected;

test('an office may apologise once, for a later working day, and is seen when it does so too late', () => {
  const dueAt = at('13/11/2026 17:00');
  const given = renew({
    dueAt,
    newDate: '2026-11-20',
    at: at('12/11/2026 09:00'),
    given: null,
    calendar: usual,
  });
  assert.equal(formatDateTime(given.until), '20/11/2026 17:00');
  assert.equal(given.inTime, true);
  const late = renew({
    dueAt,
    newDate: '2026-11-20',
    at: at('13/11/2026 09:00'),
    given: null,
    calendar: usual,
  });
  assert.equal(late.inTime, false);
  const again = { dueAt: given.until, newDate: '2026-11-27', at: at('19/11/2026 09:00'), calendar: usual };
  assert.throws(() => renew({ ...again, given }), code('APOLOGY_ALREADY_GIVEN'));
  assert.throws(() => renew({ ...again, newDate: '2026-11-21', given: null }), code('NEW_DATE_CLOSED'));
  assert.throws(() => renew({ ...again, newDate: '2026-11-20', given: null }), code('NEW_DATE_NOT_LATER'));
  assert.throws(() => renew({ ...again, newDate: '2026-02-31', given: null }), RangeError);
});

test('the sum of an apology: limit and promised time are what was used and what is left', () => {
  const apology = { at: at('12/11/2026 09:00'), until: at('20/11/2026 17:00') };
  const e = explain(at('16/10/2026 09:00'), days(20), usual, [], { now: at('18/11/2026 09:30'), apology });
  assert.equal(e.account.limit, 20 * 480);
  assert.equal(e.account.extended, 5 * 480);
  assert.equal(e.account.left, 6 * 60 + 2 * 480);
  assert.equal(e.days.filter(day => day.extended).length, 7);
});

test('an open pause has lasted until now, and the due time waits with it', () => {
  const pause = [{ from: at('16/11/2026 10:20'), to: null, reason: 'payment' as const }];
  const begun = due(at('13/11/2026 08:05'), days(3), usual, pause);
  assert.equal(formatDateTime(begun.at), '18/11/2026 17:00');
  const later = explain(at('13/11/2026 08:05'), days(3), usual, pause, { now: at('19/11/2026 08:30') });
  assert.equal(formatDateTime(later.at), '23/11/2026 15:10');
  assert.equal(later.account.left, 21 * 60 + 10);
  assert.equal(later.account.rows.at(-1)?.to, null);
  assert.equal(later.days.find(day => day.date === '2026-11-19')?.pauses?.[0]?.to, null);
});

test('a deadline is near with one working day or less, late past it, and stands still while paused', () => {
  const dueTime = at('23/11/2026 17:00');
  assert.equal(deadline(at('20/11/2026 16:59'), dueTime, usual).state, 'ok');
  assert.equal(deadline(at('20/11/2026 17:00'), dueTime, usual).state, 'soon');
  assert.equal(deadline(at('23/11/2026 17:00'), dueTime, usual).state, 'soon');
  assert.equal(deadline(at('23/11/2026 17:01'), dueTime, usual).state, 'late');
  const paused = deadline(at('30/11/2026 09:00'), dueTime, usual, at('20/11/2026 08:30'));
  assert.deepEqual([paused.state, paused.minutes], ['paused', 15 * 60]);
});

test('what is finished was early, on time or late', () => {
  const dueTime = at('23/11/2026 15:10');
  assert.equal(outcome(at('20/11/2026 16:00'), dueTime), 'early');
  assert.equal(outcome(at('23/11/2026 15:10'), dueTime), 'on-time');
  assert.equal(outcome(at('23/11/2026 15:11'), dueTime), 'late');
});

test('three days are shared out as half a day, two days, half a day', () => {
  const shared = shareOut({
    from: at('15/11/2026 00:00'),
    to: at('18/11/2026 17:00'),
    shares: [0.5, 2, 0.5],
    calendar: usual,
  });
  assert.deepEqual(shared.map(formatDateTime), ['16/11/2026 11:30', '18/11/2026 11:30', '18/11/2026 17:00']);
  assert.throws(
    () => shareOut({ from: shared[0]!, to: shared[1]!, shares: [0, 0], calendar: usual }),
    RangeError,
  );
});

test('what cannot be counted is refused', () => {
  const start = at('13/11/2026 08:05');
  for (const n of [-1, 1.5, Number.NaN, 1e9])
    assert.throws(() => dueAt(start, days(n), usual), code('LIMIT_UNUSABLE'));
  assert.throws(() => dueAt(start, { n: 1, unit: 'week' as 'month' }, usual), code('LIMIT_UNUSABLE'));
  assert.throws(() => dueAt(start, { ...days(1), cutOff: '25:00' }, usual), code('LIMIT_UNUSABLE'));
  assert.throws(() => dueAt(at('13/11/0206 08:05'), days(1), usual), code('DATE_OUT_OF_CALENDAR'));
  assert.throws(() => dueAt(at('30/12/2049 08:05'), days(30), usual), code('DATE_OUT_OF_CALENDAR'));
  assert.throws(
    () => dueAt(at('30/12/2049 08:05'), { n: 2, unit: 'month' }, usual),
    code('DATE_OUT_OF_CALENDAR'),
  );
  const backwards = [{ from: at('16/11/2026 10:20'), to: at('16/11/2026 10:00') }];
  assert.throws(() => dueAt(start, days(3), usual, backwards), RangeError);
});

test('a calendar that says a day twice, an impossible date or overlapping hours is not compiled', () => {
  const day = { kind: 'closed' as const, name: { vi: 'Nghỉ', en: 'Off' } };
  const twice = [
    { ...day, date: '2026-11-20' },
    { ...day, date: '2026-11-20' },
  ];
  assert.throws(() => compileCalendar({ ...usualSource, days: twice }), /twice: 2026-11-20/);
  assert.throws(
    () => compileCalendar({ ...usualSource, days: [{ ...day, date: '2026-02-31' }] }),
    RangeError,
  );
  const overlap = [[], [[450, 720] as const, [700, 900] as const], [], [], [], [], []];
  assert.throws(
    () => compileCalendar({ hours: [{ from: '2020-01-01', week: overlap }], days: [] }),
    /overlap/,
  );
  assert.throws(
    () => compileCalendar({ hours: [{ from: '2020-01-01', week: [[]] }], days: [] }),
    /nobody works/,
  );
});

test('new hours hold from their day on, and change only what is counted after it', () => {
  const summer = [[420, 690] as const, [810, 1050] as const];
  const week = [[], summer, summer, summer, summer, summer, []];
  const calendar = compileCalendar({
    ...usualSource,
    hours: [...usualSource.hours, { from: '2026-11-17', week }],
  });
  assert.equal(formatDateTime(dueAt(at('13/11/2026 08:05'), days(1), calendar)), '16/11/2026 17:00');
  assert.equal(formatDateTime(dueAt(at('13/11/2026 08:05'), days(2), calendar)), '17/11/2026 17:30');
});

test('a span before an instant is counted in working time, over nights and days off', () => {
  const due = at('23/11/2026 10:00');
  const shown = (n: number, unit: Limit['unit']) => formatDateTime(before(due, { n, unit }, usual));
  assert.equal(shown(2, 'working-hour'), '23/11/2026 08:00');
  assert.equal(shown(4, 'working-hour'), '20/11/2026 15:30');
  assert.equal(shown(1, 'working-day'), '20/11/2026 10:00');
  assert.equal(shown(2, 'calendar-day'), '21/11/2026 10:00');
  assert.throws(() => before(at('01/01/2010 10:00'), days(3), usual), code('DATE_OUT_OF_CALENDAR'));
});
