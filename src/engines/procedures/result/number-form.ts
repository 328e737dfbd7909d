/** The parts of a number: the next one of the book, the year, the issuer's letters. Written `{{so}}/GCN-{{co-quan}}`. */
const NUMBER_PARTS = ['so', 'nam', 'co-quan'] as const;
type NumberPart = (typeof NUMBER_PARTS)[number];

/** As registers of civil status are numbered: number and year. */
export const PLAIN_NUMBER = '{{so}}/{{nam}}';

/** What a new template begins with: number, kind of paper and issuer (Decree 30/2020/NĐ-CP, annex I, part II, item 3). */
export const USUAL_NUMBER = '{{so}}/GCN-{{co-quan}}';

const PART = /\{\{([^{}]*)\}\}/g;
const BETWEEN = /^[\p{Lu}\p{Nd}/.-]*$/u;

export type NumberFault = 'number-without-number' | 'number-part-unknown' | 'number-signs';

/** What is wrong with the form of a number, or null: the number just once, parts that there are, else capitals, digits, `/ - .` */
export function numberFault(form: string): NumberFault | null {
  const parts = [...form.matchAll(PART)].map(m => m[1]);
  if (parts.filter(p => p === 'so').length !== 1) return 'number-without-number';
  if (!parts.every(p => NUMBER_PARTS.some(known => known === p))) return 'number-part-unknown';
  return BETWEEN.test(form.replace(PART, '')) ? null : 'number-signs';
}

/**
 * A number as it stands on the paper: `12/GCN-UBND`. Below 10 with a leading zero where it has a symbol (Decree 30/2020/NĐ-CP, annex I,
 * part II, item 3). `n`: a number, or what stands for one that is not drawn yet.
 */
export function numberAs(
  form: string,
  parts: { n: number | string; year: number | string; symbol: string },
): string {
  const bare = form.replace(PART, '');
  const n = typeof parts.n === 'number' && /\p{L}/u.test(bare) ? String(parts.n).padStart(2, '0') : parts.n;
  const values: Record<NumberPart, string> = {
    so: String(n),
    nam: String(parts.year),
    'co-quan': parts.symbol,
  };
  return form.replace(PART, (_, name: string) => values[name as NumberPart] ?? '');
}

const PLACES = new Set([
  'tỉnh',
  'thành phố',
  'quận',
  'huyện',
  'thị xã',
  'xã',
  'phường',
  'đặc khu',
  'khu vực',
]);
const SMALL = new Set(['và', 'của', 'về']);

/** The letters by which an issuer is meant: `UBND` of every committee, else the first letters of its name without its place (`STP`). */
export function symbolOf(agency: { kind: string; name: string }): string {
  if (agency.kind.endsWith('-committee')) return 'UBND';
  const words = agency.name.split(/\s+/);
  const kindAt = (i: number) =>
    [words[i], `${words[i]} ${words[i + 1]}`].some(w => PLACES.has(w?.toLowerCase() ?? ''));
  const place = words.findIndex((_, i) => i > 0 && i < words.length - 1 && kindAt(i));
  return words
    .slice(0, place < 0 ? undefined : place)
    .filter(w => !SMALL.has(w.toLowerCase()))
    .map(w => w.charAt(0).toUpperCase())
    .join('');
}
