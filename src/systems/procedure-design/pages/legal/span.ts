import type { Translate } from '#platform/i18n';
import type { Choice } from '#ui';

/** What a limit may be counted in, the most usual first. */
const UNITS = ['working-day', 'working-hour', 'calendar-day', 'month'] as const;

/** The same as choices. */
export const unitOptions = (t: Translate): Choice[] =>
  UNITS.map(u => ({ value: u, label: t(`procedure-design.unit.${u}`) }));

/** A number (`1,5`) and a unit as they were typed, and whether they are a limit: days and months whole, 0 only as “within the day”. */
export function readSpan(
  number: string,
  typedUnit: string,
): { n: number; unit: (typeof UNITS)[number] | undefined; usable: boolean } {
  const n = /^\d{1,4}([.,]\d{1,2})?$/.test(number) ? Number(number.replace(',', '.')) : Number.NaN;
  const unit = UNITS.find(u => u === typedUnit);
  const whole = unit === 'working-hour' || Number.isInteger(n);
  return { n, unit, usable: n <= 3650 && whole && (n > 0 || unit === 'working-day') };
}
