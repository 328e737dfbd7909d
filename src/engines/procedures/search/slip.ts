import { isSyllable, partsOf } from './syllable.ts';

/** What is said alike here or there, and written by the ear: s/x, ch/tr, d/gi/r, l/n. */
const LIKE_ONSETS: Readonly<Record<string, string>> = { x: 's', tr: 'ch', gi: 'd', r: 'd', n: 'l' };
/** The same at the end, or the key beside it: n/nh/ng/m, t/c/ch, i/y. */
const LIKE_ENDS: readonly (readonly [RegExp, string])[] = [
  [/(?:ng|nh|m)$/, 'n'],
  [/(?:ch|t)$/, 'c'],
  [/y$/, 'i'],
];

const likeOnset = (onset: string): string => LIKE_ONSETS[onset] ?? onset;
const likeRime = (rime: string): string => LIKE_ENDS.reduce((r, [end, as]) => r.replace(end, as), rime);
const letters = (word: string): string => [...word].sort().join('');

/**
 * Whether `typed` may be a slip of the hand for `word`, both folded and different. What is no syllable was mistyped somehow: one letter (in
 * long words two) may differ. What is one is mostly the word that was meant (`thue`, `thua`): it is a slip only where its letters changed places
 * (`khia`, `khai`), or where it begins or ends with what is mistaken for the other (`sin`, `sinh`).
 */
export function isSlip(typed: string, word: string): boolean {
  const d = distance(typed, word);
  const [a, b] = [partsOf(typed), partsOf(word)];
  if (!a) return typed.length > 2 && d <= (typed.length > 6 ? 2 : 1);
  if (d === 1 && typed.length === word.length && letters(typed) === letters(word)) return true;
  if (!b) return false;
  return (
    (a.rime === b.rime && likeOnset(a.onset) === likeOnset(b.onset)) ||
    (a.onset === b.onset && likeRime(a.rime) === likeRime(b.rime))
  );
}

/** The tone marks and hats of a word, and its đ, in one order; the two tones that most of the country says alike (hỏi, ngã) as one. */
const marksOf = (word: string): string =>
  [...word.toLowerCase().normalize('NFD').replaceAll('\u0303', '\u0309')]
    .filter(c => /[\p{M}đ]/u.test(c))
    .sort()
    .join('');

/**
 * Whether a word as it was written may be meant by one as it was typed: who types marks types the right ones (`tiệm ăn` is not `tiền án`), but for
 * what is no syllable. A word without marks may be any.
 */
export const marksAgree = (typed: string, written: string, folded: string): boolean =>
  !marksOf(typed) || !isSyllable(folded) || marksOf(typed) === marksOf(written);

/** Optimal string alignment distance: insertions, deletions, substitutions, and neighbours exchanged (`khia`, `khai`). */
export function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (before[j - 2] ?? 0) + 1);
      row.push(best);
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
