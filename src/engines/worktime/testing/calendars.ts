import { readFileSync } from 'node:fs';
import { type Calendar, compileCalendar } from '../calendar.ts';
import type { CalendarSource, Interval, SpecialDay } from '../types.ts';

type HolidayFile = {
  years: Array<{ days: Array<{ date: string; kind: SpecialDay['kind']; name: string; nameEn: string }> }>;
};

const file = JSON.parse(
  readFileSync(new URL('../data/holidays.json', import.meta.url), 'utf8'),
) as HolidayFile;

/** The days off and make-up days 2021–2027 of the demo province. */
export const holidays: readonly SpecialDay[] = file.years.flatMap(y =>
  y.days.map(d => ({ date: d.date, kind: d.kind, name: { vi: d.name, en: d.nameEn } })),
);

const office: Interval[] = [
  [450, 720],
  [810, 1020],
];
const week = (weekday: Interval[], saturday: Interval[] = []) => [
  [],
  weekday,
  weekday,
  weekday,
  weekday,
  weekday,
  saturday,
];

/** Monday to Friday 7:30–12:00 and 13:30–17:00. */
export const usualSource: CalendarSource = {
  hours: [{ from: '2010-01-01', week: week(office) }],
  days: holidays,
};

/** 7:00–11:30 and 13:00–16:30, Saturday 7:00–11:00. */
const borderDeskSource: CalendarSource = {
  hours: [
    {
      from: '2010-01-01',
      week: week(
        [
          [420, 690],
          [780, 990],
        ],
        [[420, 660]],
      ),
    },
  ],
  days: holidays,
};

/** The usual hours, but only the morning on New Year's Eve. */
const newYearEveSource: CalendarSource = {
  ...usualSource,
  days: [...holidays, { date: '2026-12-31', kind: 'half', name: { vi: 'Tất niên', en: 'New Year’s Eve' } }],
};

/** The usual hours, but on Wednesdays the morning only and on Fridays the afternoon: days of different lengths. */
const halvesSource: CalendarSource = {
  ...usualSource,
  hours: [{ from: '2010-01-01', week: [[], office, office, [[450, 720]], office, [[810, 1020]], []] }],
};

export const halves: Calendar = compileCalendar(halvesSource);
export const usual: Calendar = compileCalendar(usualSource);
export const borderDesk: Calendar = compileCalendar(borderDeskSource);
export const newYearEve: Calendar = compileCalendar(newYearEveSource);
