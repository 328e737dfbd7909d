import type { Act } from '#engines/organisation';
import type { Db, Tx } from '#platform/db';
import { FIRST_DATE, LAST_DATE } from '../calendar.ts';
import { DayWrong } from '../errors.ts';
import { dayNumber } from '../local-minutes.ts';
import type { SpecialDay } from '../types.ts';
import { asIf } from './as-if.ts';
import { lockCalendar, recordChange, stampAnew } from './change.ts';

/** A special day as it is written into a ledger entry. */
export const dayText = (day: Pick<SpecialDay, 'date' | 'kind' | 'part'>): string =>
  [day.date, day.kind, day.part].filter(Boolean).join(' ');

function checked(day: SpecialDay): SpecialDay {
  const name = { vi: day.name.vi.normalize('NFC').trim(), en: day.name.en.trim() };
  try {
    dayNumber(day.date);
  } catch {
    throw DayWrong({ date: day.date });
  }
  if (!name.vi || !name.en || day.date < FIRST_DATE || day.date > LAST_DATE)
    throw DayWrong({ date: day.date });
  return { ...day, name, ...(day.kind === 'half' ? { part: day.part ?? 'morning' } : {}) };
}

/** Writes special days over what was there. */
export async function writeDays(tx: Tx, calendarId: string, days: readonly SpecialDay[]): Promise<void> {
  await tx.run(
    `INSERT INTO worktime.day (calendar_id, date, kind, part, name_vi, name_en)
     SELECT $1::uuid, * FROM unnest($2::date[], $3::text[], $4::text[], $5::text[], $6::text[])
     ON CONFLICT (calendar_id, date) DO UPDATE
       SET kind = excluded.kind, part = excluded.part, name_vi = excluded.name_vi, name_en = excluded.name_en`,
    [
      calendarId,
      days.map(d => d.date),
      days.map(d => d.kind),
      days.map(d => (d.kind === 'half' ? (d.part ?? 'morning') : null)),
      days.map(d => d.name.vi),
      days.map(d => d.name.en),
    ],
  );
}

/**
 * Says that a day is closed, half or worked in exchange, whatever was said before.
 * Throws CALENDAR_NOT_FOUND, and DAY_WRONG for a date that does not exist or lies outside 2010–2049, or a missing name.
 */
export async function setDay(tx: Tx, calendarId: string, day: SpecialDay, act: Act): Promise<void> {
  const calendar = await lockCalendar(tx, calendarId);
  const written = checked(day);
  await writeDays(tx, calendarId, [written]);
  const { date } = written;
  await recordChange(tx, act, calendar, { change: 'day', from: date, to: date, days: [dayText(written)] });
}

const removeDay = (tx: Tx, calendarId: string, date: string): Promise<number> =>
  tx.run('DELETE FROM worktime.day WHERE calendar_id = $1::uuid AND date = $2::date', [calendarId, date]);

/**
 * Makes a day again what its weekday says; `reason`: why, 1–500 characters. Nothing happens when it is so already.
 * Throws CALENDAR_NOT_FOUND.
 */
export async function clearDay(
  tx: Tx,
  calendarId: string,
  { date, reason }: { date: string; reason: string },
  act: Act,
): Promise<void> {
  const calendar = await lockCalendar(tx, calendarId);
  if (await removeDay(tx, calendarId, date)) {
    const body = { change: 'day', from: date, to: date, days: [`${date} -`], reason } as const;
    await recordChange(tx, act, calendar, body);
  }
}

/** What `look` sees when the day is as `setDay` would write it; nothing of it stays. Throws as `setDay`. */
export const asIfSet = <T>(
  db: Pick<Db, 'tx'>,
  calendarId: string,
  day: SpecialDay,
  look: (tx: Tx) => Promise<T>,
): Promise<T> =>
  asIf(db, async tx => {
    await lockCalendar(tx, calendarId);
    await writeDays(tx, calendarId, [checked(day)]);
    await stampAnew(tx, calendarId);
    return look(tx);
  });

/** What `look` sees when the day is as its weekday says; nothing of it stays. */
export const asIfCleared = <T>(
  db: Pick<Db, 'tx'>,
  calendarId: string,
  date: string,
  look: (tx: Tx) => Promise<T>,
): Promise<T> =>
  asIf(db, async tx => {
    await removeDay(tx, calendarId, date);
    await stampAnew(tx, calendarId);
    return look(tx);
  });
