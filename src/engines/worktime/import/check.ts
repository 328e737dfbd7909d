import { FIRST_DATE, LAST_DATE } from '../calendar.ts';
import { dayNumber } from '../local-minutes.ts';
import type { SpecialDay, YearNote, YearStatus } from '../types.ts';
import type { HolidayRow, HolidaySource } from './source.ts';

/** Why a line of a holiday file is refused; `reason` is the last part of the text key `worktime.import.…`. */
export type HolidayProblem = { line: number; reason: string; params: Record<string, string | number> };

export type CheckedHolidays = { days: SpecialDay[]; years: YearNote[]; problems: HolidayProblem[] };

// As people write it in a spreadsheet, and as programs do.
const KINDS: Record<string, SpecialDay['kind']> = {
  closed: 'closed',
  nghỉ: 'closed',
  half: 'half',
  'nửa ngày': 'half',
  'make-up': 'make-up',
  'làm bù': 'make-up',
};
const PARTS: Record<string, 'morning' | 'afternoon'> = {
  morning: 'morning',
  sáng: 'morning',
  afternoon: 'afternoon',
  chiều: 'afternoon',
};
const STATUSES = ['announced', 'unverified', 'computed'];

const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).normalize('NFC').trim() : '';

/** `YYYY-MM-DD` of a date written so, or as dd/mm/yyyy; null when there is no such day, or calendars do not reach it. */
function readDate(value: unknown): string | null {
  const local = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text(value));
  const date = local
    ? `${local[3]}-${local[2]!.padStart(2, '0')}-${local[1]!.padStart(2, '0')}`
    : text(value);
  try {
    dayNumber(date);
  } catch {
    return null;
  }
  return date >= FIRST_DATE && date <= LAST_DATE ? date : null;
}

function readRow(row: HolidayRow): SpecialDay | Omit<HolidayProblem, 'line'> {
  const date = readDate(row.date);
  if (!date) return { reason: 'date', params: { value: text(row.date) } };
  if (row.year !== null && Number(date.slice(0, 4)) !== row.year)
    return { reason: 'other-year', params: { value: date, year: row.year } };
  const kind = KINDS[text(row.kind).toLowerCase()];
  if (!kind) return { reason: 'kind', params: { value: text(row.kind) } };
  const vi = text(row.name);
  if (!vi) return { reason: 'name', params: {} };
  const part = row.part === undefined ? 'morning' : PARTS[text(row.part).toLowerCase()];
  if (!part) return { reason: 'part', params: { value: text(row.part) } };
  return { date, kind, name: { vi, en: text(row.nameEn) || vi }, ...(kind === 'half' ? { part } : {}) };
}

/** Checks every line; a day that stands twice names both its lines. */
export function checkHolidays(source: HolidaySource): CheckedHolidays {
  const problems: HolidayProblem[] = [];
  const days = new Map<string, SpecialDay & { line: number }>();
  for (const row of source.rows) {
    const read = readRow(row);
    if ('reason' in read) problems.push({ line: row.line, ...read });
    else if (days.has(read.date))
      problems.push({
        line: row.line,
        reason: 'twice',
        params: { date: read.date, first: days.get(read.date)!.line, second: row.line },
      });
    else days.set(read.date, { ...read, line: row.line });
  }
  const years: YearNote[] = [];
  for (const { year, status, note } of source.years) {
    const known = STATUSES.includes(text(status));
    if (!Number.isInteger(year) || !readDate(`${year}-01-01`) || years.some(y => y.year === year))
      problems.push({ line: 0, reason: 'year', params: { value: text(year) } });
    else if (!known)
      problems.push({ line: 0, reason: 'status', params: { year: Number(year), value: text(status) } });
    else years.push({ year: Number(year), status: text(status) as YearStatus, note });
  }
  return { days: [...days.values()].map(({ line: _, ...day }) => day), years, problems };
}
