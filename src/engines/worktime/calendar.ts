import { dateOf, dayNumber, weekdayOf } from './local-minutes.ts';
import { CLOSED, half, makePattern, type Pattern } from './pattern.ts';
import type { CalendarSource, SpecialDay, WeekHours, YearStatus } from './types.ts';

/** The first and the last day that can be counted: what a running installation and its oldest dossiers need. */
export const FIRST_DATE = '2010-01-01';
export const LAST_DATE = '2049-12-31';

/**
 * A calendar ready to count with: every day of forty years looked up once, so that a due time is a few array reads.
 * Days are numbered from `firstDay` on.
 */
export type Calendar = {
  readonly source: CalendarSource;
  /** Working minutes of a normal day: what “1 ngày” means when a span is put in words. */
  readonly dayMinutes: number;
  readonly firstDay: number;
  readonly dayCount: number;
  /** `YYYY-MM-DD` by day. */
  readonly dates: readonly string[];
  readonly patterns: readonly Pattern[];
  /** Index into `patterns` by day. */
  readonly patternOf: Uint8Array;
  /** Working minutes before each day; one entry more than days. */
  readonly minutesBefore: Int32Array;
  /** Working days before each day; one entry more than days. */
  readonly workdaysBefore: Uint16Array;
  /** The working days in order. */
  readonly workdays: Uint16Array;
  readonly special: ReadonlyMap<number, SpecialDay>;
  readonly years: ReadonlyMap<number, YearStatus>;
};

// All calendars have the same days.
let dates: readonly string[] | undefined;
const allDates = (firstDay: number, dayCount: number): readonly string[] => {
  dates ??= Array.from({ length: dayCount }, (_, d) => dateOf(firstDay + d));
  return dates;
};

function patternFor(hours: WeekHours, weekday: number, special: SpecialDay | undefined): Pattern {
  const week = hours.week[weekday] ?? [];
  if (!special) return makePattern(week);
  if (special.kind === 'closed') return CLOSED;
  // A day worked in exchange has the hours of a normal working day: the first of the week from Monday on.
  const normal = week.length
    ? week
    : ([1, 2, 3, 4, 5, 6, 0].map(d => hours.week[d] ?? []).find(w => w.length) ?? []);
  return makePattern(special.kind === 'half' ? half(normal, special.part ?? 'morning') : normal);
}

const mostFrequent = (counts: Map<number, number>): number =>
  [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best), [0, 0])[0];

/**
 * Compiles a calendar. Takes some milliseconds; keep the result (`loadCalendar` does).
 * Throws a RangeError for a day given twice, a date that does not exist, hours that overlap, or a calendar in which
 * nobody ever works.
 */
export function compileCalendar(source: CalendarSource): Calendar {
  const firstDay = dayNumber(FIRST_DATE);
  const dayCount = dayNumber(LAST_DATE) - firstDay + 1;
  const versions = source.hours
    .map(hours => ({ hours, from: dayNumber(hours.from) }))
    .sort((a, b) => a.from - b.from);
  if (!versions[0]) throw new RangeError('a calendar without opening hours');
  const special = new Map<number, SpecialDay>();
  for (const day of source.days) {
    const d = dayNumber(day.date) - firstDay;
    if (special.has(d)) throw new RangeError(`a day given twice: ${day.date}`);
    special.set(d, day);
  }
  const patterns: Pattern[] = [];
  const indexes = new Map<string, number>();
  const lengths = new Map<number, number>();
  const patternOf = new Uint8Array(dayCount);
  const minutesBefore = new Int32Array(dayCount + 1);
  const workdaysBefore = new Uint16Array(dayCount + 1);
  const workdays: number[] = [];
  let version = 0;
  for (let d = 0; d < dayCount; d++) {
    while (versions[version + 1] && versions[version + 1]!.from <= d + firstDay) version++;
    const pattern = patternFor(versions[version]!.hours, weekdayOf(d + firstDay), special.get(d));
    let index = indexes.get(pattern.key);
    if (index === undefined) {
      index = patterns.push(pattern) - 1;
      indexes.set(pattern.key, index);
    }
    patternOf[d] = index;
    minutesBefore[d + 1] = minutesBefore[d]! + pattern.minutes;
    if (pattern.minutes) {
      workdays.push(d);
      lengths.set(pattern.minutes, (lengths.get(pattern.minutes) ?? 0) + 1);
    }
    workdaysBefore[d + 1] = workdays.length;
  }
  if (!workdays.length) throw new RangeError('a calendar in which nobody works');
  return {
    source,
    dayMinutes: mostFrequent(lengths),
    firstDay,
    dayCount,
    dates: allDates(firstDay, dayCount),
    patterns,
    patternOf,
    minutesBefore,
    workdaysBefore,
    workdays: Uint16Array.from(workdays),
    special,
    years: new Map((source.years ?? []).map(y => [y.year, y.status])),
  };
}
