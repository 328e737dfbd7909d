/** `ngày 1 tháng 7 năm 2025`, with or without marks and the first word: day, month and year. */
const IN_WORDS = /^(?:ng[àa]y )?(\d{1,2}) th[áa]ng (\d{1,2})(?: n[ăa]m |, ?| )(\d{4})$/;

/** Day, month and year of a day that was written in words. */
export const dayInWords = (text: string): RegExpExecArray | null =>
  IN_WORDS.exec(text.normalize('NFC').toLowerCase().replaceAll(/\s+/g, ' ').trim());

/**
 * `01/07/2025`, `1-7-2025`, `01072025`, `ngày 1 tháng 7 năm 2025` or, as programs write it, `2025-07-01` → `2025-07-01`; undefined for a day that no
 * calendar has, or out of 1900–2199. Of a year with two digits nobody knows the century: it is asked for whole.
 */
export function readDay(text: string): string | undefined {
  const m =
    /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})$/.exec(text.trim()) ??
    /^(\d{2})(\d{2})(\d{4})$/.exec(text.trim()) ??
    dayInWords(text);
  const iso = /^\d{4}-\d{2}-\d{2}$/.exec(text.trim())?.[0];
  const day = m ? `${m[3]}-${m[2]!.padStart(2, '0')}-${m[1]!.padStart(2, '0')}` : iso;
  if (!day) return undefined;
  if (day < '1900' || day > '2200') return undefined;
  const at = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(at) || !new Date(at).toISOString().startsWith(day) ? undefined : day;
}

/** The day after a local day (`YYYY-MM-DD`): what is said as a last day is kept as the first day after it. */
export const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/** The same day so many years later, to compare other days with: 29 February of a year that has none is no day, and lies where it would. */
export const yearsAfter = (day: string, years: number): string =>
  `${Number(day.slice(0, 4)) + years}${day.slice(4)}`;

/** The day before: how the end of a period is shown. */
export const dayBefore = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
