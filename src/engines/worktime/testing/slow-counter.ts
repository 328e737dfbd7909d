import { holidays } from './calendars.ts';

// A second way to count, as slow and as plain as possible, that shares no code with the engine: it walks minute by minute
// over text dates and asks at each minute what a clerk with a wall calendar would ask.

export type SlowHours = Record<number, ReadonlyArray<readonly [string, string]>>;

const special = new Map(holidays.map(day => [day.date, day.kind]));
const MINUTE = 60_000;
const localText = (ms: number) => new Date(ms + 7 * 3_600_000).toISOString();

// '00:00' … '23:59'
const TIMES = Array.from({ length: 1440 }, (_, m) => new Date(m * MINUTE).toISOString().slice(11, 16));

export type SlowLimit = { n: number; unit: string; cutOff?: string; includeReceiptDay?: boolean };

export function slowCounter(hours: SlowHours) {
  const intervals = new Map<string, ReadonlyArray<readonly [string, string]>>();
  const intervalsOn = (date: string) => {
    let found = intervals.get(date);
    if (!found) {
      const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
      const kind = special.get(date);
      if (kind === 'closed') found = [];
      else if (kind === 'make-up') found = hours[weekday]?.length ? hours[weekday] : hours[1]!;
      else found = hours[weekday] ?? [];
      intervals.set(date, found);
    }
    return found;
  };
  const worksOn = (date: string) => intervalsOn(date).length > 0;
  const closingOn = (date: string) => intervalsOn(date).at(-1)![1];
  // Whether somebody works in each minute of a day, kept by day because asking the text clock takes long.
  const openMinutes = new Map<number, boolean[]>();
  const openAt = (ms: number) => {
    const minute = ms / MINUTE + 7 * 60;
    const day = Math.floor(minute / 1440);
    let open = openMinutes.get(day);
    if (!open) {
      const date = localText(ms).slice(0, 10);
      open = TIMES.map(time => intervalsOn(date).some(([from, to]) => time >= from && time < to));
      openMinutes.set(day, open);
    }
    return open[minute - day * 1440]!;
  };
  const instant = (date: string, time: string) => Date.parse(`${date}T${time}:00+07:00`);
  const dayAfter = (date: string) =>
    new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  const working = (date: string) => {
    let d = date;
    while (!worksOn(d)) d = dayAfter(d);
    return d;
  };
  const workingMinutesOn = (date: string, from: number) => {
    let count = 0;
    for (let ms = Math.max(from, instant(date, '00:00')); ms < instant(dayAfter(date), '00:00'); ms += MINUTE)
      if (openAt(ms)) count++;
    return count;
  };

  function due(start: number, limit: SlowLimit, pauses: ReadonlyArray<readonly [number, number]>): number {
    const pausedAt = (ms: number) => pauses.some(([from, to]) => ms >= from && ms < to);
    let day = localText(start).slice(0, 10);
    const time = localText(start).slice(11, 16);
    let accepted = start;
    if (!worksOn(day) || time >= closingOn(day) || (limit.cutOff && time > limit.cutOff)) {
      day = working(dayAfter(day));
      accepted = instant(day, intervalsOn(day)[0]![0]);
    }
    const inclusive = limit.includeReceiptDay || limit.n === 0;
    if (limit.unit === 'working-hour' || limit.unit === 'working-day' || limit.n === 0) {
      let left = limit.n * 60;
      let ms = accepted;
      if (limit.unit !== 'working-hour') {
        left = 0;
        let date = day;
        if (!inclusive) ms = instant(dayAfter(day), '00:00');
        for (let k = inclusive ? 0 : 1; k <= Math.max(limit.n - (inclusive ? 1 : 0), 0); k++) {
          if (k > 0) date = working(dayAfter(date));
          left += workingMinutesOn(date, ms);
        }
      }
      if (limit.unit === 'working-hour' && left === 0) while (!openAt(ms)) ms += MINUTE;
      for (; left > 0; ms += MINUTE) if (openAt(ms) && !pausedAt(ms)) left--;
      return ms;
    }
    let lastDay = day;
    if (limit.unit === 'calendar-day') for (let k = 0; k < limit.n; k++) lastDay = dayAfter(lastDay);
    else {
      const [y, m, d] = day.split('-').map(Number) as [number, number, number];
      for (let length = d; ; length--) {
        const month = new Date(Date.UTC(y, m - 1 + limit.n, length));
        if (month.getUTCDate() === length) {
          lastDay = month.toISOString().slice(0, 10);
          break;
        }
      }
    }
    const first = limit.includeReceiptDay ? day : dayAfter(day);
    const days = (Date.parse(lastDay) - Date.parse(day)) / 86_400_000;
    let left = days * 1440;
    // If nothing more happened after `ms`, when would it be due?
    const promise = (ms: number) => {
      let date = working(localText(ms + left * MINUTE - 1).slice(0, 10));
      if (instant(date, closingOn(date)) < ms) date = working(dayAfter(date));
      return instant(date, closingOn(date));
    };
    let ms = instant(first, '00:00');
    for (let promised = promise(ms); ms < promised; ms += MINUTE) {
      if (!pausedAt(ms)) {
        if (left > 0) left--;
        continue;
      }
      // Moved off a free day and paused again: it now runs to the end of the day it was moved to.
      if (left === 0) left = (instant(dayAfter(localText(promised).slice(0, 10)), '00:00') - ms) / MINUTE;
      while (pausedAt(ms)) ms += MINUTE;
      promised = promise(ms);
      ms -= MINUTE;
    }
    return ms;
  }

  const workingMinutes = (from: number, to: number) => {
    let count = 0;
    for (let ms = from; ms < to; ms += MINUTE) if (openAt(ms)) count++;
    return count;
  };
  return { due, workingMinutes };
}
