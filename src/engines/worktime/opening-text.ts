import type { Translate } from '#platform/i18n';
import type { Calendar } from './calendar.ts';
import type { Interval } from './types.ts';

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

const hoursOf = (intervals: readonly Interval[]): string =>
  [...intervals]
    .sort((a, b) => a[0] - b[0])
    .map(([opens, closes]) => `${clock(opens)}–${clock(closes)}`)
    .join(', ');

/** When a week is worked by this calendar on a date, days that are alike together: `thứ Hai đến thứ Sáu 07:30–11:30, 13:30–17:00`. */
export function openingText({ source }: Calendar, date: string, t: Translate): string {
  const versions = [...source.hours].sort((a, b) => a.from.localeCompare(b.from));
  const inForce = versions.findLast(h => h.from <= date) ?? versions[0];
  const runs: Array<{ days: number[]; hours: string }> = [];
  for (const day of [1, 2, 3, 4, 5, 6, 0]) {
    const hours = hoursOf(inForce?.week[day] ?? []);
    const last = runs.at(-1);
    if (last?.hours === hours) last.days.push(day);
    else runs.push({ days: [day], hours });
  }
  const name = (day: number | undefined) => t(`worktime.weekday-long.${day}`);
  return runs
    .filter(run => run.hours)
    .map(({ days, hours }) => {
      const [from, to] = [name(days[0]), name(days.at(-1))];
      return `${days.length > 1 ? t('worktime.opening.days', { from, to }) : from} ${hours}`;
    })
    .join('; ');
}
