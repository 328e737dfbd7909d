import { fold } from '#platform/text';

/** What stands where something was left out. */
const OUT = '[…]';

// What may be a code of a dossier, whole (agency, day, number) or in part, and whether it is one; telephone, identity and bank numbers, however
// they are spaced.
const CODES = /[A-Z\d.-]{9,}/giu;
const CODE = /H\d\d[.\d-]{6}|-\d{6}-\d{4,9}/iu;
const NUMBER = /\+?\d(?:[ .-]?\d){7,30}/gu;
// A telephone number whose area code stands in brackets.
const BRACKETED = /\(\+?\d{2,5}\)(?:[ .-]{0,2}\d){6,9}/gu;
const DAY = /^(?:0?[1-9]|[12]\d|3[01])([.-])(?:0?[1-9]|1[0-2])\1(?:19|20)\d\d$/u;

const MARK = /[\s.,;:-]/u;

/** Without the marks that stand before and after it. */
function bare(text: string): string {
  let [from, to] = [0, text.length];
  while (from < to && MARK.test(text.charAt(from))) from++;
  while (to > from && MARK.test(text.charAt(to - 1))) to--;
  return text.slice(from, to);
}

/** Codes are left out, and what stands around them stays. */
const withoutCodes = (words: string): string =>
  words.replace(CODES, text => (CODE.test(text) ? text.replace(bare(text), OUT) : text));

/** Words of a name, as they are compared: without tone marks. A name of one word may be any word. */
const partsOf = (name: string): string[] => {
  const parts = fold(name).split(' ');
  return parts.length < 2 ? [] : parts;
};

/** Leaves out each place where the words follow one another that are the name's. `words` alternate with what stands between them. */
function withoutName(words: readonly string[], parts: readonly string[]): string[] {
  const left: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const named = parts.length > 0 && parts.every((part, n) => fold(words[i + 2 * n] ?? '') === part);
    left.push(named ? OUT : (words[i] ?? ''));
    if (named) i += 2 * (parts.length - 1);
  }
  return left;
}

/**
 * Words of a rating as everybody may read them: without e-mail addresses, codes of dossiers, numbers of eight digits and more, and the
 * names that are given (those that the dossier knows), with tone marks or without. Whoever lets the words through has read them besides:
 * another person's name, or half of one, no rule can find.
 */
export function publicWords(words: string, names: readonly string[]): string {
  const left = withoutCodes(words)
    .replace(BRACKETED, OUT)
    .replace(NUMBER, text => (DAY.test(text) ? text : OUT));
  const pieces = left.split(/(\s+)/u).map(word => (word.includes('@') ? OUT : word));
  return names.map(partsOf).reduce(withoutName, pieces).join('');
}

/** What `publicWords` would leave out, as it stands in the words, each once; and the names, whatever stands between their words. */
export function personalIn(words: string, names: readonly string[]): string[] {
  const codes = (words.match(CODES) ?? []).filter(text => CODE.test(text));
  const rest = withoutCodes(words);
  const bracketed = rest.match(BRACKETED) ?? [];
  const numbers = (rest.replace(BRACKETED, OUT).match(NUMBER) ?? []).filter(text => !DAY.test(text));
  const addresses = words.split(/\s+/u).filter(word => word.includes('@'));
  const folded = ` ${fold(words)} `;
  const named = names.filter(name => {
    const parts = partsOf(name);
    return parts.length > 0 && folded.includes(` ${parts.join(' ')} `);
  });
  return [...new Set([...named, ...codes, ...bracketed, ...numbers, ...addresses].map(bare))];
}
