import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fold } from '#platform/text';
import { HolidayColumnsMissing, HolidayFileEmpty, HolidayFileUnreadable } from '../errors.ts';
import type { Name } from '../types.ts';
import { csvRows } from './csv.ts';

/** One line of a file as it stands there, nothing checked. */
export type HolidayRow = {
  line: number;
  date: unknown;
  kind: unknown;
  name: unknown;
  nameEn: unknown;
  part: unknown;
  /** The year under which it is listed, where the file lists by years. */
  year: number | null;
};

/** A file of holidays, read but not checked. `years`: those that it lists completely. */
export type HolidaySource = {
  name: string;
  sha256: string;
  rows: HolidayRow[];
  years: Array<{ year: unknown; status: unknown; note: Name | null }>;
};

type Listed = { years?: Array<{ year?: unknown; status?: unknown; note?: Partial<Name>; days?: unknown }> };

// The n-th day of the document stands where the word "date" is a key for the n-th time.
function lineNumbers(text: string): number[] {
  const lines: number[] = [];
  let line = 1;
  let from = 0;
  for (const match of text.matchAll(/"date"\s*:/g)) {
    for (; from < match.index; from++) if (text[from] === '\n') line++;
    lines.push(line);
  }
  return lines;
}

function jsonSource(file: string, text: string): Pick<HolidaySource, 'rows' | 'years'> {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw HolidayFileUnreadable({ file, why: 'JSON' });
  }
  const listed = Array.isArray(document) ? null : (document as Listed | null)?.years;
  if (!Array.isArray(document) && !Array.isArray(listed))
    throw HolidayFileUnreadable({ file, why: '"years": […]' });
  const lines = lineNumbers(text);
  let index = 0;
  const row = (value: unknown, year: number | null): HolidayRow => {
    const { date, kind, name, nameEn, part } = (value ?? {}) as Record<string, unknown>;
    const line = date === undefined ? (lines[index - 1] ?? 0) : (lines[index++] ?? 0);
    return { line, date, kind, name, nameEn, part, year };
  };
  if (!listed) return { rows: (document as unknown[]).map(value => row(value, null)), years: [] };
  return {
    rows: listed.flatMap(y => (Array.isArray(y.days) ? y.days.map(value => row(value, Number(y.year))) : [])),
    years: listed.map(({ year, status, note }) => ({
      year,
      status,
      note: note?.vi && note.en ? { vi: note.vi, en: note.en } : null,
    })),
  };
}

/** Columns of a list, as its first line may call them; tone marks and capitals do not matter. */
const COLUMNS = {
  date: ['date', 'ngày'],
  kind: ['kind', 'loại'],
  name: ['name', 'tên'],
  nameEn: ['name_en', 'tên tiếng Anh'],
  part: ['part', 'buổi'],
} as const;
const NEEDED = ['date', 'kind', 'name'] as const;

const BY_HEADING = new Map(
  Object.entries(COLUMNS).flatMap(([column, headings]) => headings.map(h => [fold(h), column] as const)),
);
const columnOf = (heading: string): string => BY_HEADING.get(fold(heading)) ?? heading;

function csvSource(file: string, text: string): Pick<HolidaySource, 'rows' | 'years'> {
  const { names, rows } = csvRows(text, columnOf);
  const missing = NEEDED.filter(name => !names.includes(name));
  if (missing.length)
    throw HolidayColumnsMissing({
      file,
      missing: missing.map(name => `${COLUMNS[name][1]} (${name})`).join(', '),
    });
  return {
    rows: rows.map(({ line, cells }) => ({
      line,
      date: cells.date,
      kind: cells.kind,
      name: cells.name,
      nameEn: cells.nameEn,
      part: cells.part || undefined,
      year: null,
    })),
    years: [],
  };
}

/**
 * A text of holidays: CSV where `name` ends in `.csv`, JSON otherwise. Throws HOLIDAY_FILE_UNREADABLE, HOLIDAY_COLUMNS_MISSING,
 * and HOLIDAY_FILE_EMPTY when it names neither a day nor a year.
 */
export function holidayText(name: string, text: string): HolidaySource {
  if (!text.trim()) throw HolidayFileEmpty({ file: name });
  const read = name.toLowerCase().endsWith('.csv') ? csvSource : jsonSource;
  const { rows, years } = read(name, text);
  if (!rows.length && !years.length) throw HolidayFileEmpty({ file: name });
  return {
    name: path.basename(name),
    sha256: createHash('sha256').update(text).digest('hex'),
    rows,
    years,
  };
}

/** A file of holidays in one of the shapes of `docs/import.md`, in UTF-8. Throws as `holidayText`, and what the system says of a file that cannot be opened. */
export async function holidayFile(file: string): Promise<HolidaySource> {
  const bytes = await readFile(file);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw HolidayFileUnreadable({ file, why: 'UTF-8' });
  }
  return holidayText(file, text);
}
