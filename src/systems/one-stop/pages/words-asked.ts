import { fold } from '#platform/text';

/** The code of a procedure in the national list, as people type it from a paper: `1.004873`. */
const CODE = /^\d\.\d{6}$/;

/** Day and number of a dossier's code without the dash between: `2611270007`. */
const RUN = /(?<!\d)([2-9]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(\d{4})(?!\d)/g;

/** Single letters as names and codes are written with them: `N.T`, `Đ/c`, `B.`, `H'`. */
const INITIALS = /^(?:[\p{L}\p{N}]\p{M}*[.,;:/'’-]?)+$/u;

/** Whether of a word only single letters are left among signs that stand in no name, as of `<b>%`: nobody looks for all that begins with b by that. */
const isOfSigns = (word: string): boolean =>
  fold(word)
    .split(' ')
    .every(left => left.length < 2) && !INITIALS.test(word);

/**
 * What was typed to look for dossiers: the code of a procedure, if one is among the words, and the others folded, `most` at most. A code
 * stands in no name, so that it says which procedure: `2.000635 lu thi sua`. Ten digits that are
 * a day and a number are the end of a code. `none`: something was typed that stands in nothing, as `%` or `<b>`.
 */
export function wordsAsked(
  typed: string,
  most: number,
): { procedure?: string; words: string[]; none?: true } {
  const words = typed.split(/\s+/).filter(Boolean);
  const procedure = words.find(word => CODE.test(word));
  const others = procedure ? words.filter(word => word !== procedure) : words;
  const said = others.filter(word => !isOfSigns(word));
  const folded = fold(said.join(' ').replace(RUN, '$1 $2')).split(' ').filter(Boolean);
  return {
    ...(procedure && { procedure }),
    words: folded.slice(0, most),
    ...(others.length && !folded.length && { none: true as const }),
  };
}

/** The one procedure that is asked for by what was typed and by what was chosen; `none` where these are two. */
export const procedureAsked = (
  typed: string | undefined,
  chosen: string | undefined,
): { procedure?: string; none?: true } =>
  typed && chosen && typed !== chosen
    ? { none: true }
    : typed || chosen
      ? { procedure: (typed || chosen) as string }
      : {};
