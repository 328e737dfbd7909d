import { ethnicGroup } from '#engines/forms';
import { fold } from '#platform/text';
import { likeNames, type NameLikeness } from './name-key.ts';

/** What is known of somebody, as far as it tells people apart. Dates `YYYY-MM-DD`; keys of numbers as hex. */
export type PersonFacts = {
  name: string;
  birthDate: string | null;
  sex: 'male' | 'female' | null;
  phone: string | null;
  ethnicity: string | null;
  areaId: string | null;
  address: string | null;
  mother: string | null;
  /** Compared with a card. */
  number: string | null;
  /** Said, and not compared. */
  stated: string | null;
};

/** One thing that speaks for two being one, or against it. `how`: its text is `people.sign.FACT.HOW`. */
export type Sign = { fact: string; how: string; points: number };
export type Likeness = { score: number; signs: Sign[] };

/** From here on a human is asked. */
export const LIKELY = 55;

const NAME_POINTS: Readonly<Record<NameLikeness, number>> = {
  same: 35,
  marks: 32,
  order: 30,
  filler: 28,
  sound: 24,
  part: 18,
  letter: 18,
};

/** 1 January is what papers say of those who know their year only. */
const yearOnly = (day: string): boolean => day.endsWith('-01-01');

function birthSign(a: string, b: string): [string, number] {
  if (a === b) return yearOnly(a) ? ['year', 15] : ['same', 35];
  const sameYear = a.slice(0, 4) === b.slice(0, 4);
  if (sameYear && (yearOnly(a) || yearOnly(b))) return ['year', 15];
  if (sameYear && a.slice(5, 7) === b.slice(8) && a.slice(8) === b.slice(5, 7)) return ['swapped', 22];
  // One figure of the date was mistyped.
  const differ = [...a].filter((c, i) => c !== b[i]).length;
  return differ === 1 ? ['figure', 8] : ['differs', -40];
}

function numberSign(a: PersonFacts, b: PersonFacts): [string, number] | undefined {
  const [na, nb] = [a.number ?? a.stated, b.number ?? b.stated];
  if (!na || !nb) return undefined;
  if (na === nb) return ['same', 45];
  return a.number && b.number ? ['differs', -200] : ['said-differs', -35];
}

function both(a: string | null, b: string | null, read: (text: string) => string): boolean | undefined {
  return a && b ? read(a) === read(b) : undefined;
}

const asIs = (text: string) => text;

/**
 * How likely two records are one person, with all that speaks for it and against it. Undefined when their names are two and no number
 * brings them together, or when a human need not be asked (under LIKELY). Two numbers that were compared with cards are two people,
 * whatever else is the same.
 */
export function likenessOf(a: PersonFacts, b: PersonFacts): Likeness | undefined {
  const signs: Sign[] = [];
  const add = (fact: string, how: string, points: number) => signs.push({ fact, how, points });
  const name = likeNames(a.name, b.name);
  const number = numberSign(a, b);
  if (!name && number?.[0] !== 'same') return undefined;
  add('name', name ?? 'differs', name ? NAME_POINTS[name] : 0);
  if (number) add('number', ...number);
  if (a.birthDate && b.birthDate) add('birthDate', ...birthSign(a.birthDate, b.birthDate));
  const said = (fact: string, same: boolean | undefined, yes: number, no: number) => {
    if (same !== undefined) add(fact, same ? 'same' : 'differs', same ? yes : no);
  };
  said('sex', both(a.sex, b.sex, asIs), 2, -40);
  said('phone', both(a.phone, b.phone, asIs), 15, 0);
  said('mother', both(a.mother, b.mother, fold), 15, -15);
  said('area', both(a.areaId, b.areaId, asIs), 8, 0);
  said('address', both(a.address, b.address, fold), 8, 0);
  // H'Mông, Mông and Hmông are one.
  said(
    'ethnicity',
    both(a.ethnicity, b.ethnicity, text => ethnicGroup(text) ?? fold(text)),
    2,
    -10,
  );
  const score = Math.min(
    100,
    signs.reduce((sum, s) => sum + s.points, 0),
  );
  return score >= LIKELY ? { score, signs } : undefined;
}
