import type { Lang } from '#platform/i18n';

// Grouped by hand: Intl takes microseconds to milliseconds a call, and a table has hundreds of figures.
const group = (digits: string, separator: string) => digits.replace(/\B(?=(\d{3})+$)/g, separator);

/**
 * `1.234,5` (`1,234.5` in English). Rounded half away from zero to at most `decimals` places, 0 unless said;
 * trailing zeros are kept only with `fixed`. Throws on NaN and infinities: unknown is written as words, never as a number.
 */
export function formatNumber(
  value: number | bigint,
  options: { lang?: Lang; decimals?: number; fixed?: boolean } = {},
): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError(`not a number: ${value}`);
  const { lang = 'vi', decimals = 0, fixed = false } = options;
  const [point, comma] = lang === 'vi' ? ['.', ','] : [',', '.'];
  const text =
    typeof value === 'bigint' ? String(value < 0n ? -value : value) : plainDecimal(Math.abs(value), decimals);
  const [whole = '0', fraction = ''] = text.split('.');
  const shown = fixed ? fraction.padEnd(decimals, '0') : fraction.replace(/^(.*[^0])?0*$/, '$1');
  const positive = group(whole, point) + (shown && comma + shown);
  return value < 0 && /[1-9]/.test(positive) ? `−${positive}` : positive;
}

// `toFixed` rounds the binary value (1.005 → 1.00); the shortest decimal is what people see, so that is rounded.
function plainDecimal(value: number, decimals: number): string {
  if (value >= 1e21) return BigInt(value).toString();
  const scaled = Number(`${value}e${decimals}`);
  // From 1e21 on a number is written with an exponent, which takes no second one.
  return !(scaled < 1e21)
    ? value.toFixed(decimals)
    : Number(`${Math.round(scaled)}e-${decimals}`).toFixed(decimals);
}

/** `800.000 đồng` (`800,000 VND` in English), from whole đồng. */
export const formatMoney = (dong: number | bigint, lang: Lang = 'vi'): string =>
  `${formatNumber(dong, { lang })} ${lang === 'vi' ? 'đồng' : 'VND'}`;

/** `97,2%` from a ratio of 0.972. */
export const formatPercent = (ratio: number, lang: Lang = 'vi', decimals = 1): string =>
  `${formatNumber(ratio * 100, { lang, decimals })}%`;

/** `1,2 MB`, `84 KB`, from bytes; a kilobyte is 1,024 bytes. */
export function formatFileSize(bytes: number, lang: Lang = 'vi'): string {
  const kilobytes = bytes / 1024;
  if (kilobytes < 1000) return `${formatNumber(Math.max(1, kilobytes), { lang })} KB`;
  return `${formatNumber(kilobytes / 1024, { lang, decimals: 1 })} MB`;
}
