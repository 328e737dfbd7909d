import { agenciesAbove, agenciesBelow } from '#engines/organisation';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import type { Calendar } from '../calendar.ts';
import { loadCalendar } from './load.ts';
import { listCalendars } from './rows.ts';

/** The default calendar, and that of each agency that works by another on the day of `at`: it has one of its own, or stands below one that has. */
export type CalendarsApart = { usual: Calendar; apart: ReadonlyMap<string, Calendar> };

/**
 * As `loadCalendar` of every agency at once: a few queries for each calendar that an agency has of its own, however many stand below it. Throws
 * CALENDAR_MISSING.
 */
export async function calendarsApart(q: Queryable, at: Date): Promise<CalendarsApart> {
  const date = localDate(at);
  const ids = (await listCalendars(q)).flatMap(c => c.agencyId ?? []);
  const own = await Promise.all(
    ids.map(async id => ({
      id,
      depth: (await agenciesAbove(q, id, date)).length,
      below: await agenciesBelow(q, id, date),
      calendar: await loadCalendar(q, id, at),
    })),
  );
  const apart = new Map<string, Calendar>();
  // The nearest above an agency is written last.
  for (const { id, below, calendar } of own.toSorted((a, b) => a.depth - b.depth))
    for (const agencyId of [id, ...below.map(b => b.id)]) apart.set(agencyId, calendar);
  return { usual: await loadCalendar(q, null, at), apart };
}
