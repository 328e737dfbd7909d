import type { Config } from '#platform/config';
import type { Cookie } from '#platform/http';
import type { AccountKind } from '../accounts/account.ts';
import { SESSION_LIMITS } from './limits.ts';

type Base = Pick<Config, 'BASE_URL'>;

const isSecure = (config: Base) => config.BASE_URL?.startsWith('https://') ?? false;

/** `__Host-fs` where people come by https (RFC 6265bis, 4.1.3.2: Secure, this host only, the whole site), else `fs`. */
export const sessionCookieName = (config: Base): string => (isSecure(config) ? '__Host-fs' : 'fs');

/** Carries a sign-in from step to step. */
export const signInCookieName = (config: Base): string => (isSecure(config) ? '__Host-fs-in' : 'fs-in');

/** Sets the session's cookie: until the browser closes for officials, a week for citizens. */
export const sessionCookie = (config: Base, kind: AccountKind, token: string): Cookie => ({
  name: sessionCookieName(config),
  value: token,
  ...(kind === 'citizen' ? { maxAge: SESSION_LIMITS.citizen.absolute / 1_000 } : {}),
});

/** The cookie of a sign-in under way; ten minutes. */
export const signInCookie = (config: Base, token: string): Cookie => ({
  name: signInCookieName(config),
  value: token,
  maxAge: 600,
});

/** A cookie that takes the one of this name away. */
export const clearedCookie = (name: string): Cookie => ({ name, value: '', clear: true });
