import { eitherSpelling, inBothSpellings } from './spelling.ts';

/** What people write short, and names of organisations mostly whole. */
const SHORT_FOR: Readonly<Record<string, string>> = {
  htx: 'hop tac xa',
  ubnd: 'uy ban nhan dan',
  tnhh: 'trach nhiem huu han',
  ctcp: 'cong ty co phan',
  dntn: 'doanh nghiep tu nhan',
  cty: 'cong ty',
};

const escaped = (text: string): string => text.replace(/[^\p{L}\p{N} ]/gu, '\\$&');

/** The last word as it is typed so far: the beginning of others, and spelt with the other i a word of its own (`my` is `mi`, but not the beginning of `minh`). */
function last(word: string): string {
  const whole = SHORT_FOR[word];
  if (whole) return `(?:${word}|${whole})`;
  if (!eitherSpelling(word)) return escaped(word);
  const other = word.endsWith('y') ? 'i' : 'y';
  return `(?:${word}|${word.slice(0, -1)}${other}(?: |$))`;
}

/**
 * A pattern of PostgreSQL for folded texts in which a word, or several side by side, begins as `folded` does, however its i is spelt
 * (`mi`, `my`) and also where what it writes short stands whole (`htx`). An index of trigrams serves it, also for words of two letters.
 */
export function beginningOf(folded: string): string {
  const words = folded.split(' ');
  return `(^| )${words.map((word, i) => (i === words.length - 1 ? last(word) : inBothSpellings(escaped(word)))).join(' ')}`;
}
