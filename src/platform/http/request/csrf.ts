import { createHmac, createSecretKey, randomBytes, timingSafeEqual } from 'node:crypto';

/** Of whom a form is: the account that it was drawn for, null where nobody was signed in. */
export type FormOwner = { accountId: string | null };

/**
 * Signed double submit (OWASP CSRF cheat sheet): a random browser id in an HttpOnly cookie, its HMAC in each form. The
 * id is apart from the session, so a form that was open while the session ended can still be taken in after signing in; the
 * account for which the form was drawn is signed with it, so that what was typed is still known to be theirs when no
 * cookie says so any more, and nobody else at this browser sends it in his own name.
 */
export type Csrf = {
  /** A new browser id, for the cookie. */
  newId(): string;
  tokenFor(browserId: string, accountId: string | null): string;
  /** Whose form this token came from; undefined when it is not ours, or not this browser's. */
  read(browserId: string | undefined, token: unknown): FormOwner | undefined;
  /**
   * The account that a form of ours was drawn for, whichever browser it comes from: enough to keep it for that account, never to do what
   * it asks. undefined when nobody was signed in, or the token is not ours.
   */
  ownerOf(token: unknown): string | undefined;
};

/** Tokens that are remembered: a browser gets the same one on each page. */
const MOST_KEPT = 10_000;

/** Tokens of forms by the installation’s secret: each says for whom its form was drawn. */
export function createCsrf(secret: Buffer): Csrf {
  // Made once: a key made of the bytes at each call takes six times as long as the digest.
  const key = createSecretKey(secret);
  const made = new Map<string, string>();
  const digest = (what: unknown) => createHmac('sha256', key).update(JSON.stringify(what)).digest();
  // Nobody is shown it but the account itself: who has it was shown this account's pages.
  const ownerMark = (accountId: string) => digest(['owner', accountId]).subarray(0, 16).toString('base64url');
  const tokenFor = (browserId: string, accountId: string | null) => {
    const account = accountId ?? '';
    // JSON, so that no id runs into the other.
    const ids = JSON.stringify([browserId, account]);
    const before = made.get(ids);
    if (before) return before;
    const mark = account && `.${ownerMark(account)}`;
    const token = `${account}.${createHmac('sha256', key).update(ids).digest('base64url')}${mark}`;
    made.set(ids, token);
    if (made.size > MOST_KEPT) made.delete(made.keys().next().value ?? '');
    return token;
  };
  return {
    newId: () => randomBytes(18).toString('base64url'),
    tokenFor,
    read: (browserId, token) => {
      if (!browserId || typeof token !== 'string') return undefined;
      const accountId = token.slice(0, token.indexOf('.')) || null;
      return isSame(tokenFor(browserId, accountId), token) ? { accountId } : undefined;
    },
    ownerOf: token => {
      const [accountId = '', , mark = '', more] = typeof token === 'string' ? token.split('.') : [];
      return accountId && more === undefined && isSame(ownerMark(accountId), mark) ? accountId : undefined;
    },
  };
}

function isSame(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Whether the browser itself says that a post comes from a page of ours; one that says nothing does not. */
export const isOwnSite = (headers: Record<string, string | string[] | undefined>, host: string): boolean =>
  (headers['sec-fetch-site'] === 'same-origin' || typeof headers.origin === 'string') &&
  !isCrossSite(headers, host) &&
  headers.origin !== 'null';

/** Whether the browser itself says that a post comes from another site (Fetch Metadata, else Origin). */
export function isCrossSite(headers: Record<string, string | string[] | undefined>, host: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site) return site !== 'same-origin' && site !== 'none';
  const origin = headers.origin;
  if (typeof origin !== 'string' || origin === 'null') return false;
  return URL.canParse(origin) ? new URL(origin).host !== host : true;
}
