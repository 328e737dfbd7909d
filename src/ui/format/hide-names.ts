import { fold } from '#platform/text';

/** `G••• T••• M•••`: of a name the first letter of each word: enough to tell two of a list apart, not enough to know who it is. */
export const maskName = (name: string): string =>
  name.replace(/[\p{L}\p{M}][\p{L}\p{M}\p{N}’'•]*/gu, word => `${[...word][0]}•••`);

/**
 * What somebody wrote, with these names masked wherever they stand in the words, with tone marks or without, in capitals or not. A single word is no
 * name that could be told from any other word.
 */
export function hideNames(text: string, names: readonly string[]): string {
  const wanted = names.map(name => fold(name).split(' ')).filter(words => words.length > 1);
  if (!wanted.length) return text;
  const words = [...text.matchAll(/[\p{L}\p{M}]+/gu)].map(m => ({
    from: m.index,
    to: m.index + m[0].length,
    key: fold(m[0]),
  }));
  let [said, done] = ['', 0];
  for (let i = 0; i < words.length; i++) {
    const found = wanted.find(name => name.every((key, n) => words[i + n]?.key === key));
    if (!found) continue;
    const last = i + found.length - 1;
    const [from, to] = [words[i]?.from ?? 0, words[last]?.to ?? text.length];
    said += text.slice(done, from) + maskName(text.slice(from, to));
    done = to;
    i = last;
  }
  return said + text.slice(done);
}
