import type { Act } from '#engines/organisation';
import { formatDate } from '#platform/clock';
import type { Db, Tx } from '#platform/db';
import type { Translate } from '#platform/i18n';
import type { CalendarChange } from '../entries.ts';
import { CalendarMissing, CalendarNotFound, HolidayFileRefused } from '../errors.ts';
import { asIf } from '../store/as-if.ts';
import { lockCalendar, recordChange, stampAnew } from '../store/change.ts';
import { findCalendar, listDays, listYears } from '../store/rows.ts';
import { dayText, writeDays } from '../store/set-day.ts';
import type { SpecialDay, YearNote } from '../types.ts';
import { type CheckedHolidays, checkHolidays, type HolidayProblem } from './check.ts';
import type { HolidaySource } from './source.ts';

/** What becomes of one day; `before` is what stood there, of a day that is changed. */
export type DayChange = { change: 'added' | 'changed' | 'removed'; day: SpecialDay; before?: SpecialDay };

export type HolidayReport = {
  added: number;
  changed: number;
  removed: number;
  unchanged: number;
  /** Years that the file listed completely. */
  years: number[];
  /** Every day that does not stay as it was, by date. */
  days: DayChange[];
};

const yearOf = (date: string) => Number(date.slice(0, 4));
const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
const facts = (d: SpecialDay) => [d.date, d.kind, d.part ?? null, d.name.vi, d.name.en];

type Difference = { added: SpecialDay[]; changed: SpecialDay[]; removed: SpecialDay[]; years: YearNote[] };

function compare(was: SpecialDay[], wasYears: YearNote[], file: CheckedHolidays): Difference {
  const before = new Map(was.map(day => [day.date, day]));
  const complete = new Set(file.years.map(y => y.year));
  const stays = new Set(file.days.map(day => day.date));
  return {
    added: file.days.filter(day => !before.has(day.date)),
    changed: file.days.filter(day => {
      const old = before.get(day.date);
      return old !== undefined && !same(facts(old), facts(day));
    }),
    removed: was.filter(day => complete.has(yearOf(day.date)) && !stays.has(day.date)),
    years: file.years.filter(year => !wasYears.some(old => same(old, year))),
  };
}

function dayChanges(was: SpecialDay[], { added, changed, removed }: Difference): DayChange[] {
  const before = new Map(was.map(day => [day.date, day]));
  const list: DayChange[] = [
    ...added.map(day => ({ change: 'added' as const, day })),
    ...changed.map(day => ({ change: 'changed' as const, day, before: before.get(day.date)! })),
    ...removed.map(day => ({ change: 'removed' as const, day })),
  ];
  return list.sort((a, b) => (a.day.date < b.day.date ? -1 : 1));
}

async function write(
  tx: Tx,
  calendarId: string,
  { added, changed, removed, years }: Difference,
): Promise<void> {
  if (removed.length)
    await tx.run('DELETE FROM worktime.day WHERE calendar_id = $1::uuid AND date = ANY ($2::date[])', [
      calendarId,
      removed.map(d => d.date),
    ]);
  if (added.length + changed.length) await writeDays(tx, calendarId, [...added, ...changed]);
  for (const { year, status, note } of years)
    await tx.run(
      `INSERT INTO worktime.year (calendar_id, year, status, note_vi, note_en) VALUES ($1::uuid, $2, $3, $4, $5)
       ON CONFLICT (calendar_id, year) DO UPDATE
         SET status = excluded.status, note_vi = excluded.note_vi, note_en = excluded.note_en`,
      [calendarId, year, status, note?.vi ?? null, note?.en ?? null],
    );
}

/** The calendar of `agencyId`, locked, and what a file would make of it. Throws as `importHolidays`. */
async function prepare(tx: Tx, source: HolidaySource, agencyId: string | null) {
  const file = checkHolidays(source);
  if (file.problems.length)
    throw HolidayFileRefused({ file: source.name, count: file.problems.length }, file.problems);
  const found = await findCalendar(tx, agencyId);
  if (!found) throw agencyId === null ? CalendarMissing() : CalendarNotFound();
  const calendar = await lockCalendar(tx, found.id);
  const was = await listDays(tx, found.id);
  const difference = compare(was, await listYears(tx, found.id), file);
  const { added, changed, removed, years } = difference;
  const touched = [...added, ...changed, ...removed].map(d => d.date);
  const dates = [...touched, ...years.flatMap(y => [`${y.year}-01-01`, `${y.year}-12-31`])].sort();
  const report: HolidayReport = {
    added: added.length,
    changed: changed.length,
    removed: removed.length,
    unchanged: file.days.length - added.length - changed.length,
    years: file.years.map(y => y.year),
    days: dayChanges(was, difference),
  };
  return { calendar, difference, report, from: dates[0], to: dates.at(-1) };
}

/**
 * What a file would make of a calendar, and what `look` sees when it has: it is given the change, and the calendar as it would be.
 * `seen` is null when the file changes nothing. Nothing of it stays. Throws as `importHolidays`.
 */
export const asIfImported = <T>(
  db: Pick<Db, 'tx'>,
  source: HolidaySource,
  agencyId: string | null,
  look: (tx: Tx, change: CalendarChange) => Promise<T>,
): Promise<{ report: HolidayReport; seen: T | null }> =>
  asIf(db, async tx => {
    const { calendar, difference, report, from, to } = await prepare(tx, source, agencyId);
    if (!from || !to) return { report, seen: null };
    await write(tx, calendar.id, difference);
    await stampAnew(tx, calendar.id);
    return { report, seen: await look(tx, { agencyId, from, to }) };
  });

/**
 * Writes the days of a file into a calendar: that of `agencyId`, or the default one. A file that lists by years replaces
 * those years; a list of days only adds to and replaces the days it names. The same file a second time changes nothing.
 * One transaction, one ledger entry. Throws HOLIDAY_FILE_REFUSED with all wrong lines (`HolidayProblem[]`) in `details`,
 * nothing being written then; CALENDAR_MISSING, CALENDAR_NOT_FOUND.
 */
export async function importHolidays(
  db: Db,
  source: HolidaySource,
  act: Act,
  agencyId: string | null = null,
): Promise<HolidayReport> {
  return db.tx(async tx => {
    const { calendar, difference, report, from, to } = await prepare(tx, source, agencyId);
    if (!from || !to) return report;
    const { added, changed, removed } = difference;
    await write(tx, calendar.id, difference);
    await recordChange(tx, act, calendar, {
      change: 'import',
      from,
      to,
      days: [...[...added, ...changed].map(dayText), ...removed.map(d => `${d.date} -`)].sort(),
      source: source.name,
      sha256: source.sha256,
    });
    return report;
  });
}

/** The sentence that says what is wrong with a line: `Dòng 7: ngày 20/11/2026 đã có ở dòng 3.` */
export function holidayProblemText(problem: HolidayProblem, t: Translate): string {
  const { date, ...rest } = problem.params;
  const shown = typeof date === 'string' ? formatDate(date) : '';
  return t(`worktime.import.${problem.reason}`, { ...rest, date: shown, line: problem.line });
}
