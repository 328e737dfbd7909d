import type { Queryable } from '#platform/db';
import { fold } from '#platform/text';
import { distance, isSlip, marksAgree } from './slip.ts';
import { isSyllable } from './syllable.ts';

/** Of shorter words too many others are one slip away. */
const SURE = 4;

type Vocabulary = {
  /** Folded word → how often it stands in names. */
  words: Map<string, number>;
  /** Names, word by word: folded, and as written. */
  names: Array<{ folded: string[]; written: string[] }>;
};

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

async function readVocabulary(q: Queryable, date: string): Promise<Vocabulary> {
  const rows = await q.query<{ text: string }>(
    `SELECT unnest(name || keywords) AS text FROM procedures.procedure_version
     WHERE status = 'published' AND valid @> $1::date`,
    [date],
  );
  const words = new Map<string, number>();
  const names = rows.map(({ text }) => {
    const written = wordsOf(text);
    const folded = written.map(fold);
    for (const word of folded) words.set(word, (words.get(word) ?? 0) + 1);
    return { folded, written };
  });
  return { words, names };
}

/**
 * What a search that finds nothing may have meant: each word that no name has is replaced by one of some name for which it may be a slip
 * (`isSlip`), and the whole is given back as names write it. Null when nothing is near, or when it would be a guess: a word alone that can be
 * said, or a short one; of several words one stays as it is, and of words that stand together in no name at most one is replaced, and no short one
 * (`quán phở` is not `quán hộ`). `text`: what was typed, with its marks; `phrase`: the same folded.
 */
export async function suggest(
  q: Queryable,
  text: string,
  phrase: string,
  date: string,
): Promise<string | null> {
  const typed = phrase.split(' ');
  if (typed.length === 1 && (phrase.length <= SURE || isSyllable(phrase))) return null;
  const marked = wordsOf(text);
  const { words, names } = await readVocabulary(q, date);
  const choices = typed.map(word => nearest(word, words));
  if (choices.some(c => !c.length)) return null;
  const agree = (word: string, i: number) =>
    marked.length !== typed.length || marksAgree(marked[i] ?? '', word, typed[i] ?? '');
  for (const { folded, written } of names) {
    const at = findTogether(folded, choices);
    // Where no word stays as it was typed (“hỏa táng”, “hội hằng”), it is a guess.
    if (!at || (typed.length > 1 && !typed.some((word, i) => folded[at.from + i] === word))) continue;
    const found = written.slice(at.from, at.to);
    if (found.every(agree)) return found.join(' ');
  }
  const corrected = choices.map(c => c[0] ?? '');
  const replaced = typed.filter((word, i) => word !== corrected[i]);
  if (replaced.length !== 1 || replaced.some(word => word.length < SURE)) return null;
  const found = corrected.map(word => writtenForm(word, names));
  return found.every(agree) ? found.join(' ') : null;
}

// Words for which it may be a slip; the nearest and most frequent first. A word that is there stands for itself too.
function nearest(word: string, words: ReadonlyMap<string, number>): string[] {
  const found = [...words.keys()]
    .filter(w => w === word || isSlip(word, w))
    .map(w => ({ w, d: distance(word, w) }))
    .sort((a, b) => a.d - b.d || (words.get(b.w) ?? 0) - (words.get(a.w) ?? 0));
  return found.slice(0, 12).map(c => c.w);
}

/** Where the choices stand one after the other in a name. */
function findTogether(
  name: readonly string[],
  choices: ReadonlyArray<readonly string[]>,
): { from: number; to: number } | null {
  for (let from = 0; from + choices.length <= name.length; from++) {
    if (choices.every((c, i) => c.includes(name[from + i] ?? ''))) return { from, to: from + choices.length };
  }
  return null;
}

function writtenForm(word: string, names: Vocabulary['names']): string {
  for (const { folded, written } of names) {
    const at = folded.indexOf(word);
    if (at >= 0) return written[at] ?? word;
  }
  return word;
}
