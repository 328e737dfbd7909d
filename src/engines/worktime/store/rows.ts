import { kept } from '#engines/organisation';
import type { Queryable } from '#platform/db';
import type { Interval, SpecialDay, WeekHours, YearNote } from '../types.ts';

export type CalendarRow = {
  id: string;
  agencyId: string | null;
  nameVi: string;
  nameEn: string;
  stamp: string;
};

/** Opening hours with the period for which they hold, [from, to). */
export type HoursPeriod = WeekHours & { id: string; to: string | null };

const COLUMNS = 'id, agency_id AS "agencyId", name_vi AS "nameVi", name_en AS "nameEn", stamp';

/** All calendars, the default first. */
export const listCalendars = (q: Queryable): Promise<CalendarRow[]> =>
  kept(q).query<CalendarRow>(`SELECT ${COLUMNS} FROM worktime.calendar ORDER BY agency_id NULLS FIRST`);

/** The calendar that an agency has of its own, or with null the default one. */
export const findCalendar = (q: Queryable, agencyId: string | null): Promise<CalendarRow | undefined> =>
  q.maybe<CalendarRow>(
    `SELECT ${COLUMNS} FROM worktime.calendar WHERE agency_id IS NOT DISTINCT FROM $1::uuid`,
    [agencyId],
  );

/** Opening hours of a calendar, the oldest first. */
export async function listHours(q: Queryable, calendarId: string): Promise<HoursPeriod[]> {
  const rows = await q.query<{
    id: string;
    from: string;
    to: string | null;
    weekday: number | null;
    opens: number;
    closes: number;
  }>(
    `SELECT h.id, lower(h.valid) AS "from", upper(h.valid) AS "to",
            o.weekday, lower(o.minutes) AS opens, upper(o.minutes) AS closes
     FROM worktime.hours h LEFT JOIN worktime.opening o ON o.hours_id = h.id
     WHERE h.calendar_id = $1::uuid ORDER BY lower(h.valid), o.weekday, lower(o.minutes)`,
    [calendarId],
  );
  const periods = new Map<string, HoursPeriod & { week: Interval[][] }>();
  for (const { id, from, to, weekday, opens, closes } of rows) {
    const period = periods.get(id) ?? { id, from, to, week: [[], [], [], [], [], [], []] };
    if (weekday !== null) period.week[weekday]!.push([opens, closes]);
    periods.set(id, period);
  }
  return [...periods.values()];
}

/** The days of a calendar that are not as their weekday says, in order; of one year when said. */
export async function listDays(
  q: Queryable,
  calendarId: string,
  year: number | null = null,
): Promise<SpecialDay[]> {
  const rows = await q.query<
    Omit<SpecialDay, 'name' | 'part'> & { part: SpecialDay['part'] | null; nameVi: string; nameEn: string }
  >(
    `SELECT date, kind, part, name_vi AS "nameVi", name_en AS "nameEn" FROM worktime.day
     WHERE calendar_id = $1::uuid AND ($2::integer IS NULL OR extract(year FROM date) = $2::integer) ORDER BY date`,
    [calendarId, year],
  );
  return rows.map(({ nameVi, nameEn, part, ...day }) => ({
    ...day,
    name: { vi: nameVi, en: nameEn },
    ...(part ? { part } : {}),
  }));
}

/** How sure each year's list of days is. A year that is not listed was never imported. */
export async function listYears(q: Queryable, calendarId: string): Promise<YearNote[]> {
  const rows = await q.query<{
    year: number;
    status: YearNote['status'];
    noteVi: string | null;
    noteEn: string | null;
  }>(
    `SELECT year, status, note_vi AS "noteVi", note_en AS "noteEn" FROM worktime.year
     WHERE calendar_id = $1::uuid ORDER BY year`,
    [calendarId],
  );
  return rows.map(({ year, status, noteVi, noteEn }) => ({
    year,
    status,
    note: noteVi && noteEn ? { vi: noteVi, en: noteEn } : null,
  }));
}
