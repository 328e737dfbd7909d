import type { StartedTimer } from '#engines/processes';
import { dueAt } from '#engines/worktime';
import type { Queryable } from '#platform/db';
import { calendarOf } from '../acts/deadline.ts';
import type { Dossier } from '../types.ts';

const ISO_DURATION = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/** Milliseconds of an ISO 8601 duration on the clock (weeks, days, hours, minutes, seconds). */
export function durationMs(iso: string): number {
  const match = ISO_DURATION.exec(iso);
  if (!match) throw new RangeError(`not a duration of weeks, days, hours, minutes and seconds: ${iso}`);
  const [w, d, h, m, s] = match.slice(1).map(part => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
  ];
  return ((((w * 7 + d) * 24 + h) * 60 + m) * 60 + s) * 1000;
}

/** When a process timer that starts at `at` fires: a date, a span on the clock, or a span of working time. */
export async function timeOf(q: Queryable, dossier: Dossier, timer: StartedTimer, at: Date): Promise<Date> {
  if (timer.kind === 'date') return new Date(timer.at);
  if (timer.kind === 'duration') return new Date(at.getTime() + durationMs(timer.iso));
  return dueAt(at, timer.limit, await calendarOf(q, dossier));
}
