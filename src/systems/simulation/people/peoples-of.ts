import { fold } from '#platform/text';
import type { Random } from '../plan/random.ts';
import type { PEOPLES, People } from './names.ts';

type Mix = ReadonlyArray<readonly [People, number]>;

const TOWN: Mix = [
  ['Kinh', 78],
  ['Tày', 9],
  ['Hmông', 3],
  ['Dao', 3],
  ['Giáy', 3],
  ['Nùng', 2],
  ['Thái', 2],
];
const VALLEY: Mix = [
  ['Tày', 40],
  ['Kinh', 28],
  ['Dao', 18],
  ['Nùng', 6],
  ['Giáy', 4],
  ['Hmông', 4],
];
const HIGHLAND: Mix = [
  ['Hmông', 62],
  ['Dao', 12],
  ['Nùng', 9],
  ['Kinh', 7],
  ['Tày', 6],
  ['Giáy', 4],
];
const BORDER: Mix = [
  ['Dao', 28],
  ['Hmông', 27],
  ['Giáy', 20],
  ['Kinh', 14],
  ['Nùng', 7],
  ['Tày', 4],
];
const WEST: Mix = [
  ['Thái', 52],
  ['Kinh', 20],
  ['Tày', 12],
  ['Hmông', 12],
  ['Dao', 4],
];

// Rough and from common knowledge, good for names only: no figure of any census.
const PLACES: ReadonlyArray<readonly [RegExp, Mix]> = [
  [
    /bac ha|si ma cai|mu cang chai|tram tau|sa pa|ta phin|pung luong|lao chai|che tao|ban lien|lung phinh|sin cheng|ta van|pha long/,
    HIGHLAND,
  ],
  [/muong khuong|bat xat|y ty|muong hum|a mu sung|trinh tuong|ban xeo|cao son|muong vi|ban lau/, BORDER],
  [/nghia lo|van chan|cau thia|trung tam|lien son|gia hoi|phong du|son luong/, WEST],
];

const mixOf = (commune: { name: string; kind: string }): Mix => {
  if (commune.kind === 'ward' || commune.kind === 'township') return TOWN;
  const name = fold(commune.name);
  return PLACES.find(([pattern]) => pattern.test(name))?.[1] ?? VALLEY;
};

/** To which people somebody of a commune belongs. */
export const peopleOf = (random: Random, commune: { name: string; kind: string }): People =>
  random.weighted(mixOf(commune)) satisfies (typeof PEOPLES)[number];
