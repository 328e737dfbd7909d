import { hash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A secret for a cookie or a link: 256 random bits, base64url. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** What is kept of it. A random token cannot be guessed from a plain digest. */
export const tokenHash = (token: string): Buffer => hash('sha256', token, 'buffer');

/** Compares in a time that tells nothing of where they differ. */
export const sameBytes = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);
