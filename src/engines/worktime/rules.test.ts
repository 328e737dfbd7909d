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
import { vi } from './testing/texts.ts';
import type { Limit, SpecialDay } from './types.ts';
import { endSaid } from './words/days.ts';
import { whyNotes, whyRows } from './words/why.ts';

const days = (n: number): Limit => ({ n, unit: 'working-day' });
const code = (expected: string) => (error: unknown) => (error as { code?: string }).code === expected;

test('an office may apologise once, for a later working day, and is seen when it does so too late', () => {
  const dueAt = at('13/11/2026 17:00');
  const given = renew({
    dueAt,
    newDate: '2026-11-20',
    at: at('12/11/2026 09:00'),
    limit: days(3),
    given: null,
    calendar: usual,
  });
  assert.equal(formatDateTime(given.until), '20/11/2026 17:00');
  assert.equal(given.inTime, true);
  const late = renew({
    dueAt,
    newDate: '2026-11-20',
    at: at('13/11/2026 09:00'),
    limit: days(3),
    given: null,
    calendar: usual,
  });
  assert.equal(late.inTime, false);
  const again = {
    dueAt: given.until,
    newDate: '2026-11-27',
    at: at('19/11/2026 09:00'),
    limit: days(3),
    calendar: usual,
  };
  assert.throws(() => renew({ ...again, given }), code('APOLOGY_ALREADY_GIVEN'));
  assert.throws(() => renew({ ...again, newDate: '2026-11-21', given: null }), code('NEW_DATE_CLOSED'));
  assert.throws(() => renew({ ...again, newDate: '2026-11-20', given: null }), code('NEW_DATE_NOT_LATER'));
  assert.throws(() => renew({ ...again, newDate: '2026-02-31', given: null }), RangeError);
});

test('a new date adds no more than the limit once again, and may add a week where the limit is shorter', () => {
  const to = (newDate: string, limit: Limit, now = '12/11/2026 09:00') =>
    renew({ dueAt: at('13/11/2026 17:00'), newDate, at: at(now), limit, given: null, calendar: usual });
  for (const [limit, last, next] of [
    [days(0), '2026-11-20', '2026-11-23'],
    [days(3), '2026-11-20', '2026-11-23'],
    [days(10), '2026-11-27', '2026-11-30'],
    [{ n: 1, unit: 'month' }, '2026-12-14', '2026-12-15'],
  ] as const) {
    assert.ok(to(last, limit).until);
    assert.throws(() => to(next, limit), code('NEW_DATE_TOO_FAR'));
  }
  assert.throws(
    () => to('2035-12-31', days(0)),
    (error: { params: Record<string, string> }) => {
      assert.deepEqual(error.params, { date: '31/12/2035', latest: '20/11/2026' });
      return true;
    },
  );
  // Already late when the office apologises: from then on.
  assert.ok(to('2026-12-25', days(3), '18/12/2026 10:00').until);
});

test('a date that was promised stays when days on the way change; become free itself, it is the next working day', () => {
  const apology = { at: at('03/12/2026 09:00'), until: at('25/12/2026 17:00') };
  const name = { vi: 'Nghỉ', en: 'Off' };
  const by = (...changed: SpecialDay[]) =>
    formatDateTime(
      dueAt(
        at('30/11/2026 09:00'),
        days(3),
        compileCalendar({ ...usualSource, days: [...usualSource.days, ...changed] }),
        [],
        {
          apology,
        },
      ),
    );
  assert.equal(by({ date: '2026-12-05', kind: 'make-up', name }), '25/12/2026 17:00');
  assert.equal(by({ date: '2026-12-22', kind: 'closed', name }), '25/12/2026 17:00');
  assert.equal(by({ date: '2026-12-25', kind: 'closed', name }), '28/12/2026 17:00');
});

test('what has ended is explained as it was then: in time or late, whatever time has passed and the calendar has become', () => {
  const start = at('25/11/2026 08:30');
  const first = due(start, days(3), usual);
  const ended = (when: string, calendar = usual) =>
    explain(start, days(3), calendar, [], {
      now: at('20/12/2027 09:00'),
      ended: { at: at(when), how: 'result', due: first },
    });
  const rows = (e: ReturnType<typeof ended>) => whyRows(e, vi).map(r => `${r.label}: ${r.value}`);
  const early = ended('27/11/2026 10:00');
  assert.equal(early.ended?.outcome, 'early');
  assert.equal(early.account.over, 0);
  assert.deepEqual(rows(early), [
    'Thời hạn thủ tục: 3 ngày làm việc: 24 giờ',
    '26/11 07:30 đến 27/11 10:00: − 10 giờ 30 phút',
    'Còn lại: 13 giờ 30 phút',
    'Có kết quả 27/11/2026 10:00: Trước hạn',
  ]);
  assert.equal(rows(ended('30/11/2026 16:59')).at(-1), 'Có kết quả 30/11/2026 16:59: Đúng hạn');
  assert.equal(rows(ended('01/12/2026 09:30')).at(-1), 'Có kết quả 01/12/2026 09:30: Trễ hạn 2 giờ');
  // Friday 27/11 becomes a day off long afterwards.
  const name = { vi: 'Nghỉ', en: 'Off' };
  const closed: SpecialDay = { date: '2026-11-27', kind: 'closed', name };
  const later = ended(
    '27/11/2026 10:00',
    compileCalendar({ ...usualSource, days: [...usualSource.days, closed] }),
  );
  assert.deepEqual(later, early, 'nothing of a day that was made free afterwards');
  const changed: SpecialDay[] = [
    { date: '2026-11-26', kind: 'half', part: 'morning', name },
    { date: '2026-11-28', kind: 'make-up', name },
    { date: '2026-11-30', kind: 'closed', name },
  ];
  const calendar = compileCalendar({ ...usualSource, days: [...usualSource.days, ...changed] });
  const all = ended('27/11/2026 10:00', calendar);
  assert.deepEqual([all, rows(all), whyNotes(all, vi)], [early, rows(early), whyNotes(early, vi)]);
  // Days of the calendar are counted alike, and are not said to have been others either.
  const plain: Limit = { n: 10, unit: 'calendar-day' };
  const ten = due(start, plain, usual);
  const given = { at: at('27/11/2026 10:00'), how: 'result' as const, due: ten };
  const then = explain(start, plain, calendar, [], { now: at('20/12/2027 09:00'), ended: given });
  assert.ok(then.days.every(day => !day.special));
  // Of opening hours that are others by now nothing is said but what was kept.
  const short = compileCalendar({
    ...usualSource,
    hours: usualSource.hours.map(h => ({ ...h, week: h.week.map(day => day.slice(0, 1)) })),
  });
  const kept = ended('27/11/2026 10:00', short);
  assert.deepEqual([kept.days, kept.at], [first.steps, first.at]);
  assert.deepEqual(rows(kept), [
    'Thời hạn thủ tục: 3 ngày làm việc: 24 giờ',
    'Có kết quả 27/11/2026 10:00: Trước hạn',
  ]);
  assert.match(whyNotes(kept, vi)[0] ?? '', /^Lịch làm việc đã thay đổi/);
  assert.doesNotMatch(whyNotes(kept, vi).join(), /Giờ làm việc/);
  assert.deepEqual(endSaid(later, vi), { date: '2026-11-27', words: 'Có kết quả lúc 10:00' });
});

test('what is closed while its clock stands still is neither in time nor late, and has no due day', () => {
  const pause = [{ from: at('26/11/2026 09:30'), to: at('15/12/2026 10:00'), reason: 'supplement' as const }];
  const start = at('25/11/2026 08:30');
  const e = explain(start, days(3), usual, pause, {
    now: at('20/12/2027 09:00'),
    ended: { at: at('15/12/2026 10:00'), how: 'closed', due: due(start, days(3), usual) },
  });
  assert.equal(e.ended?.outcome, 'paused');
  assert.equal(e.days.at(-1)?.date, '2026-12-15');
  assert.ok(e.days.every(day => !day.due));
  assert.deepEqual(
    whyRows(e, vi)
      .map(r => r.value)
      .slice(-2),
    ['22 giờ', 'Khi thời hạn đang tạm dừng'],
  );
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
  const own = { n: 10, unit: 'calendar-day', onItsDay: true } as const;
  for (const wrong of [
    { ...days(1), onItsDay: true },
    { ...own, cutOff: '15:00' },
    { ...own, n: 0 },
  ])
    assert.throws(() => dueAt(start, wrong, usual), code('LIMIT_UNUSABLE'));
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
