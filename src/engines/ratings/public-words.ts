import { fold } from '#platform/text';

/** What stands where something was left out. */
const OUT = '[…]';

// Codes of dossiers, whole (agency, day, number) or in part; telephone, identity and bank numbers, however they are spaced.
const CODES = /[A-Z\d][A-Z\d.]{2,60}-\d{6}-\d{4,9}|[\dH.-]{9,70}/giu;
const CODE = /H\d\d[.\d-]{6}|-\d{6}-\d{4,9}$/iu;
const NUMBER = /\+?\d(?:[ .-]?\d){7,30}/gu;
// A telephone number whose area code stands in brackets.
const BRACKETED = /\(\+?\d{2,5}\)(?:[ .-]{0,2}\d){6,9}/gu;
const DAY = /^(?:0?[1-9]|[12]\d|3[01])([.-])(?:0?[1-9]|1[0-2])\1(?:19|20)\d\d$/u;

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
 * names that are given (of the applicant and of whose matter it is), with tone marks or without. Whoever lets the words through has read
 * them besides: another person's name no rule can find.
 */
export function publicWords(words: string, names: readonly string[]): string {
  const bare = words
    .replace(CODES, text => (CODE.test(text) ? OUT : text))
    .replace(BRACKETED, OUT)
    .replace(NUMBER, text => (DAY.test(text) ? text : OUT));
  const pieces = bare.split(/(\s+)/u).map(word => (word.includes('@') ? OUT : word));
  return names.map(partsOf).reduce(withoutName, pieces).join('');
}

/** What `publicWords` would leave out, as it stands in the words, each once; and the names, whatever stands between their words. */
export function personalIn(words: string, names: readonly string[]): string[] {
  const codes = (words.match(CODES) ?? []).filter(text => CODE.test(text));
  const rest = words.replace(CODES, text => (CODE.test(text) ? OUT : text));
  const bracketed = rest.match(BRACKETED) ?? [];
  const numbers = (rest.replace(BRACKETED, OUT).match(NUMBER) ?? []).filter(text => !DAY.test(text));
  const addresses = words.split(/\s+/u).filter(word => word.includes('@'));
  const folded = ` ${fold(words)} `;
  const named = names.filter(name => {
    const parts = partsOf(name);
    return parts.length > 0 && folded.includes(` ${parts.join(' ')} `);
  });
  const bare = (text: string) => text.replace(/^[\s.,;:-]+|[\s.,;:-]+$/gu, '');
  return [...new Set([...named, ...codes, ...bracketed, ...numbers, ...addresses].map(bare))];
}
