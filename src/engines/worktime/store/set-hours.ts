import type { Act } from '#engines/organisation';
import { type Db, newId, type Tx } from '#platform/db';
import type { CalendarChange } from '../entries.ts';
import { HoursTaken, HoursWrong } from '../errors.ts';
import { clockText, dateOf, dayNumber } from '../local-minutes.ts';
import { makePattern } from '../pattern.ts';
import type { WeekHours } from '../types.ts';
import { asIf } from './as-if.ts';
import { lockCalendar, recordChange, stampAnew } from './change.ts';
import { type HoursPeriod, listHours } from './rows.ts';

type Week = WeekHours['week'];
type Hours = { week: Week; from: string; to?: string | null };

/** The hours of a week in words, Sunday first: `07:30-12:00 13:30-17:00`. */
const weekText = (week: Week): string[] =>
  week.map(day => day.map(([opens, closes]) => `${clockText(opens)}-${clockText(closes)}`).join(' '));

/** Refuses a week that cannot be worked by. Throws HOURS_WRONG. */
export function checkWeek(week: Week): void {
  for (const [weekday, day] of week.entries()) {
    try {
      makePattern(day);
    } catch {
      throw HoursWrong({ weekday });
    }
  }
  if (week.length !== 7 || week.every(day => day.length === 0)) throw HoursWrong({ weekday: 0 });
}

/** Writes one version of hours, of a calendar that this transaction has locked or made. */
export async function insertHours(
  tx: Tx,
  calendarId: string,
  week: Week,
  from: string,
  to: string | null,
): Promise<void> {
  const id = newId();
  await tx.run(
    'INSERT INTO worktime.hours (id, calendar_id, valid) VALUES ($1, $2, daterange($3::date, $4::date))',
    [id, calendarId, from, to],
  );
  const openings = week.flatMap((day, weekday) => day.map(([opens, closes]) => ({ weekday, opens, closes })));
  await tx.run(
    `INSERT INTO worktime.opening (hours_id, weekday, minutes)
     SELECT $1::uuid, w, int4range(o, c) FROM unnest($2::smallint[], $3::integer[], $4::integer[]) AS u (w, o, c)`,
    [id, openings.map(o => o.weekday), openings.map(o => o.opens), openings.map(o => o.closes)],
  );
}

async function makeRoom(tx: Tx, calendarId: string, before: HoursPeriod, from: string, to: string | null) {
  if (before.from === from) await tx.run('DELETE FROM worktime.hours WHERE id = $1::uuid', [before.id]);
  else
    await tx.run('UPDATE worktime.hours SET valid = daterange(lower(valid), $2::date) WHERE id = $1::uuid', [
      before.id,
      from,
    ]);
  if (to !== null && (before.to === null || to < before.to))
    await insertHours(tx, calendarId, before.week, to, before.to);
}

const isDay = (date: string): boolean => {
  try {
    return dayNumber(date) >= 0;
  } catch {
    return false;
  }
};

/** Writes the hours into a locked calendar. Returns the last day on which they hold; null: until others are set. */
async function writeHours(
  tx: Tx,
  calendarId: string,
  { week, from, to = null }: Hours,
): Promise<string | null> {
  checkWeek(week);
  if (!isDay(from) || (to !== null && (!isDay(to) || to <= from))) throw HoursWrong({ weekday: 0 });
  const periods = await listHours(tx, calendarId);
  const next = periods.find(p => p.from > from);
  if (next && to !== null && to > next.from) throw HoursTaken({ date: next.from });
  const before = periods.find(p => p.from <= from && (p.to === null || from < p.to));
  const until = to ?? before?.to ?? next?.from ?? null;
  if (before) await makeRoom(tx, calendarId, before, from, until);
  await insertHours(tx, calendarId, week, from, until);
  return until === null ? null : dateOf(dayNumber(until) - 1);
}

/**
 * Opening hours from a day on, until `to` (excluded) or until the next hours that are already set. The hours that held
 * before end there, and hold again from `to` on. `week`: intervals in minutes of the day by weekday, 0 = Sunday.
 * Throws CALENDAR_NOT_FOUND, HOURS_WRONG, and HOURS_TAKEN when other hours begin before `to`.
 */
export async function setHours(tx: Tx, calendarId: string, hours: Hours, act: Act): Promise<void> {
  const calendar = await lockCalendar(tx, calendarId);
  const to = await writeHours(tx, calendarId, hours);
  const { from, week } = hours;
  await recordChange(tx, act, calendar, { change: 'hours', from, to, week: weekText(week) });
}

/** What `look` sees when the hours are as `setHours` would write them, with the days they are for; nothing stays. Throws as `setHours`. */
export const asIfHours = <T>(
  db: Pick<Db, 'tx'>,
  calendarId: string,
  hours: Hours,
  look: (tx: Tx, change: CalendarChange) => Promise<T>,
): Promise<T> =>
  asIf(db, async tx => {
    const { agencyId } = await lockCalendar(tx, calendarId);
    const to = await writeHours(tx, calendarId, hours);
    await stampAnew(tx, calendarId);
    return look(tx, { agencyId, from: hours.from, to });
  });
