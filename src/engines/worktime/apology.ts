import type { Calendar } from './calendar.ts';
import { ApologyAlreadyGiven, NewDateClosed, NewDateNotLater } from './errors.ts';
import { DAY, dateOf, dayNumber, toDate, toMinute } from './local-minutes.ts';
import type { Apology } from './types.ts';
import { dayStart, outOfCalendar, patternAt } from './working-minutes.ts';

/**
 * The one apology with one new date (Decree 61/2018/NĐ-CP, art. 19; slip 04). `newDate` is `YYYY-MM-DD`; the promise holds
 * until closing time of that day. `inTime`: given at least one day before the due date, as the decree demands; a later
 * one is still given, and seen to be late.
 * Throws APOLOGY_ALREADY_GIVEN, NEW_DATE_NOT_LATER, NEW_DATE_CLOSED, and a RangeError for a date that does not exist.
 */
export function renew(input: {
  dueAt: Date;
  newDate: string;
  at: Date;
  /** An apology given before, if any. */
  given: Apology | null;
  calendar: Calendar;
}): Apology & { inTime: boolean } {
  const { dueAt, newDate, at, given, calendar } = input;
  if (given) throw ApologyAlreadyGiven();
  const day = dayNumber(newDate);
  const d = day - calendar.firstDay;
  if (!(d >= 0 && d < calendar.dayCount)) throw outOfCalendar(day);
  const pattern = patternAt(calendar, d);
  if (!pattern.minutes) throw NewDateClosed({ date: dateOf(day) });
  const until = toDate(dayStart(calendar, d) + pattern.closes);
  if (until <= dueAt || until <= at) throw NewDateNotLater({ date: dateOf(day) });
  const dayDue = Math.floor(toMinute(dueAt) / DAY);
  return { at, until, inTime: Math.floor(toMinute(at) / DAY) < dayDue };
}
