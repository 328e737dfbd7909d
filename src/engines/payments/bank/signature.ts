import { createHmac, timingSafeEqual } from 'node:crypto';

/** Headers of a signed request, both ways: when it was sent (seconds since 1970), and HMAC-SHA-256 over `time.body`. */
const TIMESTAMP = 'x-bank-timestamp';
const SIGNATURE = 'x-bank-signature';

/** A request that is older, or dated further ahead, is not taken: a captured one is of no use later. */
const WINDOW_SECONDS = 300;

const mac = (secret: Buffer, timestamp: string, body: Uint8Array): Buffer =>
  createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest();

/** The headers that sign `body` at `at`. Of a request without a body, its path with the query is signed. */
export function signed(secret: Buffer, body: Uint8Array | string, at: Date): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  return {
    [TIMESTAMP]: timestamp,
    [SIGNATURE]: `v1=${mac(secret, timestamp, Buffer.from(body)).toString('hex')}`,
  };
}

/** Whether the headers sign this body, not long before or after `now`. */
export function isSigned(
  secret: Buffer,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  body: Uint8Array | string,
  now: Date,
): boolean {
  const timestamp = headers[TIMESTAMP];
  const given = /^v1=([0-9a-f]{64})$/.exec(String(headers[SIGNATURE] ?? ''))?.[1];
  if (typeof timestamp !== 'string' || !/^\d{1,12}$/.test(timestamp) || !given) return false;
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > WINDOW_SECONDS) return false;
  return timingSafeEqual(Buffer.from(given, 'hex'), mac(secret, timestamp, Buffer.from(body)));
}
