import type { Channel } from '#engines/cases';
import { localDate, localInstant, localParts } from '#platform/clock';
import type { Random } from './random.ts';

const DAY_MS = 86_400_000;

// Sunday … Saturday: Monday is full, Saturday morning open in some communes, and who applies online does so any day.
const WEEKDAYS = [0.12, 1.35, 1.15, 1.05, 1, 0.95, 0.25];
// January … December: before Tết little, after it much; school papers in summer; the year's end.
const MONTHS = [0.85, 0.6, 1.15, 1.05, 1, 1.1, 1.15, 1.2, 1.05, 1, 1.05, 1.1];

/** Local days from `from` to `to`, both included. */
export function daysFrom(from: string, to: string): string[] {
  const days: string[] = [];
  for (let at = Date.parse(`${from}T00:00:00Z`); at <= Date.parse(`${to}T00:00:00Z`); at += DAY_MS)
    days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}

const weightOf = (day: string): number => {
  const { weekday, month } = localParts(localInstant(day, '12:00'));
  return (WEEKDAYS[weekday] ?? 1) * (MONTHS[month - 1] ?? 1);
};

const RUSH = 5;

/** How many of `n` dossiers come in on each day: whole numbers that add up to `n`, by weekday and season. In the last `rush` days five times as many. */
export function shareOut(n: number, days: readonly string[], rush = 0): number[] {
  const weights = days.map((day, i) => weightOf(day) * (i >= days.length - rush ? RUSH : 1));
  const sum = weights.reduce((a, b) => a + b, 0);
  let given = 0;
  let due = 0;
  return weights.map(weight => {
    due += (n * weight) / sum;
    const now = Math.round(due) - given;
    given += now;
    return now;
  });
}

/** When somebody applies on a day: at the counter while it is open, online mostly in the evening. */
export function minuteOf(random: Random, day: string, channel: Channel): Date {
  const counter = channel === 'counter' || channel === 'post';
  const hour = counter
    ? random.weighted([
        [7, 5],
        [8, 24],
        [9, 22],
        [10, 16],
        [13, 6],
        [14, 14],
        [15, 10],
        [16, 3],
      ])
    : random.weighted([
        [8, 8],
        [9, 9],
        [10, 8],
        [12, 9],
        [15, 8],
        [17, 8],
        [19, 14],
        [20, 18],
        [21, 13],
        [22, 5],
      ]);
  const from = hour === 7 ? 30 : hour === 13 ? 30 : 0;
  return new Date(
    localInstant(day, '00:00').getTime() +
      (hour * 60 + random.int(from, 59)) * 60_000 +
      random.int(0, 59_999),
  );
}

/** The local day `n` days after an instant. */
export const dayLater = (at: Date, n: number): string => localDate(new Date(at.getTime() + n * DAY_MS));
