import { dueAt, loadCalendar } from '#engines/worktime';
import type { Queryable } from '#platform/db';

/** A quarter of an hour into the office's time from `at` on, after `days` working days: when somebody there does a thing. */
export async function atWork(q: Queryable, agencyId: string, at: Date, days = 0): Promise<Date> {
  const calendar = await loadCalendar(q, agencyId, at);
  const from = days ? dueAt(at, { n: days, unit: 'working-day' }, calendar) : at;
  return dueAt(from, { n: 0.25, unit: 'working-hour' }, calendar);
}
