import { hash, verify } from '@node-rs/argon2';

// OWASP Password Storage Cheat Sheet: argon2id (the library's default), 19 MiB, 2 passes, 1 lane.
const STRONG = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
// An initial password is 80 random bits, which no dictionary reaches; a list of thousands is made in seconds.
const LIGHT = { memoryCost: 1_024, timeCost: 1, parallelism: 1 };

/** Argon2id of a password that a person has chosen, however its letters were composed (NFC). */
export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFC'), STRONG);

/** As `hashPassword`, at less cost: for one that was drawn, which nobody guesses. */
export const hashRandomPassword = (password: string): Promise<string> => hash(password, LIGHT);

let decoy: Promise<string> | undefined;

/**
 * Whether `password` fits. Without a hash (no such account) the same work is done for nothing, so that the answer takes as
 * long.
 */
export async function passwordFits(stored: string | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword('no account has this password');
  const fits = await verify(stored ?? (await decoy), password.normalize('NFC').slice(0, 1_000));
  return stored !== undefined && fits;
}
