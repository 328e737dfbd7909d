import type { Random } from '../plan/random.ts';
import type { Person, Sex, Wanted } from './person.ts';

/** What who reports a birth is to the child. */
export type ToChild = 'mother' | 'father' | 'grandparent' | 'relative' | 'other';

/** What who reports a death was to the dead. */
export type ToDead = 'child' | 'spouse' | 'relative' | 'other';

type Years = readonly [number, number];

export const bornIn = ({ birthDate }: Person): number => Number(birthDate.slice(0, 4));

/** Who reports a birth in `year`, by his own age: whoever is too old to be a parent is none. */
export function toChild(random: Random, applicant: Person, year: number): ToChild {
  const age = year - bornIn(applicant);
  const fits = applicant.sex === 'female' ? age <= 40 : age >= 20 && age <= 48;
  return random.weighted<ToChild>([
    [applicant.sex === 'female' ? 'mother' : 'father', fits ? 80 : 0],
    ['grandparent', age >= 46 ? 70 : 0],
    ['relative', 15],
    ['other', 5],
  ]);
}

/** When a parent of a child of `year` was born, from `oldest` to `youngest` years before it: after a grandparent who reports the birth. */
export function yearsOfParent(
  year: number,
  [oldest, youngest]: Years,
  applicant: Person,
  is: ToChild,
): readonly [number, number] {
  const from = is === 'grandparent' ? Math.max(year - oldest, bornIn(applicant) + 18) : year - oldest;
  return [from, Math.max(from, year - youngest)];
}

export function toDead(random: Random, applicant: Person, year: number): ToDead {
  return random.weighted<ToDead>([
    ['child', 62],
    ['spouse', year - bornIn(applicant) >= 50 ? 22 : 0],
    ['relative', 20],
    ['other', 6],
  ]);
}

const ADULT = 18;
const DEAD: Years = [92, 55];

/** Who died in `year`: when born, and how he is named, by what the applicant was to him. */
export function deadOf(
  random: Random,
  applicant: Person,
  year: number,
  is: ToDead,
): readonly [Years, Wanted] {
  const born = bornIn(applicant);
  const [from, to] = [year - DEAD[0], year - DEAD[1]];
  const { family, people } = applicant;
  if (is === 'spouse')
    return [[born - 7, born + 7], { people, sex: applicant.sex === 'male' ? 'female' : 'male' }];
  const sex: Sex = random.chance(0.52) ? 'male' : 'female';
  if (is === 'child')
    // Who is a child of hers has his father's family name.
    return [
      [Math.max(from, born - 45), Math.min(to, born - ADULT)],
      { people, sex, ...(sex === 'male' && { family }) },
    ];
  return [[from, to], { sex, ...(is === 'relative' && { family, people }) }];
}
