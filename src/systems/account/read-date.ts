import { dayInWords } from '#platform/clock';

/** `04/03/1991`, `4-3-1991`, `04031991`, `ngày 4 tháng 3 năm 1991` → `1991-03-04`; undefined for a day that no calendar has. */
export function readDate(text: string): string | undefined {
  const m =
    /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})$/.exec(text) ??
    /^(\d{2})(\d{2})(\d{4})$/.exec(text) ??
    dayInWords(text);
  if (!m) return undefined;
  const day = `${m[3]}-${m[2]!.padStart(2, '0')}-${m[1]!.padStart(2, '0')}`;
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day) ? day : undefined;
}
