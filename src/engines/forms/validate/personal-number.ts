import { isBirthPlace } from './birth-provinces.ts';

export type Sex = 'male' | 'female';

/**
 * What a personal number says of its holder: 3 digits of the place where the birth was registered, one for sex and century of
 * birth (0 male, 1 female in the 20th century; 2, 3 in the 21st …), 2 for the year, 6 at random.
 * Decree 137/2015/NĐ-CP art. 13 and Circular 59/2021/TT-BCA art. 4. Undefined when it is no 12 digits.
 */
export function readPersonalNumber(number: string): { sex: Sex; birthYear: number } | undefined {
  if (!/^\d{12}$/.test(number)) return undefined;
  const digit = Number(number[3]);
  return {
    sex: digit % 2 === 0 ? 'male' : 'female',
    birthYear: 1900 + 100 * Math.floor(digit / 2) + Number(number.slice(4, 6)),
  };
}

/**
 * What is wrong with a personal number by itself: no province has its first three digits, or it is of somebody not born yet (`today`:
 * `YYYY-MM-DD`). Null when nothing is, or when it is no 12 digits, which the format says.
 */
export function numberFault(
  number: string,
  today: string,
): { which: 'place'; digits: string } | { which: 'future'; digits: string; year: number } | null {
  const read = readPersonalNumber(number);
  if (!read) return null;
  const digits = number.slice(0, 3);
  if (!isBirthPlace(digits)) return { which: 'place', digits };
  if (read.birthYear > Number(today.slice(0, 4)))
    return { which: 'future', digits: number.slice(3, 6), year: read.birthYear };
  return null;
}

/** The sex that an answer says, as forms write it: `male` and `female`, or the words of a choice. */
export const sexSaid = (answer: unknown): Sex | undefined =>
  answer === 'male' || answer === 'nam'
    ? 'male'
    : answer === 'female' || answer === 'nu'
      ? 'female'
      : undefined;

/**
 * In what a personal number contradicts what else is known of the person (`YYYY-MM-DD` for dates; `is`: a mother is a woman); null
 * when in nothing.
 */
export function personalNumberFault(
  number: string,
  person: { born?: unknown; sex?: unknown; is?: Sex | undefined },
): 'year' | 'sex' | 'of-male' | 'of-female' | null {
  const read = readPersonalNumber(number);
  if (!read) return null;
  if (typeof person.born === 'string' && /^\d{4}(?:-|$)/.test(person.born)) {
    if (Number(person.born.slice(0, 4)) !== read.birthYear) return 'year';
  }
  const sex = sexSaid(person.sex);
  if (sex && sex !== read.sex) return 'sex';
  if (person.is && person.is !== read.sex) return `of-${read.sex}`;
  return null;
}
