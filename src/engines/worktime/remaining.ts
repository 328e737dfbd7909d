import { localDate, localInstant } from '#platform/clock';
import type { Calendar } from './calendar.ts';
import { dayNumber, toMinute } from './local-minutes.ts';
import type { LimitUnit } from './types.ts';
import { workingMinutes } from './working-minutes.ts';

/** The four states in which a deadline is shown, each with colour, sign and words. */
export type DeadlineState = 'ok' | 'soon' | 'late' | 'paused';

export type Deadline = {
  state: DeadlineState;
  /** Working minutes until due; negative when overdue. */
  minutes: number;
  /** Of a limit in calendar days or months: calendar days to the due day, negative after it; null for the others. */
  days: number | null;
  /** Whether it is due on this very local day, and not late: then what is left is hours, also where they make a whole working day. */
  today: boolean;
  /** Since when the clock stands still, when it does. */
  pausedSince: Date | null;
};

/** A span in the words people use: a day is a normal working day of the calendar, 8 hours as a rule. */
export type Span = { days: number; hours: number; minutes: number };

/** Working minutes from now until the due time; negative when it has passed. */
export const remaining = (now: Date, dueAt: Date, calendar: Calendar): number =>
  workingMinutes(now, dueAt, calendar);

/** A number of minutes as days, hours and minutes. The sign is dropped. */
export function span(minutes: number, dayMinutes: number): Span {
  const total = Math.abs(minutes);
  const rest = total % dayMinutes;
  return { days: Math.floor(total / dayMinutes), hours: Math.floor(rest / 60), minutes: rest % 60 };
}

/** In what a limit is counted, and the first day of it that counts (`YYYY-MM-DD`): what is left before that day is the whole limit. */
export type Counted = { unit?: LimitUnit | undefined; begins?: string | null | undefined };

/**
 * How a running deadline stands: `late` past the due time, `soon` with one working day or less left, otherwise `ok`;
 * `paused` while the clock stands still, `minutes` being what is left when it runs again. `counted`: how the limit is, in which days are
 * then counted; the list of days, the table below it and every chip say the same by it.
 */
export function deadline(
  now: Date,
  dueAt: Date,
  calendar: Calendar,
  pausedSince: Date | null = null,
  { unit = 'working-day', begins }: Counted = {},
): Deadline {
  const stands = pausedSince ?? now;
  const first = begins ? localInstant(begins, '00:00') : stands;
  const from = first > stands && first < dueAt ? first : stands;
  const minutes = remaining(from, dueAt, calendar);
  const byCalendar = unit === 'calendar-day' || unit === 'month';
  // The first day counts whole: before it none of them is gone.
  const today = dayNumber(localDate(from)) - (from === stands ? 0 : 1);
  const days = byCalendar ? dayNumber(localDate(dueAt)) - today : null;
  if (pausedSince) return { state: 'paused', minutes, days, today: false, pausedSince };
  if (toMinute(now) > toMinute(dueAt))
    return { state: 'late', minutes, days, today: false, pausedSince: null };
  const state = minutes <= calendar.dayMinutes ? 'soon' : 'ok';
  return { state, minutes, days, today: localDate(now) === localDate(dueAt), pausedSince: null };
}

/** How something finished stands: before the due day, on it in time, or after the due time. */
export function outcome(finished: Date, dueAt: Date): 'early' | 'on-time' | 'late' {
  const [end, limit] = [toMinute(finished), toMinute(dueAt)];
  if (end > limit) return 'late';
  return Math.floor(end / 1440) < Math.floor(limit / 1440) ? 'early' : 'on-time';
}
