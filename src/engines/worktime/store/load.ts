import { agenciesAbove } from '#engines/organisation';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { type Calendar, compileCalendar } from '../calendar.ts';
import { CalendarMissing } from '../errors.ts';
import { layer } from './layer.ts';
import { type CalendarRow, listCalendars, listDays, listHours, listYears } from './rows.ts';

// Compiled calendars by the stamps of the calendars they were made of. A stamp is new with every change, so what is kept
// here is never stale; what is no longer asked for falls out.
const compiled = new Map<string, Promise<Calendar>>();
const KEPT = 64;

/**
 * The calendar by which an agency works: its own hours, or those of the nearest agency above it that has any on the day
 * of `at`, or the default ones. Special days add up: the default's, then those from above, then its own; of two that
 * name the same date the nearest wins. `agencyId` null: the default calendar.
 * One short query outside a transaction; the rest is kept in memory until a calendar changes. Throws CALENDAR_MISSING when there is no default.
 */
export const loadCalendar = async (q: Queryable, agencyId: string | null, at: Date): Promise<Calendar> =>
  choose(q, await listCalendars(q), agencyId, at);

/** The same for whoever needs many: which calendars there are is read once, at the first. */
export function calendarsOf(q: Queryable): (agencyId: string | null, at: Date) => Promise<Calendar> {
  let listed: Promise<CalendarRow[]> | undefined;
  return async (agencyId, at) => {
    listed ??= listCalendars(q);
    return choose(q, await listed, agencyId, at);
  };
}

async function choose(
  q: Queryable,
  calendars: readonly CalendarRow[],
  agencyId: string | null,
  at: Date,
): Promise<Calendar> {
  const standard = calendars.find(c => c.agencyId === null);
  if (!standard) throw CalendarMissing();
  const chain = [standard];
  if (agencyId !== null && calendars.length > 1) {
    const above = await agenciesAbove(q, agencyId, localDate(at));
    for (const id of [...above.map(agency => agency.id).reverse(), agencyId]) {
      const own = calendars.find(c => c.agencyId === id);
      if (own) chain.push(own);
    }
  }
  const key = chain.map(c => c.stamp).join();
  const known = compiled.get(key);
  if (known) {
    compiled.delete(key);
    compiled.set(key, known);
    return known;
  }
  const loading = compile(
    q,
    chain.map(c => c.id),
  );
  compiled.set(key, loading);
  // A load that failed must not be remembered.
  loading.catch(() => compiled.delete(key));
  for (const oldest of compiled.keys()) {
    if (compiled.size <= KEPT) break;
    compiled.delete(oldest);
  }
  return loading;
}

async function compile(q: Queryable, ids: readonly string[]): Promise<Calendar> {
  const layers = [];
  for (const id of ids)
    layers.push({
      hours: await listHours(q, id),
      days: await listDays(q, id),
      years: await listYears(q, id),
    });
  return compileCalendar(layer(layers));
}
