import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type DayStep, groupDays } from './group.ts';

const day = (date: string, words: string, more: Partial<DayStep> = {}): DayStep => ({
  date,
  kind: 'counted',
  count: 1,
  words,
  ...more,
});
const numbered = (date: string, number: number) => day(date, `Ngày thứ ${number}`, { number, count: number });
const free = (date: string) => day(date, 'Nghỉ', { kind: 'off', alike: true });
const shown = (days: DayStep[]) =>
  groupDays(days).map(
    r =>
      `${r.date.slice(5)}${r.until ? `..${r.until.slice(5)}` : ''} ${r.from ? `${r.from}-${r.number}` : r.words}`,
  );

test('a make-up day, and a day on which a pause ends, stand alone among days that are drawn together', () => {
  assert.deepEqual(
    shown([
      numbered('2026-11-30', 1),
      numbered('2026-12-01', 2),
      day('2026-12-02', 'Tính tiếp từ 10:41'),
      numbered('2026-12-03', 3),
      numbered('2026-12-04', 4),
      day('2026-12-05', 'Ngày thứ 5: làm bù'),
      free('2026-12-06'),
      numbered('2026-12-07', 6),
      numbered('2026-12-08', 7),
      // A number that does not follow is never drawn into the row above.
      numbered('2026-12-09', 9),
      day('2026-12-10', 'Hẹn trả', { due: true }),
    ]),
    [
      '11-30..12-01 1-2',
      '12-02 Tính tiếp từ 10:41',
      '12-03..12-04 3-4',
      '12-05 Ngày thứ 5: làm bù',
      '12-06 Nghỉ',
      '12-07..12-08 6-7',
      '12-09 Ngày thứ 9',
      '12-10 Hẹn trả',
    ],
  );
});

test('days of a new date are drawn together in their own words, without a number', () => {
  const more = { alike: true, count: 3 };
  const week = [14, 15, 16, 17, 18].map(d => day(`2026-12-${d}`, 'Thời gian hẹn lại', more));
  const weekend = [free('2026-12-19'), free('2026-12-20')];
  const due = [21, 22, 23, 24].map(d => day(`2026-12-${d}`, 'Thời gian hẹn lại', more));
  assert.deepEqual(shown([...week, ...weekend, ...due]), [
    '12-14..12-18 Thời gian hẹn lại',
    '12-19..12-20 Nghỉ',
    '12-21..12-24 Thời gian hẹn lại',
  ]);
});

test('a clock that stands still for weeks is one row, weekends included', () => {
  const still = Array.from({ length: 20 }, (_, i) =>
    day(`2026-12-${String(i + 1).padStart(2, '0')}`, 'Tạm dừng, chờ bổ sung', {
      kind: 'stopped',
      alike: true,
      count: i % 7 > 4 ? 0 : 3,
    }),
  );
  assert.deepEqual(shown(still), ['12-01..12-20 Tạm dừng, chờ bổ sung']);
  assert.equal(groupDays(still)[0]?.count, 3);
});
