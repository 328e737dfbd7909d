import type { FieldPath } from '../types.ts';

/**
 * Of a list whose items last from a day to another (`to` left out: until today): together they cover all days since somebody was `years`
 * old, e.g. where he has lived. Paths from the root; `from` and `to`: names within an item.
 */
export type DaysCovered = { group: FieldPath; from: string; to: string; born: FieldPath; years: number };

/** People remember months: what is missing between two items may be so many days. */
const SLACK_DAYS = 31;
const DAY = 86_400_000;

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** The day when somebody who was born on `born` was `years` old. */
export const birthdayOf = (born: string, years: number): string => {
  const [y = 0, m = 1, d = 1] = born.split('-').map(Number);
  return dayOf(Date.UTC(y + years, m - 1, d));
};

/** The first days since `since` that no span covers; ISO days. Undefined: all are covered. */
export function firstGap(
  spans: ReadonlyArray<{ from: string; to: string }>,
  since: string,
  today: string,
): { from: string; to: string } | undefined {
  const slack = SLACK_DAYS * DAY;
  let reached = Date.parse(since);
  for (const { from, to } of [...spans].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    if (Date.parse(from) > reached + slack) return { from: dayOf(reached), to: from };
    reached = Math.max(reached, Date.parse(to));
  }
  return reached + slack < Date.parse(today) ? { from: dayOf(reached), to: today } : undefined;
}
