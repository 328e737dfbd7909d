import { createHmac, timingSafeEqual } from 'node:crypto';

/** The code changes so often … */
export const WINDOW_SECONDS = 120;
/** … and is taken for this many windows: a screen shows it a minute late at most, and a telephone takes its time. */
const TAKEN = 3;

/** What shows that somebody is in the hall: `code` in the QR code of its screen, `digits` beside it to type. */
export type Presence = { code: string; digits: string };

function inWindow(key: Buffer, agencyId: string, window: number): Presence {
  const mac = createHmac('sha256', key).update(`${agencyId} ${window}`).digest();
  // Of other bytes of the digest than the code: who has seen the digits knows nothing of it.
  const digits = String(mac.readUIntBE(16, 6) % 1_000_000).padStart(6, '0');
  return { code: mac.subarray(0, 12).toString('base64url'), digits };
}

const windowOf = (at: Date): number => Math.floor(at.getTime() / 1_000 / WINDOW_SECONDS);

/** The code of an office's hall at a moment. It is nowhere kept: it follows from the key, the office and the time. */
export const presenceAt = (key: Buffer, agencyId: string, at: Date): Presence =>
  inWindow(key, agencyId, windowOf(at));

function same(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Whether `given` (the code, or its digits with any spaces) is what the hall's screen shows now, or did up to six minutes ago. */
export function isPresent(key: Buffer, agencyId: string, given: string, at: Date): boolean {
  if (given.length > 40) return false;
  const typed = given.replace(/\s/g, '');
  const now = windowOf(at);
  return Array.from({ length: TAKEN }, (_, i) => inWindow(key, agencyId, now - i)).some(
    p => same(p.code, typed) || same(p.digits, typed),
  );
}
