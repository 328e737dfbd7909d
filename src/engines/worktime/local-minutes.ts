// The engine counts in local minutes: minutes since 1970-01-01 00:00 in Asia/Ho_Chi_Minh, which has no daylight saving.
// Seconds are dropped, because receipts print minutes and what is printed must be what was counted.
const OFFSET_MS = 7 * 3_600_000;
export const DAY = 1440;

/** Minutes since 1970-01-01 00:00 in the province; seconds are dropped. */
export const toMinute = (at: Date): number => Math.floor((at.getTime() + OFFSET_MS) / 60_000);

/** The instant of a local minute. */
export const toDate = (minute: number): Date => new Date(minute * 60_000 - OFFSET_MS);

/** Day number since 1970-01-01 of a local minute. */
export const dayOf = (minute: number): number => Math.floor(minute / DAY);

/** Day number of `YYYY-MM-DD`. Throws a RangeError when there is no such day (31/02). */
export function dayNumber(date: string): number {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== date)
    throw new RangeError(`not a date: ${date}`);
  return ms / 86_400_000;
}

/** The date (`YYYY-MM-DD`) of a day number. */
export const dateOf = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);

/** 0 = Sunday. (1970-01-01 was a Thursday.) */
export const weekdayOf = (day: number): number => (((day + 4) % 7) + 7) % 7;

/** Minutes of the day of `HH:MM`. Throws a RangeError for anything else. */
export function clockMinutes(time: string): number {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$|^24:00$/.exec(time);
  if (!match) throw new RangeError(`not a time of day: ${time}`);
  return match[1] === undefined ? DAY : Number(match[1]) * 60 + Number(match[2]);
}

/** `HH:MM` of a minute of the day; `24:00` for its end. */
export const clockText = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** The same day of the month `n` months later, or that month's last day (Civil Code 2015, art. 148.3). */
export function addMonths(day: number, n: number): number {
  const date = new Date(day * 86_400_000);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + n];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(date.getUTCDate(), last)) / 86_400_000;
}
