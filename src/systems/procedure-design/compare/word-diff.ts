/** A stretch of words; `changed`: only in this one of the two texts. */
export type Stretch = { text: string; changed: boolean };

// Beyond this the table of the longest common sequence would take seconds; then all of it is shown as changed.
const MOST_WORDS = 2_000;

/** Which words of two texts the other has not got, in their order (longest common sequence of words). */
export function wordDiff(before: string, after: string): { before: Stretch[]; after: Stretch[] } {
  const words = [split(before), split(after)] as const;
  const [a, b] = [words[0].map(keyOf), words[1].map(keyOf)];
  if (a.length > MOST_WORDS || b.length > MOST_WORDS)
    return { before: [{ text: before, changed: true }], after: [{ text: after, changed: true }] };
  const common = lengths(a, b);
  const kept = { a: new Set<number>(), b: new Set<number>() };
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) {
      kept.a.add(i++);
      kept.b.add(j++);
    } else if ((common[i + 1]?.[j] ?? 0) >= (common[i]?.[j + 1] ?? 0)) i++;
    else j++;
  }
  return { before: join(words[0], kept.a), after: join(words[1], kept.b) };
}

// Words with the space before them, so that nothing is lost and what is added at the end changes nothing before it.
const split = (text: string): string[] => text.match(/\s*\S+|\s+$/g) ?? [];

// How many spaces there are does not matter; a new line does.
const keyOf = (word: string): string => `${word.split('\n').length} ${word.trim()}`;

function lengths(a: readonly string[], b: readonly string[]): Uint16Array[] {
  const rows = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      rows[i]![j] =
        a[i] === b[j]
          ? (rows[i + 1]?.[j + 1] ?? 0) + 1
          : Math.max(rows[i + 1]?.[j] ?? 0, rows[i]?.[j + 1] ?? 0);
  return rows;
}

function join(words: readonly string[], kept: ReadonlySet<number>): Stretch[] {
  const stretches: Stretch[] = [];
  for (const [i, text] of words.entries()) {
    const changed = !kept.has(i);
    const last = stretches.at(-1);
    if (last?.changed === changed) last.text += text;
    else stretches.push({ text, changed });
  }
  return stretches;
}
