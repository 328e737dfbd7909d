import { createHash, randomBytes, randomInt } from 'node:crypto';

// Crockford's 32 signs: none is taken for another when it is read off a screen and typed at a kiosk.
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 12;

/** 256 random bits for the cookie of a device. */
export const newDeviceToken = (): string => randomBytes(32).toString('base64url');

/** SHA-256: what is kept of a code or token of this many random bits. */
export const digestOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** A code of 60 random bits that pairs a device, as it is shown: `7K3M-0QXZ-91TB`. */
export const newPairingCode = (): string =>
  (
    Array.from({ length: LENGTH }, () => SIGNS[randomInt(SIGNS.length)])
      .join('')
      .match(/.{4}/g) ?? []
  ).join('-');

/** A pairing code as people type it, in the one way of writing it that is digested; undefined when it is none. */
export function readPairingCode(typed: string): string | undefined {
  if (typed.length > 40) return undefined;
  const signs = typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  if (signs.length !== LENGTH || [...signs].some(s => !SIGNS.includes(s))) return undefined;
  return (signs.match(/.{4}/g) ?? []).join('-');
}
