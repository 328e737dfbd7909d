/**
 * Widths of the columns of a table, in points: by their shares of `total`, but none narrower than its longest word (`least`), so that
 * no date and no word is torn. What one column needs the others give by their shares. Where the words do not fit at all, by the shares alone.
 */
export function columnWidths(shares: readonly number[], least: readonly number[], total: number): number[] {
  const sum = (of: readonly number[]) => of.reduce((a, b) => a + b, 0);
  const needs = shares.map((_, i) => least[i] ?? 0);
  if (sum(needs) > total) return shares.map(s => (s / sum(shares)) * total);
  const held = new Set<number>();
  for (;;) {
    const room = total - sum(needs.filter((_, i) => held.has(i)));
    const open = sum(shares.filter((_, i) => !held.has(i)));
    const width = (i: number) => (held.has(i) ? (needs[i] ?? 0) : ((shares[i] ?? 0) / open) * room);
    const narrow = shares.findIndex((_, i) => !held.has(i) && width(i) < (needs[i] ?? 0));
    if (narrow < 0) return shares.map((_, i) => width(i));
    held.add(narrow);
  }
}

/** The longest of some words, by their letters: they are measured, not all. */
export function longestWords(texts: Iterable<string>, most = 4): string[] {
  let longest: string[] = [];
  for (const text of texts)
    for (const word of text.split(/[ \t\n]+/)) {
      const shortest = longest.at(-1);
      if (!word || longest.includes(word)) continue;
      if (longest.length >= most && shortest !== undefined && word.length <= shortest.length) continue;
      longest = [...longest, word].sort((a, b) => b.length - a.length).slice(0, most);
    }
  return longest;
}
