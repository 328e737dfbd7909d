import type { Calendar } from './calendar.ts';
import { toDate, toMinute } from './local-minutes.ts';
import type { Limit } from './types.ts';
import { dayIndex, outOfCalendar, reachedAt, workedBy } from './working-minutes.ts';

const CALENDAR_DAYS = { 'calendar-day': 1, month: 30 } as const;

/**
 * The instant that lies a span of working time before another, e.g. four working hours before a due time; days and months
 * of the calendar are counted on the clock. Working days have the length of a normal one. Throws DATE_OUT_OF_CALENDAR.
 */
export function before(at: Date, { n, unit }: Pick<Limit, 'n' | 'unit'>, calendar: Calendar): Date {
  if (unit === 'calendar-day' || unit === 'month') {
    const then = new Date(at.getTime() - n * CALENDAR_DAYS[unit] * 86_400_000);
    dayIndex(calendar, toMinute(then));
    return then;
  }
  const minutes = Math.round(n * (unit === 'working-day' ? calendar.dayMinutes : 60));
  const worked = workedBy(calendar, toMinute(at)) - minutes;
  if (worked < 0) throw outOfCalendar(calendar.firstDay - 1);
  return toDate(reachedAt(calendar, worked));
}
