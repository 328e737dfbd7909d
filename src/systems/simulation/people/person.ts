import type { Random } from '../plan/random.ts';
import { NAMES, type People } from './names.ts';
import { peopleOf } from './peoples-of.ts';

export type Sex = 'male' | 'female';

/** Somebody who never was. */
export type Person = {
  name: string;
  family: string;
  sex: Sex;
  people: People;
  /** `YYYY-MM-DD` */
  birthDate: string;
  /** Twelve digits that agree with sex and year of birth. */
  personalNumber: string;
  /** Ten digits from 0, in a range that nobody has. */
  phone: string;
  /** As far as a form wants it that asks for the commune beside it: `Thôn Tả Van`. */
  village: string;
  address: string;
};

export type Home = { name: string; fullName: string; kind: string };

const VILLAGES = [
  'Na Hối',
  'Nậm Mòn',
  'Tả Van',
  'Cốc Ly',
  'Bản Mạc',
  'Tân Tiến',
  'Khe Sền',
  'Nà Lo',
  'Sín Chải',
  'Làng Mới',
];

const two = (n: number) => String(n).padStart(2, '0');
const digits = (random: Random, n: number) => String(random.int(0, 10 ** n - 1)).padStart(n, '0');

/** A day of the year `year`. */
const someDayOf = (random: Random, year: number): string =>
  `${year}-${two(random.int(1, 12))}-${two(random.int(1, 28))}`;

/**
 * Decree 137/2015/NĐ-CP art. 13: place (010 Lào Cai, 015 Yên Bái before the merger), sex and century, year, six digits. These
 * begin with 99, as no register has come to.
 */
export function numberFor(random: Random, sex: Sex, year: number): string {
  const century = 2 * (Math.floor(year / 100) - 19) + (sex === 'male' ? 0 : 1);
  return `${random.chance(0.55) ? '010' : '015'}${century}${two(year % 100)}99${digits(random, 4)}`;
}

/** `Xã Bắc Hà` within a sentence: `xã Bắc Hà`. */
export const inSentence = (fullName: string): string => fullName.charAt(0).toLowerCase() + fullName.slice(1);

export type Wanted = { sex?: Sex; people?: People; family?: string };

/** A person of a commune, born in one of the years; the same `random` makes the same one. */
export function personOf(
  random: Random,
  home: Home,
  [from, to]: readonly [number, number],
  wanted: Wanted = {},
): Person {
  const people = wanted.people ?? peopleOf(random, home);
  const sex = wanted.sex ?? (random.chance(0.52) ? 'male' : 'female');
  const names = NAMES[people];
  // The first third of the list stands for two thirds of the people.
  const frequent = names.families.slice(0, Math.ceil(names.families.length / 3));
  const family = wanted.family ?? random.pick(random.chance(0.66) ? frequent : names.families);
  const middle = random.pick(sex === 'male' ? names.male : names.female);
  const given = random.pick(sex === 'male' ? names.maleGiven : names.femaleGiven);
  const year = random.int(from, to);
  const village = home.kind === 'ward' ? `Tổ ${random.int(1, 24)}` : `Thôn ${random.pick(VILLAGES)}`;
  return {
    name: `${family} ${middle} ${given}`,
    family,
    sex,
    people,
    birthDate: someDayOf(random, year),
    personalNumber: numberFor(random, sex, year),
    // 095 was a network that is no more: its numbers are well formed, and ring nowhere.
    phone: `095${digits(random, 7)}`,
    village,
    address: `${village}, ${inSentence(home.fullName)}, tỉnh Lào Cai`,
  };
}
