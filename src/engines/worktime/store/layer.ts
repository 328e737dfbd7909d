import type { CalendarSource, SpecialDay, WeekHours, YearNote } from '../types.ts';

export type Layer = {
  /** With the first day on which they no longer hold, if there is one. */
  hours: ReadonlyArray<WeekHours & { to: string | null }>;
  days: readonly SpecialDay[];
  years: readonly YearNote[];
};

/** One calendar of several, the general one first: on each day the last layer that says something about it is right. */
export function layer(layers: readonly Layer[]): CalendarSource {
  const borders = new Set(layers.flatMap(l => l.hours.flatMap(h => (h.to ? [h.from, h.to] : [h.from]))));
  const hours: WeekHours[] = [];
  for (const from of [...borders].sort()) {
    const holds = layers
      .map(l => l.hours.find(h => h.from <= from && (h.to === null || from < h.to)))
      .findLast(h => h !== undefined);
    if (holds && hours.at(-1)?.week !== holds.week) hours.push({ from, week: holds.week });
  }
  return {
    hours,
    days: [...new Map(layers.flatMap(l => l.days.map(day => [day.date, day] as const))).values()],
    years: [...new Map(layers.flatMap(l => l.years.map(y => [y.year, y] as const))).values()],
  };
}
