import { dayInWords } from '#platform/clock';
import { nameWritten, nfc, tidy } from '#platform/text';

const TYPED_DATE = /^(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{4})$/;
const DIGITS_DATE = /^(\d{2})(\d{2})(\d{4})$/;
const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether `YYYY-MM-DD` is a day of the (Gregorian) calendar, from the year 1 on. */
export function isDay(text: string): boolean {
  const match = ISO_DATE.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const last = month === 2 && leap ? 29 : (DAYS[month - 1] ?? 0);
  return year >= 1 && day >= 1 && day <= last;
}

/** Whether a text has the shape of a date with day, month and year, be there such a day or not. */
export const isWholeDate = (text: string): boolean =>
  TYPED_DATE.test(text) || DIGITS_DATE.test(text) || ISO_DATE.test(text) || dayInWords(text) !== null;

/** `4/3/1991`, `04-03-1991`, `04031991`, `ngày 4 tháng 3 năm 1991` or `1991-03-04` as `1991-03-04`; as typed when it is no day (31/02/1991). */
export function readDate(typed: string): string {
  const text = tidy(typed);
  if (isDay(text)) return text;
  const match = TYPED_DATE.exec(text) ?? DIGITS_DATE.exec(text) ?? dayInWords(text);
  if (!match) return text;
  const [, day = '', month = '', year = ''] = match;
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(iso) ? iso : text;
}

/** Whether a text is a day, or the year, or the year and the month of one: `1930-05-06`, `1930`, `1930-05`. */
export const isPartialDay = (text: string): boolean =>
  isDay(text) || /^[12]\d{3}(?:-(?:0[1-9]|1[0-2]))?$/.test(text);

/** A day as `readDate` reads it, `1930` as it is, `5/1930` as `1930-05`; as typed when it is none of these. */
export function readPartialDate(typed: string): string {
  const text = tidy(typed);
  const [, month = '', year = ''] = /^(\d{1,2})[/.\-\s](\d{4})$/.exec(text) ?? [];
  const iso = `${year}-${month.padStart(2, '0')}`;
  return month && isPartialDay(iso) ? iso : readDate(text);
}

/** `1930-05-06` → `06/05/1930`, `1930-05` → `05/1930`, `1930` as it is. */
export const partialDayText = (text: string): string => text.split('-').reverse().join('/');

/** A person's name that was typed with a small letter first as names are written (`nameWritten`); one with a capital there stays as it is. */
export const readName = (typed: string): string => nameWritten(tidy(typed));

/** Digits only, with `+84` and `84` as `0`; as typed when other characters than digits and the usual marks are in it. */
export function readPhone(typed: string): string {
  const text = tidy(typed);
  if (!/^\+?[\d\s().-]+$/.test(text)) return text;
  const digits = text.replace(/\D/g, '');
  return digits.replace(/^(?:00)?84(?=[1-9]\d{8,9}$)/, '0');
}

/** Without the spaces, dots and strokes that people put between groups of digits. */
export const readDigits = (typed: string): string => {
  const text = tidy(typed);
  return /^[\d\s.-]+$/.test(text) ? text.replace(/\D/g, '') : text;
};

/** `800.000`, `800 000 đồng` → 800000; as typed when it is no whole number. */
export function readWhole(typed: string): number | string {
  const text = tidy(typed);
  const bare = text.replace(/(?:đồng|đ|vnđ|vnd)\.?$/iu, '').trim();
  if (!/^-?\d{1,15}$/.test(bare) && !/^-?\d{1,3}(?:[., ]\d{3}){1,4}$/.test(bare)) return text;
  return Number(bare.replace(/[., ]/g, ''));
}

/** `1.234,5` or `1234,5` → 1234.5; as typed when it is no number. A dot before three digits groups, any other is a point. */
export function readNumber(typed: string): number | string {
  const text = tidy(typed);
  if (!/^-?\d[\d. ]*(?:,\d+)?$/.test(text)) return text;
  const [whole = '', fraction] = text.split(',');
  if (fraction === undefined && /^-?\d+\.\d+$/.test(whole) && !/^-?\d{1,3}\.\d{3}$/.test(whole))
    return Number(whole);
  if (!/^-?(?:\d+|\d{1,3}(?:[. ]\d{3})+)$/.test(whole)) return text;
  return Number(`${whole.replace(/[. ]/g, '')}.${fraction ?? '0'}`);
}

/** Several lines, each tidied; `\n` between them, no empty ones at the ends. */
export const readLines = (typed: string): string =>
  nfc(typed).replace(/\r\n?/g, '\n').split('\n').map(tidy).join('\n').trim();
