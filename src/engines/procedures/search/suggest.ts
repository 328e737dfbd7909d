import type { Queryable } from '#platform/db';
import { fold } from '#platform/text';

/** Of shorter words too many others are one slip away. */
const SURE = 4;

type Vocabulary = {
  /** Folded word → how often it stands in names. */
  words: Map<string, number>;
  /** Names, word by word: folded, and as written. */
  names: Array<{ folded: string[]; written: string[] }>;
};

async function readVocabulary(q: Queryable, date: string): Promise<Vocabulary> {
  const rows = await q.query<{ text: string }>(
    `SELECT unnest(name || keywords) AS text FROM procedures.procedure_version
     WHERE status = 'published' AND valid @> $1::date`,
    [date],
  );
  const words = new Map<string, number>();
  const names = rows.map(({ text }) => {
    const written = text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
    const folded = written.map(fold);
    for (const word of folded) words.set(word, (words.get(word) ?? 0) + 1);
    return { folded, written };
  });
  return { words, names };
}

/**
 * What a search that finds nothing may have meant: each word that no name has is replaced by the nearest that some name
 * has, and the whole is given back as names write it. Null when nothing is near, or when it would be a guess: of several words one stays as it is,
 * and of words that stand together in no name at most one is replaced, and no short one (`quán phở` is not `quán hộ`).
 */
export async function suggest(q: Queryable, phrase: string, date: string): Promise<string | null> {
  const { words, names } = await readVocabulary(q, date);
  const choices = phrase.split(' ').map(word => nearest(word, words));
  if (choices.some(c => !c.length)) return null;
  const typed = phrase.split(' ');
  for (const { folded, written } of names) {
    const at = findTogether(folded, choices);
    // Where no word stays as it was typed (“hỏa táng”, “hội hằng”), it is a guess.
    if (at && (typed.length === 1 || typed.some((word, i) => folded[at.from + i] === word)))
      return written.slice(at.from, at.to).join(' ');
  }
  const corrected = choices.map(c => c[0] ?? '');
  const replaced = typed.filter((word, i) => word !== corrected[i]);
  if (replaced.length !== 1 || replaced.some(word => word.length < SURE)) return null;
  return corrected.map(word => writtenForm(word, names)).join(' ');
}

// Words one slip away, two in long words; the most frequent first. A word that is there stands for itself, and the words
// that it may be the beginning of.
function nearest(word: string, words: ReadonlyMap<string, number>): string[] {
  const slips = word.length > 6 ? 2 : 1;
  const found = [...words.keys()]
    .map(w => ({ w, d: w === word ? 0 : Math.abs(w.length - word.length) > slips ? 9 : distance(word, w) }))
    .filter(c => c.d <= slips && (c.d === 0 || word.length > 2))
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
