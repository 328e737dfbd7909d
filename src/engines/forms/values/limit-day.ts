const FROM_TODAY = /^today(?:-(\d{1,3})y)?$/;

/** So many years before today, as a bound of a day says it (`today-6y`); 0 for today itself, undefined for a day of the calendar. */
export function yearsAgo(bound: string): number | undefined {
  const found = FROM_TODAY.exec(bound);
  return found ? Number(found[1] ?? 0) : undefined;
}

/** The day that a bound of a date means on `today` (both `YYYY-MM-DD`): a day, `today`, or `today-6y`; a 29 February has a 28th in other years. */
export function limitDay(bound: string, today: string): string {
  const years = yearsAgo(bound);
  if (years === undefined) return bound;
  const year = Number(today.slice(0, 4)) - years;
  const day = `${String(year).padStart(4, '0')}${today.slice(4)}`;
  return day.endsWith('02-29') && Number.isNaN(Date.parse(`${day}T00:00:00Z`)) ? `${day.slice(0, 8)}28` : day;
}
