import { guessesLog10 } from './guesses.ts';

export type PasswordFault = 'too-short' | 'too-long' | 'common' | 'repeats' | 'is-name';

export const SHORTEST = 12;
export const LONGEST = 200;

// 10^10: what a slow hash such as ours keeps for years from who has stolen it (the library's highest class).
const ENOUGH = 10;

const small = (text: string) =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd');
const bareOf = (text: string) => small(text).replace(/[^a-z0-9]/g, '');

/**
 * What is wrong with a new password; undefined when nothing. NIST SP 800-63B, 3.1.1.2, and OWASP ASVS 5, 6.2: length, and how
 * soon it would be guessed by who knows the breached ones, decide; no rule about capitals and signs.
 *
 * | fault | when |
 * | --- | --- |
 * | too-short | fewer than 12 characters |
 * | too-long | more than 200 characters |
 * | repeats | fewer than five different characters |
 * | is-name | mostly the person's own name, user name or e-mail address |
 * | common | guessed within 10^10 tries: a breached one, words of this place, keyboards, dates and runs |
 */
export function passwordFault(password: string, own: readonly string[] = []): PasswordFault | undefined {
  const length = [...password].length;
  if (length < SHORTEST) return 'too-short';
  if (length > LONGEST) return 'too-long';
  if (new Set(password).size < 5) return 'repeats';
  const names = own.map(bareOf).filter(name => name.length >= 4);
  const bare = bareOf(password);
  let strange = bare;
  for (const name of names) strange = strange.replaceAll(name, '');
  if (strange.length < bare.length && strange.length < 6) return 'is-name';
  return guessesLog10(small(password), names) < ENOUGH ? 'common' : undefined;
}
