import type { Queryable } from '#platform/db';
import type { SpecialDay } from '../types.ts';
import { listCalendars, listDays } from './rows.ts';

/** What became of a calendar, as far as somebody is told of it whose deadline it moved. */
export type CalendarNews = {
  calendar: { vi: string; en: string };
  /** `YYYY-MM-DD`; `is` null: the day is again as its weekday says. */
  days: Array<{ date: string; is: SpecialDay | null }>;
};

/**
 * What a change of the calendar `calendarId` says about the days from one local day to another: `days` as its entry lists them
 * (`2026-12-01 closed`, `2026-12-01 -`). Undefined where there is no such calendar any more.
 */
export async function calendarNews(
  q: Queryable,
  calendarId: string,
  days: readonly string[],
  { from, to }: { from: string; to: string },
): Promise<CalendarNews | undefined> {
  const calendar = (await listCalendars(q)).find(c => c.id === calendarId);
  if (!calendar) return undefined;
  const dates = days.map(text => text.slice(0, 10)).filter(date => date >= from && date <= to);
  const known = new Map<string, SpecialDay>();
  for (const year of new Set(dates.map(date => Number(date.slice(0, 4)))))
    for (const day of await listDays(q, calendarId, year)) known.set(day.date, day);
  return {
    calendar: { vi: calendar.nameVi, en: calendar.nameEn },
    days: dates.map(date => ({ date, is: known.get(date) ?? null })),
  };
}
