import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * Signed double submit (OWASP CSRF cheat sheet): a random browser id in an HttpOnly cookie, its HMAC in each form. The
 * id is apart from the session, so a form that was open while the session ended can still be taken in after signing in.
 */
export type Csrf = {
  /** A new browser id, for the cookie. */
  newId(): string;
  tokenFor(browserId: string): string;
  matches(browserId: string | undefined, token: unknown): boolean;
};

export function createCsrf(secret: Buffer): Csrf {
  const tokenFor = (browserId: string) => createHmac('sha256', secret).update(browserId).digest('base64url');
  return {
    newId: () => randomBytes(18).toString('base64url'),
    tokenFor,
    matches: (browserId, token) => {
      if (!browserId || typeof token !== 'string') return false;
      const expected = Buffer.from(tokenFor(browserId));
      const given = Buffer.from(token);
      return expected.length === given.length && timingSafeEqual(expected, given);
    },
  };
}

/** Whether the browser itself says that a post comes from another site (Fetch Metadata, else Origin). */
export function isCrossSite(headers: Record<string, string | string[] | undefined>, host: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site) return site !== 'same-origin' && site !== 'none';
  const origin = headers.origin;
  if (typeof origin !== 'string' || origin === 'null') return false;
  return URL.canParse(origin) ? new URL(origin).host !== host : true;
}
