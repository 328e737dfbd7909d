import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Dossier } from '../types.ts';

type Facts = Pick<Dossier, 'id' | 'code' | 'receivedAt'>;

/**
 * What the QR code of a receipt carries beside the code: proof that the paper came from here. 128 bits of an HMAC over what
 * the receipt states and nobody changes afterwards.
 */
export const receiptToken = (key: Buffer, { id, code, receivedAt }: Facts): string =>
  createHmac('sha256', key)
    .update(`${id} ${code} ${receivedAt.toISOString()}`)
    .digest()
    .subarray(0, 16)
    .toString('base64url');

/** Whether `token` is that of the dossier's receipt. */
export function isReceiptToken(key: Buffer, dossier: Facts, token: string): boolean {
  const expected = Buffer.from(receiptToken(key, dossier));
  const given = Buffer.from(token);
  return expected.length === given.length && timingSafeEqual(expected, given);
}
