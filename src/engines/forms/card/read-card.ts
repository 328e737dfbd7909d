import { tidy } from '#platform/text';
import { formats } from '../validate/formats.ts';
import type { Sex } from '../validate/personal-number.ts';
import { readDate } from '../values/parse.ts';

/** What the QR code on a citizen card says; what it does not say, or says in a way that cannot be read, is absent. */
export type Card = {
  /** The personal number, 12 digits. */
  number: string;
  /** The number of the identity card of before, 9 digits; 12 where it was one already. */
  oldNumber?: string;
  name?: string;
  /** `YYYY-MM-DD`, as `issued`. */
  birthDate?: string;
  sex?: Sex;
  /** Where the holder lives, as one line of text. */
  address?: string;
  issued?: string;
};

// The longest address of a province has some 120 letters; codes with parents' names some 300.
const LONGEST = 1_000;

const SEXES: Readonly<Record<string, Sex>> = { nam: 'male', nữ: 'female', male: 'male', female: 'female' };

/** `04031991` as `1991-03-04`; undefined for no day, or one of before 1900. */
function dayOf(text: string | undefined): string | undefined {
  const day = /^\d{8}$/.test(text ?? '') ? readDate(text ?? '') : '';
  return /^\d{4}-/.test(day) && day >= '1900' ? day : undefined;
}

/** A text that came through whole: scanners that type put `?` or � where their keyboard has no letter. */
const whole = (text: string | undefined): string | undefined =>
  text && !/[?\uFFFD]/.test(text) ? text : undefined;

/** What stands between the strokes of a code; undefined when it is none of a card. */
function partsOf(text: string): string[] | undefined {
  if (text.length > LONGEST) return undefined;
  const parts = text
    .replace(/^\s*\][A-Za-z]\d/, '')
    .split('|')
    .map(tidy);
  return /^\d{12}$/.test(parts[0] ?? '') && parts[2] !== undefined ? parts : undefined;
}

const ORDER: ReadonlyArray<keyof Card> = [
  'number',
  'oldNumber',
  'name',
  'birthDate',
  'sex',
  'address',
  'issued',
];

/** What stands on the code of a card and could not be read: a day that is none, a name whose letters a scanner lost. */
export function unreadOnCard(text: string): Array<keyof Card> {
  const [parts, card] = [partsOf(text), readCard(text)];
  return card && parts ? ORDER.filter((part, i) => parts[i] && card[part] === undefined) : [];
}

/**
 * Reads `number|old number|name|ddMMyyyy|sex|address|ddMMyyyy`, as the QR code on the citizen card of 2021 and the identity card of
 * 2024 have it, whatever more follows (the newer has the parents). It is what a camera read or a scanner typed: NFC or not, with
 * marks of direction, with the identifier of the scanner before it. Undefined when it is no such code. It proves nothing: anybody
 * can print one.
 */
export function readCard(text: string): Card | undefined {
  const parts = partsOf(text);
  if (!parts) return undefined;
  // A scan that broke off ends within a part: what stands last of too few is not known to be whole.
  const kept = parts.length < ORDER.length ? parts.slice(0, -1) : parts;
  const [number = '', old = '', name = '', born, sex, address, issued] = kept;
  const read: Record<Exclude<keyof Card, 'number'>, string | undefined> = {
    oldNumber: /^(\d{9}|\d{12})$/.test(old) ? old : undefined,
    name: name.length <= 100 && formats['person-name']?.(name) ? name : undefined,
    birthDate: dayOf(born),
    sex: SEXES[(sex ?? '').toLowerCase()],
    address: whole(address?.slice(0, 200)),
    issued: dayOf(issued),
  };
  return { number, ...Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined)) };
}
