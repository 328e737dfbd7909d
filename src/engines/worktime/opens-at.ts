import type { Calendar } from './calendar.ts';
import { toDate, toMinute } from './local-minutes.ts';
import { nextOpen } from './working-minutes.ts';

/** When work goes on by a calendar that closes at `at`; null while it is open. Throws DATE_OUT_OF_CALENDAR. */
export function opensAt(at: Date, calendar: Calendar): Date | null {
  const minute = toMinute(at);
  const next = nextOpen(calendar, minute);
  return next > minute ? toDate(next) : null;
}
