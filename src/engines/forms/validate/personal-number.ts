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
 * In what a personal number contradicts what else is known of the person (`YYYY-MM-DD` for dates; `is`: a mother is a woman); null
 * when in nothing.
 */
export function personalNumberFault(
  number: string,
  person: { born?: unknown; sex?: unknown; today?: string; is?: Sex | undefined },
): 'year' | 'sex' | 'future' | 'of-male' | 'of-female' | null {
  const read = readPersonalNumber(number);
  if (!read) return null;
  if (person.today && read.birthYear > Number(person.today.slice(0, 4))) return 'future';
  if (typeof person.born === 'string' && /^\d{4}-/.test(person.born)) {
    if (Number(person.born.slice(0, 4)) !== read.birthYear) return 'year';
  }
  if ((person.sex === 'male' || person.sex === 'female') && person.sex !== read.sex) return 'sex';
  if (person.is && person.is !== read.sex) return `of-${read.sex}`;
  return null;
}
