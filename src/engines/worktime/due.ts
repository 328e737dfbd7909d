import type { Calendar } from './calendar.ts';
import { toDate } from './local-minutes.ts';
import { runLimit } from './run.ts';
import { stepsOf } from './steps.ts';
import type { DueOptions, Limit, Pause, Step } from './types.ts';

/**
 * When something received at `start` is due, and day by day why.
 *
 * - `working-day`: n whole working days after the day of reception (or from it, if the limit says so), to closing time.
 *   0 is within the day. A half-day is a working day that closes early.
 * - `working-hour`: n hours of working time from reception; 0 is the next minute in which somebody works.
 * - `calendar-day`, `month`: to closing time of the last day; moved to the next working day when nobody works on it
 *   (Civil Code 2015, art. 147–148).
 * - Reception on a free day, after closing or after the cut-off counts as made on the next working day; not for a limit in calendar days
 *   or months that says `onItsDay`.
 * - Pauses: the due time moves by exactly the working time paused (calendar limits: by the wall-clock time paused, to
 *   closing time of the day then reached). Time before the count begins, and after the due time, moves nothing.
 * - Apology: the promised time replaces the due time; only pauses after the apology move it.
 *
 * Pure. Seconds are dropped. Throws LIMIT_UNUSABLE, DATE_OUT_OF_CALENDAR, and a RangeError for a pause that ends before it
 * begins.
 */
export function due(
  start: Date,
  limit: Limit,
  calendar: Calendar,
  pauses: readonly Pause[] = [],
  options: DueOptions = {},
): { at: Date; steps: Step[] } {
  const run = runLimit(start, limit, calendar, pauses, options);
  return { at: toDate(run.due), steps: stepsOf(run, calendar) };
}

/** `due` without the explanation: for many at once, and for recounting. */
export function dueAt(
  start: Date,
  limit: Limit,
  calendar: Calendar,
  pauses: readonly Pause[] = [],
  options: DueOptions = {},
): Date {
  return toDate(runLimit(start, limit, calendar, pauses, options).due);
}
