import { beginningOf } from '#platform/text';

/** Between the pieces of what a search looks in: code, owner, applicant, matter, step. Indexes of trigrams do not see it. */
const BAR = ' | ';

/** What a search for a task looks in: folded pieces, the last two of them what it is about and the step. A person's name is looked for within one of them. */
export const searchText = (pieces: readonly string[]): string => pieces.filter(Boolean).join(BAR);

/**
 * Conditions on `t.search` for folded words, as people look for things: each begins a word, digits alone stand anywhere (the last ones of
 * a code). Words without digits are of one piece, so that `le thi ha` is a person and not `riêng lẻ`, `thiết kế` and `hạ tầng`; or they
 * are of a name and, side by side, of the matter: `hoa khai sinh`. The first conditions are those that an index serves.
 */
export function wordConditions(words: readonly string[], bind: (value: string) => string): string[] {
  const begins = (text: string) => `~ ${bind(beginningOf(text))}`;
  const digits = words
    .filter(word => /^\d+$/.test(word))
    .map(word => `t.search LIKE '%' || ${bind(word)} || '%'`);
  const others = words.filter(word => !/^\d+$/.test(word)).map(word => ({ word, begins: begins(word) }));
  const served = [...digits, ...others.map(o => `t.search ${o.begins}`)];
  const spoken = others.filter(o => !/\d/.test(o.word));
  if (spoken.length < 2) return served;
  const inOnePiece = (some: typeof spoken) =>
    `EXISTS (SELECT FROM unnest(string_to_array(t.search, '|')) AS piece WHERE ${some.map(o => `piece ${o.begins}`).join(' AND ')})`;
  const matter = (some: typeof spoken) => {
    const phrase = begins(some.map(o => o.word).join(' '));
    return `(split_part(t.search, '|', -1) ${phrase} OR split_part(t.search, '|', -2) ${phrase})`;
  };
  const cuts = spoken.flatMap((_, at) => [
    [spoken.slice(0, at), spoken.slice(at)] as const,
    [spoken.slice(at), spoken.slice(0, at)] as const,
  ]);
  const both = cuts
    .filter(([name, rest]) => name.length > 0 && rest.length > 1)
    .map(([name, rest]) => `${matter(rest)} AND ${inOnePiece(name)}`);
  return [...served, `(${[inOnePiece(spoken), ...both].join(' OR ')})`];
}
