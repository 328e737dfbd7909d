import type { Interval, WeekHours } from '#engines/worktime';

type Week = WeekHours['week'];

const pad = (n: number) => String(n).padStart(2, '0');
const clock = (minutes: number) => `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;

/** Hours of a day as people write them: `07:30–12:00, 13:30–17:00`; empty for a free day. */
export const dayText = (day: readonly Interval[]): string =>
  day.map(([opens, closes]) => `${clock(opens)}–${clock(closes)}`).join(', ');

/** `7:30-12:00 13h30–17h` → intervals in minutes of the day; undefined when it is not so written. Empty: a free day. */
export function readDayHours(text: string): Interval[] | undefined {
  const minutes = (hour: string, minute: string | undefined) => Number(hour) * 60 + Number(minute || 0);
  const written = text.trim().replace(/\s+/g, ' ');
  const spans = written ? written.split(/ ?[,;] ?|(?<=[\dh]) (?=\d)/) : [];
  const read: Interval[] = [];
  for (const span of spans) {
    const m = /^(\d{1,2})(?:[:h](\d{2})?)?\s*[-–—]\s*(\d{1,2})(?:[:h](\d{2})?)?$/.exec(span);
    if (!m) return undefined;
    const opens = minutes(m[1]!, m[2]);
    const closes = minutes(m[3]!, m[4]);
    if (closes <= opens || closes > 1440 || Number(m[2] ?? 0) > 59 || Number(m[4] ?? 0) > 59)
      return undefined;
    if (opens < (read.at(-1)?.[1] ?? 0)) return undefined;
    read.push([opens, closes]);
  }
  return read;
}

/** Weekdays in the order of a Vietnamese week: Monday first. */
export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 0] as const;

export const emptyWeek = (): Week => [[], [], [], [], [], [], []];
