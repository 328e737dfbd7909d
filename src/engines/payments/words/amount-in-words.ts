const DIGITS = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'] as const;
const UNITS = ['', ' nghìn', ' triệu'] as const;

/** The last two digits, as they are said after tens: `hai mươi mốt`, `mười lăm`, `linh tư` is never said. */
function tensAndOnes(tens: number, ones: number, after: boolean): string {
  if (tens === 0) return ones === 0 ? '' : `${after ? 'linh ' : ''}${DIGITS[ones]}`;
  const ten = tens === 1 ? 'mười' : `${DIGITS[tens]} mươi`;
  if (ones === 0) return ten;
  const one =
    ones === 5 ? 'lăm' : tens > 1 && ones === 1 ? 'mốt' : tens > 1 && ones === 4 ? 'tư' : DIGITS[ones];
  return `${ten} ${one}`;
}

/** Three digits; where others stand before them their hundreds are said even when there are none. */
function group(n: number, after: boolean): string {
  const hundreds = Math.floor(n / 100);
  const rest = tensAndOnes(Math.floor(n / 10) % 10, n % 10, hundreds > 0 || after);
  const said = hundreds > 0 || after ? [`${DIGITS[hundreds]} trăm`] : [];
  return [...said, rest].filter(Boolean).join(' ');
}

/** Below 1,000 million. */
function belowBillion(n: number, after: boolean): string {
  const groups = [Math.floor(n / 1_000_000), Math.floor(n / 1000) % 1000, n % 1000];
  const said: string[] = [];
  for (const [i, value] of groups.entries())
    if (value > 0) said.push(group(value, after || said.length > 0) + UNITS[2 - i]);
  return said.join(' ');
}

/** A whole number in Vietnamese words: 1.005.000 → `một triệu không trăm linh năm nghìn`. From 0 to below 10^18. */
export function inWords(n: number): string {
  if (!Number.isSafeInteger(n) || n < 0) throw new RangeError(`not a whole number that can be said: ${n}`);
  if (n === 0) return DIGITS[0];
  const billions = Math.floor(n / 1_000_000_000);
  const rest = belowBillion(n % 1_000_000_000, billions > 0);
  return [billions > 0 ? `${inWords(billions)} tỷ` : '', rest].filter(Boolean).join(' ');
}

/** An amount as vouchers say it: 800000 → `Tám trăm nghìn đồng`. */
export function amountInWords(dong: number): string {
  const words = `${inWords(dong)} đồng`;
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
