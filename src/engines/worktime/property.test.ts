import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatDateTime, localDate, localInstant } from '#platform/clock';
import { groupDays } from '#ui';
import { renew } from './apology.ts';
import { compileCalendar } from './calendar.ts';
import { due, dueAt } from './due.ts';
import { explain } from './explain.ts';
import { folded, type KeptStep, unfolded } from './kept-steps.ts';
import { deadline, remaining } from './remaining.ts';
import { shareOut } from './share-out.ts';
import { soonBefore } from './soon-before.ts';
import { borderDesk, halves, usual, usualSource } from './testing/calendars.ts';
import { slowCounter } from './testing/slow-counter.ts';
import { vi } from './testing/texts.ts';
import type { Limit, Pause, SpecialDay, Step } from './types.ts';
import { dayItems } from './words/days.ts';
import { workingMinutes } from './working-minutes.ts';

const office = [
  ['07:30', '12:00'],
  ['13:30', '17:00'],
] as const;
const border = [
  ['07:00', '11:30'],
  ['13:00', '16:30'],
] as const;
const offices = {
  usual: { calendar: usual, slow: slowCounter({ 1: office, 2: office, 3: office, 4: office, 5: office }) },
  border: {
    calendar: borderDesk,
    slow: slowCounter({ 1: border, 2: border, 3: border, 4: border, 5: border, 6: [['07:00', '11:00']] }),
  },
};
const anyOffice = fc.constantFrom('usual' as const, 'border' as const);

const MINUTE = 60_000;
const FIRST = Date.parse('2021-01-01T00:00:00+07:00');
const LAST = Date.parse('2027-09-30T00:00:00+07:00');
// Half of the receptions fall into the weeks around Tết, the rest anywhere in 2021–2027.
const TET = [
  '2021-02-12',
  '2022-02-01',
  '2023-01-22',
  '2024-02-10',
  '2025-01-29',
  '2026-02-17',
  '2027-02-06',
];
const received = fc.oneof(
  fc.integer({ min: FIRST / MINUTE, max: LAST / MINUTE }),
  fc
    .tuple(fc.constantFrom(...TET), fc.integer({ min: -14 * 1440, max: 10 * 1440 }))
    .map(([tet, shift]) => Date.parse(`${tet}T00:00:00+07:00`) / MINUTE + shift),
);
const cutOff = fc.option(fc.constantFrom('15:00', '11:30', '16:00'), { nil: undefined });
const limit: fc.Arbitrary<Limit> = fc
  .record({
    of: fc.oneof(
      fc.record({ unit: fc.constant('working-hour' as const), n: fc.integer({ min: 0, max: 40 }) }),
      fc.record({ unit: fc.constant('working-day' as const), n: fc.integer({ min: 0, max: 12 }) }),
      fc.record({ unit: fc.constant('calendar-day' as const), n: fc.integer({ min: 0, max: 20 }) }),
      fc.record({ unit: fc.constant('month' as const), n: fc.integer({ min: 0, max: 1 }) }),
    ),
    cutOff,
    includeReceiptDay: fc.boolean(),
  })
  .map(({ of, cutOff, includeReceiptDay }) => ({ ...of, includeReceiptDay, ...(cutOff ? { cutOff } : {}) }));
// Pauses as (minutes after the one before, length): some overlap, some begin before the count, some after it is due.
const pauses = fc.array(
  fc.tuple(fc.integer({ min: -600, max: 6 * 1440 }), fc.integer({ min: 0, max: 4 * 1440 })),
  { maxLength: 4 },
);
const story = fc.record({ received, limit, pauses, office: anyOffice });

const dayAfter = (date: string) => localDate(new Date(localInstant(date).getTime() + 1440 * MINUTE));

function tell({ received: minute, pauses: gaps }: { received: number; pauses: Array<[number, number]> }) {
  let at = minute;
  const list: Array<[number, number]> = gaps.map(([gap, length]) => {
    at += gap;
    return [at * MINUTE, (at + length) * MINUTE];
  });
  return {
    start: new Date(minute * MINUTE),
    list,
    pauses: list.map(([from, to]): Pause => ({ from: new Date(from), to: new Date(to) })),
  };
}

test('every due time of 2021–2027 is the one that a slow counter reaches minute by minute', () => {
  fc.assert(
    fc.property(story, s => {
      const { start, list, pauses } = tell(s);
      const fast = dueAt(start, s.limit, offices[s.office].calendar, pauses);
      const slow = new Date(offices[s.office].slow.due(start.getTime(), s.limit, list));
      assert.equal(formatDateTime(fast), formatDateTime(slow));
    }),
    { numRuns: 300 },
  );
});

test('working minutes between two moments are the open minutes counted one by one', () => {
  fc.assert(
    fc.property(received, fc.integer({ min: 0, max: 14 * 1440 }), anyOffice, (from, length, o) => {
      const [a, b] = [from * MINUTE, (from + length) * MINUTE];
      assert.equal(
        workingMinutes(new Date(a), new Date(b), offices[o].calendar),
        offices[o].slow.workingMinutes(a, b),
      );
    }),
    { numRuns: 300 },
  );
});

test('the sums of every explanation agree, at every moment', () => {
  fc.assert(
    fc.property(story, fc.integer({ min: 0, max: 40 * 1440 }), (s, after) => {
      const { start, pauses } = tell(s);
      const now = new Date(start.getTime() + after * MINUTE);
      const e = explain(start, s.limit, offices[s.office].calendar, pauses, { now });
      const used = e.account.rows.filter(r => r.kind === 'used').reduce((sum, r) => sum + r.minutes, 0);
      assert.equal(e.account.limit + e.account.extended, used + e.account.left);
      assert.ok(e.account.left >= 0 && e.account.extended >= 0 && e.account.over >= 0);
      if (e.account.axis === 'working') {
        assert.equal(e.account.extended, 0);
        assert.equal(
          e.days.reduce((sum, day) => sum + day.counted, 0),
          e.account.limit,
        );
        if (now >= e.at) assert.equal(e.account.left, 0);
      }
      assert.equal(e.days.filter(day => day.due).length, 1);
      assert.deepEqual(e.at, due(start, s.limit, offices[s.office].calendar, pauses).at);
    }),
    { numRuns: 500 },
  );
});

test('the sums agree after an apology too, and all its time lies between the old due time and the new', () => {
  const promise = fc.record({
    wait: fc.integer({ min: 0, max: 20 * 1440 }),
    days: fc.integer({ min: 1, max: 4 }),
  });
  fc.assert(
    fc.property(story, promise, fc.integer({ min: 0, max: 40 * 1440 }), (s, { wait, days }, after) => {
      const { start, pauses: all } = tell(s);
      const { calendar } = offices[s.office];
      const given = new Date(start.getTime() + wait * MINUTE);
      // While the clock stands still, from the moment at which it stops, there is no due time that could be missed: no office apologises then.
      const pauses = all.filter(p => p.from > given || (p.to && p.to <= given));
      const before = dueAt(
        start,
        s.limit,
        calendar,
        pauses.filter(p => p.from < given),
      );
      const until = dueAt(before < given ? given : before, { n: days, unit: 'working-day' }, calendar);
      const apology = renew({
        dueAt: before,
        newDate: localDate(until),
        at: given,
        limit: s.limit,
        given: null,
        calendar,
      });
      const now = new Date(start.getTime() + after * MINUTE);
      const e = explain(start, s.limit, calendar, pauses, { now, apology });
      const used = e.account.rows.filter(r => r.kind === 'used').reduce((sum, r) => sum + r.minutes, 0);
      assert.ok(e.at >= apology.until && e.account.extended > 0 && e.account.left >= 0);
      assert.equal(e.account.limit + e.account.extended, used + e.account.left);
      const extended = e.days.filter(day => day.extended);
      // What is paused after the apology and before the old due time is counted later; a limit in calendar days may have been used
      // up before it was due.
      const first = extended[0]?.date ?? '';
      const next = dayAfter(localDate(before));
      if (e.account.axis === 'calendar') assert.ok(first > localDate(start));
      else if (pauses.some(p => p.from > given && p.from < before)) assert.ok(first >= next);
      else assert.equal(first, next);
      assert.equal(extended.at(-1)?.date, localDate(e.at));
      numbersFollow(e.days, s.limit);
    }),
    { numRuns: 500 },
  );
});

/** The numbers of the days, as they are listed and as they are drawn together: each once, in order, to the limit's own. */
function numbersFollow(days: readonly Step[], limit: Limit): void {
  if (limit.unit === 'working-hour') return;
  const filled = days.flatMap(({ ordinal, ordinalFrom }) =>
    ordinal === undefined
      ? []
      : Array.from(
          { length: ordinal - (ordinalFrom ?? ordinal) + 1 },
          (_, i) => (ordinalFrom ?? ordinal) + i,
        ),
  );
  assert.deepEqual(
    filled,
    Array.from({ length: filled.length }, (_, i) => i + 1),
  );
  if (limit.unit !== 'month') assert.equal(filled.length, Math.max(1, limit.n));
  const counted = days.filter(day => day.counted > 0 && !day.extended);
  assert.equal(counted.at(-1)?.ordinal, filled.length, 'the last counted day has the number of the limit');
  assert.ok(days.every(day => day.due || !day.extended || day.ordinal === undefined));

  const items = dayItems(days, vi);
  const rows = groupDays(items);
  const told = rows.flatMap(row => {
    const [, first, last] =
      /(?:^|\. )Ngày thứ (\d+)\b(?: đến thứ (\d+))?(?! là)/.exec(
        row.from === undefined
          ? row.words.replace('Ngày thứ nhất', 'Ngày thứ 1').replace(/^.*cùng ngày$/, 'Ngày thứ 1')
          : `Ngày thứ ${row.from} đến thứ ${row.number}`,
      ) ?? [];
    if (!first) return [];
    return Array.from({ length: Number(last ?? first) - Number(first) + 1 }, (_, i) => Number(first) + i);
  });
  assert.deepEqual(told, filled, 'what is told of the days is what was counted, drawn together or not');
  // A day that explains something is a row of its own.
  const alone = new Set(rows.filter(row => !row.until).map(row => row.date));
  for (const day of days) {
    const explains =
      day.due ||
      day.agreed ||
      day.received ||
      day.pauses?.some(p => p.begins || p.ends) ||
      (day.kind !== 'paused' && day.special && day.special.kind !== 'closed');
    if (explains) assert.ok(alone.has(day.date), `${day.date} stands alone`);
  }
}

test('the numbers of the days increase by one, none twice, to that of the limit, whatever was paused', () => {
  const changed = { half: halves, usual };
  fc.assert(
    fc.property(story, fc.constantFrom('usual' as const, 'half' as const), (s, by) => {
      const { start, pauses } = tell(s);
      numbersFollow(due(start, s.limit, changed[by], pauses).steps, s.limit);
    }),
    { numRuns: 500 },
  );
});

test('a promised date stays when days on the way become free or worked; when it becomes free itself, it is the next working day', () => {
  const changes = fc.uniqueArray(
    fc.record({
      after: fc.integer({ min: 0, max: 45 }),
      kind: fc.constantFrom('closed' as const, 'make-up' as const, 'half' as const),
    }),
    { selector: c => c.after, maxLength: 12 },
  );
  fc.assert(
    fc.property(received, limit, fc.integer({ min: 1, max: 4 }), changes, (minute, l, days, changes) => {
      const start = new Date(minute * MINUTE);
      const before = dueAt(start, l, usual);
      const newDate = localDate(dueAt(before, { n: days, unit: 'working-day' }, usual));
      const apology = renew({ dueAt: before, newDate, at: start, limit: l, given: null, calendar: usual });
      const dates = new Set(usualSource.days.map(d => d.date));
      const special = changes.flatMap(({ after, kind }): SpecialDay[] => {
        const date = localDate(new Date(start.getTime() + after * 1440 * MINUTE));
        return dates.has(date) ? [] : [{ date, kind, name: { vi: 'Đổi', en: 'Changed' } }];
      });
      const calendar = compileCalendar({ ...usualSource, days: [...usualSource.days, ...special] });
      const now = localDate(dueAt(start, l, calendar, [], { apology }));
      let expected = newDate;
      const isFree = (date: string) =>
        workingMinutes(localInstant(date), localInstant(dayAfter(date)), calendar) === 0;
      while (isFree(expected)) expected = dayAfter(expected);
      assert.equal(now, expected);
    }),
    { numRuns: 60 },
  );
});

test('days are kept folded, and every one of them comes back as it was counted', () => {
  fc.assert(
    fc.property(story, s => {
      const { start, pauses } = tell(s);
      const { steps } = due(start, s.limit, offices[s.office].calendar, pauses);
      const kept: KeptStep[] = JSON.parse(JSON.stringify(folded(steps)));
      const counted = JSON.parse(JSON.stringify(steps));
      assert.deepEqual(unfolded(kept), counted);
      assert.deepEqual(unfolded(counted), counted, 'those of before were kept one by one');
    }),
    { numRuns: 500 },
  );
  const { steps } = due(new Date('2026-03-02T09:00:00+07:00'), { n: 15, unit: 'calendar-day' }, usual);
  assert.equal(steps.length, 16);
  const kept = folded(steps).map(({ date, days }) => [date.slice(8), days ?? 0]);
  assert.deepEqual(kept, [
    ['02', 0],
    ['03', 13],
    ['17', 0],
  ]);
});

test('no pause ever brings a due time forward, and what is received later is never due earlier', () => {
  fc.assert(
    fc.property(story, fc.integer({ min: 0, max: 3 * 1440 }), (s, later) => {
      const { start, pauses } = tell(s);
      const plain = dueAt(start, s.limit, offices[s.office].calendar);
      assert.ok(dueAt(start, s.limit, offices[s.office].calendar, pauses) >= plain);
      assert.ok(
        dueAt(new Date(start.getTime() + later * MINUTE), s.limit, offices[s.office].calendar) >= plain,
      );
      assert.ok(remaining(start, plain, offices[s.office].calendar) >= 0);
    }),
    {
      // Limits of no hours at all: received before midnight, and a minute later.
      examples: [
        [
          {
            received: 27385499,
            limit: { unit: 'working-hour', n: 0, includeReceiptDay: false },
            pauses: [],
            office: 'usual',
          },
          1,
        ],
      ],
    },
  );
});

test('the shares of a limit end on its due time and add up to it', () => {
  fc.assert(
    fc.property(
      story,
      fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 6 }),
      (s, shares) => {
        fc.pre(shares.some(share => share > 0));
        const { start, pauses } = tell(s);
        const { calendar } = offices[s.office];
        const end = dueAt(start, s.limit, calendar, pauses);
        fc.pre(end >= start);
        const times = shareOut({ from: start, to: end, shares, calendar, pauses });
        assert.deepEqual(times.at(-1), end);
        for (const [i, time] of times.entries()) assert.ok(time >= (times[i - 1] ?? start));
      },
    ),
  );
});

test('what is asked for as due soon is what is coloured so, on every day and at every minute', () => {
  fc.assert(
    fc.property(anyOffice, received, fc.integer({ min: 0, max: 20 * 1440 }), (office, from, on) => {
      const { calendar } = offices[office];
      const now = new Date(from * MINUTE);
      const due = new Date((from + on) * MINUTE);
      assert.equal(deadline(now, due, calendar).state === 'soon', due < soonBefore(now, calendar));
    }),
  );
});
