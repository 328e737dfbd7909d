import { randomInt } from 'node:crypto';

// Without 0 O 1 I L: it is read from paper and typed.
const LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

/** A password to be given out once: sixteen random characters in groups of four, some 79 bits. */
export function initialPassword(): string {
  const characters = Array.from({ length: 16 }, () => LETTERS[randomInt(LETTERS.length)]!);
  return characters.join('').replace(/(.{4})(?=.)/g, '$1-');
}
