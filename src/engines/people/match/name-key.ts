import { fold } from '#platform/text';

// Between family and given name they say man or woman, and are left out on half of the papers.
const FILLERS = new Set(['thi', 'van', 'a']);

// Letters that are one sound to many people here, so that clerks write now the one and now the other.
const SOUNDS: ReadonlyArray<readonly [string, string]> = [
  ['ngh', 'ng'],
  ['gh', 'g'],
  ['tr', 'ch'],
  ['ph', 'f'],
  ['gi', 'z'],
  ['qu', 'ku'],
  ['x', 's'],
  ['d', 'z'],
  ['r', 'z'],
  ['c', 'k'],
  ['q', 'k'],
];

/** A folded word as it sounds: `giang` and `dang` are one, `my` and `mi`, `xung` and `sung`. */
function soundOf(word: string): string {
  // `gi` before a consonant, or alone, is the vowel too: Gin, Gì.
  const said = SOUNDS.find(([from]) => word.startsWith(from) && !(from === 'c' && word.startsWith('ch')));
  if (!said) return word.replaceAll('y', 'i');
  const rest = word.slice(said[0].length);
  const vowel = said[0] === 'gi' && !/^[aeiouy]/.test(rest) ? 'i' : '';
  return (said[1] + vowel + rest).replaceAll('y', 'i');
}

/** The words of a name without tone marks; Đ is D, whichever way it is written. */
const wordsOf = (name: string): string[] => fold(name).split(' ').filter(Boolean);

/** Without Thị, Văn and the A of Hmông men, where they stand between other words. */
const withoutFillers = (words: readonly string[]): string[] =>
  words.filter((word, i) => i === 0 || i === words.length - 1 || !FILLERS.has(word));

const key = (words: readonly string[]): string => words.map(soundOf).sort().join(' ');

/** Keys by which a name is found however it is written: all its words as they sound, and the first and last of them. */
export function nameKeys(name: string): { nameKey: string; endsKey: string } {
  const words = withoutFillers(wordsOf(name));
  const ends = words.length > 1 ? [words[0] ?? '', words.at(-1) ?? ''] : words;
  return { nameKey: key(words), endsKey: key(ends) };
}

/** How two names are alike, the nearest first. */
const NAME_LIKENESS = ['same', 'marks', 'order', 'filler', 'sound', 'part', 'letter'] as const;
export type NameLikeness = (typeof NAME_LIKENESS)[number];

const sorted = (words: readonly string[]): string => [...words].sort().join(' ');

/** Whether one letter more, less or another makes one text of the other; linear in their length. */
export function oneLetterApart(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1) return false;
  let i = 0;
  while (i < short.length && short[i] === long[i]) i++;
  return long.slice(i + 1) === short.slice(short.length === long.length ? i + 1 : i);
}

/**
 * How two names are one:
 *
 * | answer | such as |
 * | --- | --- |
 * | same | Giàng Thị Mỷ, GIÀNG THỊ MỶ |
 * | marks | Giàng Thị Mỷ, Giang Thi My; Hoà, Hòa |
 * | order | Giàng Thị Mỷ, Thị Mỷ Giàng |
 * | filler | Giàng Thị Mỷ, Giàng Mỷ |
 * | sound | Giàng Mỷ, Dàng Mi |
 * | part | Nguyễn Thị Thu Hoa, Nguyễn Thị Hoa |
 * | letter | Nguyễn Hoan, Nguyễn Hoang |
 *
 * Undefined: they are two.
 */
export function likeNames(a: string, b: string): NameLikeness | undefined {
  if (a.normalize('NFC').toLowerCase() === b.normalize('NFC').toLowerCase()) return 'same';
  const [wa, wb] = [wordsOf(a), wordsOf(b)];
  if (wa.join(' ') === wb.join(' ')) return 'marks';
  if (sorted(wa) === sorted(wb)) return 'order';
  const [fa, fb] = [withoutFillers(wa), withoutFillers(wb)];
  if (sorted(fa) === sorted(fb)) return 'filler';
  const [ka, kb] = [nameKeys(a), nameKeys(b)];
  if (ka.nameKey === kb.nameKey) return 'sound';
  const [few, many] = fa.length <= fb.length ? [fa, fb] : [fb, fa];
  if (few.length > 1 && few.length < many.length && ka.endsKey === kb.endsKey) return 'part';
  const [sa, sb] = [fa.join(' '), fb.join(' ')];
  return Math.min(sa.length, sb.length) >= 6 && oneLetterApart(sa, sb) ? 'letter' : undefined;
}
