import { COMMON } from './common.ts';

export type PasswordFault = 'too-short' | 'too-long' | 'common' | 'repeats' | 'is-name';

export const SHORTEST = 12;
export const LONGEST = 200;

const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replace(/[^a-z0-9]/g, '');

/**
 * What is wrong with a new password; undefined when nothing. NIST SP 800-63B, 3.1.1.2: length and a list of known ones decide, no
 * rule about capitals and signs.
 *
 * | fault | when |
 * | --- | --- |
 * | too-short | fewer than 12 characters |
 * | too-long | more than 200 characters |
 * | common | nothing but words of the list, digits in order and years |
 * | repeats | fewer than five different characters |
 * | is-name | mostly the person's own name, user name or e-mail address |
 */
export function passwordFault(password: string, own: readonly string[] = []): PasswordFault | undefined {
  const length = [...password].length;
  if (length < SHORTEST) return 'too-short';
  if (length > LONGEST) return 'too-long';
  if (new Set(password).size < 5) return 'repeats';
  const bare = plain(password);
  // What is left when the words that everybody uses are taken out; a real password has more.
  let left = bare;
  for (const word of COMMON) left = left.replaceAll(word, ' ');
  left = left.replace(/(19|20)\d\d/g, ' ');
  if (bare.length >= password.length / 2 && left.replaceAll(' ', '').length < 4) return 'common';
  let strange = bare;
  for (const name of own.map(plain).filter(n => n.length >= 4)) strange = strange.replaceAll(name, '');
  return strange.length < bare.length && strange.length < 6 ? 'is-name' : undefined;
}
