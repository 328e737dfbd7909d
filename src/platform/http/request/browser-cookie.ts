import type { Visitor } from '../types.ts';

// The prefix keeps a neighbouring host from planting an id of which it knows the token (RFC 6265bis, 4.1.3.2).
export const browserCookieName = (baseUrl: string): string =>
  baseUrl.startsWith('https:') ? '__Host-fs_b' : 'fs_b';

/** In seconds: as long as the browser's id, and its language, are kept. */
export const YEAR = 365 * 86_400;

/** Methods that change nothing (RFC 9110, 9.2.1): no token is asked for. */
export const isSafe = (method: string): boolean => ['GET', 'HEAD', 'OPTIONS'].includes(method);

/** Whether what a visitor sends is a form, and not a program's call. */
export const isForm = (visitor: Visitor | null): boolean => visitor?.kind !== 'client';
