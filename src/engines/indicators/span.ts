/** Days, both included, `YYYY-MM-DD`. */
export type Days = { from: string; to: string };

/** `YYYY-MM-DD` of the first day of the month that is `more` months after that of `day`. */
const monthStart = (day: string, more = 0): string => {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + more, 1)).toISOString().slice(0, 10);
};

const nextDay = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/**
 * The whole months within days: from the first day of the first to the first day after the last. Where there is none, both are
 * the first of the days, so that no month lies between them.
 */
export function wholeMonths({ from, to }: Days): { from: string; before: string } {
  const first = monthStart(from) === from ? from : monthStart(from, 1);
  const before = monthStart(nextDay(to));
  return first < before ? { from: first, before } : { from, before: from };
}
