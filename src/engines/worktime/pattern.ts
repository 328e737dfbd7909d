import { DAY } from './local-minutes.ts';
import type { Interval } from './types.ts';

/** The working minutes of one day, both ways: from time of day to minutes worked, and back. */
export type Pattern = {
  readonly key: string;
  readonly intervals: readonly Interval[];
  /** Working minutes of the day. */
  readonly minutes: number;
  /** First and last working minute of the day, as minutes of the day. 0 for a free day. */
  readonly opens: number;
  readonly closes: number;
  /** Minutes worked before each minute of the day (0 … 1440). */
  readonly workedBy: Uint16Array;
  /** The earliest minute of the day by which so many minutes have been worked. */
  readonly reachedAt: Uint16Array;
};

const made = new Map<string, Pattern>();

/** The pattern of these opening hours (minutes of the day). Throws a RangeError when they overlap or leave the day. */
export function makePattern(intervals: readonly Interval[]): Pattern {
  const sorted = [...intervals].sort((a, b) => a[0] - b[0]);
  const key = sorted.map(i => i.join('-')).join();
  const known = made.get(key);
  if (known) return known;
  const workedBy = new Uint16Array(DAY + 1);
  const reachedAt: number[] = [0];
  let last = 0;
  for (const [opens, closes] of sorted) {
    if (
      !Number.isInteger(opens) ||
      !Number.isInteger(closes) ||
      opens < last ||
      closes <= opens ||
      closes > DAY
    )
      throw new RangeError(`opening hours overlap or leave the day: ${key}`);
    last = closes;
    for (let minute = opens + 1; minute <= closes; minute++) reachedAt.push(minute);
  }
  for (let minute = 1, worked = 0; minute <= DAY; minute++) {
    if (reachedAt[worked + 1] === minute) worked++;
    workedBy[minute] = worked;
  }
  const pattern: Pattern = {
    key,
    intervals: sorted,
    minutes: reachedAt.length - 1,
    opens: sorted[0]?.[0] ?? 0,
    closes: last,
    workedBy,
    reachedAt: Uint16Array.from(reachedAt),
  };
  made.set(key, pattern);
  return pattern;
}

export const CLOSED = makePattern([]);

/** The morning or the afternoon of a day; a day without a break is cut in its middle. */
export function half(intervals: readonly Interval[], part: 'morning' | 'afternoon'): readonly Interval[] {
  const [first, ...rest] = intervals;
  if (!first) return [];
  if (rest.length) return part === 'morning' ? [first] : rest;
  const middle = Math.floor((first[0] + first[1]) / 2);
  return part === 'morning' ? [[first[0], middle]] : [[middle, first[1]]];
}
