import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** After the code was seen, so long to choose and take a number. */
const PASS_MINUTES = 15;
/** As long as a number lives at most. */
export const HOLDER_SECONDS = 86_400;

/** What a telephone carries in its cookie: who it is (a random name), and until when it counts as being in which hall. */
export type Pass = { holder: string; agencyId: string; expiresAt: Date };

const macOf = (key: Buffer, text: string): string =>
  createHmac('sha256', key).update(text).digest().subarray(0, 16).toString('base64url');

/** A pass for who has shown to be in the hall; of a telephone that has one already it keeps the name. */
export const newPass = (before: Pass | undefined, agencyId: string, at: Date): Pass => ({
  holder: before?.holder ?? randomBytes(24).toString('base64url'),
  agencyId,
  expiresAt: new Date(at.getTime() + PASS_MINUTES * 60_000),
});

export function writePass(key: Buffer, { holder, agencyId, expiresAt }: Pass): string {
  const text = `${holder}.${agencyId}.${Math.floor(expiresAt.getTime() / 1_000)}`;
  return `${text}.${macOf(key, text)}`;
}

/** The pass of a cookie, over or not; undefined when we did not write it. */
export function readPass(key: Buffer, cookie: string | undefined): Pass | undefined {
  const [holder = '', agencyId = '', seconds = '', mac = '', more] = (cookie ?? '').split('.');
  if (!holder || more !== undefined) return undefined;
  const [expected, given] = [Buffer.from(macOf(key, `${holder}.${agencyId}.${seconds}`)), Buffer.from(mac)];
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) return undefined;
  return { holder, agencyId, expiresAt: new Date(Number(seconds) * 1_000) };
}
