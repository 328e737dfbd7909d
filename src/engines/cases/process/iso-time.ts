import { localInstant, localParts } from '#platform/clock';

const DURATION =
  /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const DAY_MS = 86_400_000;

/** Days from a local day to the same day `months` later, or to the last day of that month where it is shorter. */
function daysOfMonths(from: Date, months: number): number {
  const { year, month, day } = localParts(from);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return (Date.UTC(year, month - 1 + months, Math.min(day, last)) - Date.UTC(year, month - 1, day)) / DAY_MS;
}

/** Milliseconds of an ISO 8601 duration that begins at `from`: months and years are those of the calendar. Throws a RangeError. */
export function durationMs(iso: string, from: Date): number {
  const match = DURATION.exec(iso);
  if (!match) throw new RangeError(`not a duration: ${iso}`);
  const [y, mo, w, d, h, m, s] = match.slice(1).map(part => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const days = daysOfMonths(from, y * 12 + mo) + w * 7 + d;
  return days * DAY_MS + ((h * 60 + m) * 60 + s) * 1000;
}

/** The instant of an ISO 8601 date or date and time. One that names no zone is the province's; a date begins at midnight. */
export function instantOf(iso: string): Date {
  const [, date, time] = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?)?$/.exec(iso) ?? [];
  return date ? localInstant(date, time ?? '00:00') : new Date(iso);
}
