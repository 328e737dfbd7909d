import { formatDate, localDate } from '#platform/clock';
import type { Calendar } from './calendar.ts';
import { dueAt } from './due.ts';
import { ApologyAlreadyGiven, NewDateClosed, NewDateNotLater, NewDateTooFar } from './errors.ts';
import { DAY, dayNumber, toDate, toMinute } from './local-minutes.ts';
import type { Apology, Limit } from './types.ts';
import { dayStart, outOfCalendar, patternAt, workingMinutes } from './working-minutes.ts';

/** A new date may always lie so many working days ahead, however short the limit is. */
const AT_LEAST: Limit = { n: 5, unit: 'working-day' };

/** So near to its due time an office may foresee that it will not be in time, however short the limit is. */
const NEAR: Limit = { n: 3, unit: 'working-day' };

type Promised = { dueAt: Date; at: Date; limit: Limit; calendar: Calendar };

/**
 * The last moment that an apology given at `at` may promise: the limit once again, counted from the present due time or from the
 * apology, whichever is later; five working days at least (docs/decisions/0400-how-far-an-apology-may-promise.md).
 */
export function latestNewDate({ dueAt: due, at, limit, calendar }: Promised): Date {
  // The closing time of the due day still belongs to it: the next day is the first that is counted.
  const from = at > due ? at : new Date(due.getTime() - 60_000);
  const { n, unit } = limit;
  const ends = [{ n, unit }, AT_LEAST].map(limit => dueAt(from, limit, calendar).getTime());
  return new Date(Math.max(...ends));
}

/**
 * Whether it is too early to apologise: nothing is late, nor near its due time. Near are the last three working days, or the last third of the
 * limit where that is more, in working time.
 */
export function isTooEarly({ dueAt: due, at, limit, calendar }: Promised): boolean {
  const left = workingMinutes(at, due, calendar);
  const whole = workingMinutes(at, dueAt(at, limit, calendar), calendar);
  return left > Math.max(NEAR.n * calendar.dayMinutes, whole / 3);
}

/** A date that may be promised: a week of work after the due time, or after now. */
export const exampleNewDate = (input: Omit<Promised, 'limit'>): Date =>
  latestNewDate({ ...input, limit: AT_LEAST });

/**
 * The one apology with one new date (Decree 61/2018/NĐ-CP, art. 19; slip 04). `newDate` is `YYYY-MM-DD`; the promise holds
 * until closing time of that day. `inTime`: given at least one day before the due date, as the decree demands; a later
 * one is still given, and seen to be late.
 * Throws APOLOGY_ALREADY_GIVEN, NEW_DATE_NOT_LATER, NEW_DATE_TOO_FAR, NEW_DATE_CLOSED, and a RangeError for a date that does not
 * exist.
 */
export function renew(input: {
  dueAt: Date;
  newDate: string;
  at: Date;
  /** Of the procedure: the new date is no further than it once again. */
  limit: Limit;
  /** An apology given before, if any. */
  given: Apology | null;
  calendar: Calendar;
}): Apology & { inTime: boolean } {
  const { dueAt, newDate, at, given, calendar } = input;
  if (given) throw ApologyAlreadyGiven();
  const day = dayNumber(newDate);
  const d = day - calendar.firstDay;
  if (!(d >= 0 && d < calendar.dayCount)) throw outOfCalendar(day);
  const latest = latestNewDate(input);
  const date = formatDate(newDate);
  if (newDate > localDate(latest)) throw NewDateTooFar({ date, latest: formatDate(latest) });
  const pattern = patternAt(calendar, d);
  if (!pattern.minutes) throw NewDateClosed({ date });
  const until = toDate(dayStart(calendar, d) + pattern.closes);
  if (until <= dueAt || until <= at) throw NewDateNotLater({ date });
  const dayDue = Math.floor(toMinute(dueAt) / DAY);
  return { at, until, inTime: Math.floor(toMinute(at) / DAY) < dayDue };
}
