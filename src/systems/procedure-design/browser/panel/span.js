/** A span of time as the file holds it (`3 working-day`) and as number and unit. */
export const UNITS = ['working-hour', 'working-day', 'calendar-day', 'month'];

/**
 * @param {string | undefined} text
 * @returns {{ n: string, unit: string }}
 */
export function spanIn(text) {
  const [n = '', unit = ''] = (text ?? '').trim().split(/\s+/);
  const known = UNITS.find(u => u === unit.replace(/s$/, ''));
  return { n, unit: known ?? 'working-day' };
}

/**
 * The attribute; undefined for nothing. What is no number stays as it was typed: the checker says what is wrong with it.
 * @param {{ n: string, unit: string }} span
 * @returns {string | undefined}
 */
export const spanText = ({ n, unit }) => (n.trim() ? `${n.trim()} ${unit}` : undefined);
