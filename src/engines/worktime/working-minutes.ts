import { formatDate } from '#platform/clock';
import type { Calendar } from './calendar.ts';
import { DateOutOfCalendar } from './errors.ts';
import { DAY, dateOf, dayOf, toMinute } from './local-minutes.ts';
import type { Pattern } from './pattern.ts';

/** Index of a local minute's day in the calendar. Throws DATE_OUT_OF_CALENDAR outside the compiled years. */
export function dayIndex(calendar: Calendar, minute: number): number {
  const d = dayOf(minute) - calendar.firstDay;
  if (!(d >= 0 && d < calendar.dayCount)) throw outOfCalendar(d + calendar.firstDay);
  return d;
}

export const outOfCalendar = (day: number) =>
  DateOutOfCalendar({ date: Number.isFinite(day) && Math.abs(day) < 1e8 ? formatDate(dateOf(day)) : '?' });

/** How day `d` of the calendar, counted from its first, is worked. */
export const patternAt = (calendar: Calendar, d: number): Pattern =>
  calendar.patterns[calendar.patternOf[d]!]!;

/** First local minute of a day of the calendar. */
export const dayStart = (calendar: Calendar, d: number): number => (d + calendar.firstDay) * DAY;

/** Minutes worked between the calendar's first day and a local minute. */
export function workedBy(calendar: Calendar, minute: number): number {
  const d = dayIndex(calendar, minute);
  return calendar.minutesBefore[d]! + patternAt(calendar, d).workedBy[minute - dayStart(calendar, d)]!;
}

/** The earliest local minute by which so many minutes have been worked: closing time rather than the next opening. */
export function reachedAt(calendar: Calendar, worked: number): number {
  const { workdays, minutesBefore } = calendar;
  let low = 0;
  let high = workdays.length;
  // The first working day at whose end at least `worked` minutes have been worked.
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (minutesBefore[workdays[middle]! + 1]! >= worked) high = middle;
    else low = middle + 1;
  }
  const d = workdays[low];
  if (d === undefined) throw outOfCalendar(calendar.firstDay + calendar.dayCount);
  return dayStart(calendar, d) + patternAt(calendar, d).reachedAt[Math.max(0, worked - minutesBefore[d]!)]!;
}

/** The next working day after day `d` of the calendar. */
export function workdayAfter(calendar: Calendar, d: number, steps = 1): number {
  const day = calendar.workdays[calendar.workdaysBefore[d + 1]! + steps - 1];
  if (day === undefined) throw outOfCalendar(calendar.firstDay + calendar.dayCount);
  return day;
}

/** The earliest working minute at or after a local minute: where a stretch of work really begins. */
export function nextOpen(calendar: Calendar, minute: number): number {
  const d = dayIndex(calendar, minute);
  const inDay = minute - dayStart(calendar, d);
  const interval = patternAt(calendar, d).intervals.find(([, closes]) => inDay < closes);
  if (interval) return dayStart(calendar, d) + Math.max(inDay, interval[0]);
  const next = workdayAfter(calendar, d);
  return dayStart(calendar, next) + patternAt(calendar, next).opens;
}

/** Working minutes from one instant to another; negative when `to` is the earlier. Seconds are dropped. */
export const workingMinutes = (from: Date, to: Date, calendar: Calendar): number =>
  workedBy(calendar, toMinute(to)) - workedBy(calendar, toMinute(from));
