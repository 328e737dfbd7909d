import type { Calendar } from './calendar.ts';
import { toDate, toMinute } from './local-minutes.ts';
import { reachedAt, workedBy } from './working-minutes.ts';

/**
 * The instant before which something is due soon as `deadline` says it: what is due earlier has one working day or less left at
 * `now`, what is due then or later has more. So a list that is asked for by the due time counts what is coloured so. Throws
 * DATE_OUT_OF_CALENDAR.
 */
export const soonBefore = (now: Date, calendar: Calendar): Date =>
  toDate(reachedAt(calendar, workedBy(calendar, toMinute(now)) + calendar.dayMinutes + 1));
