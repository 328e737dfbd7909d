import { type Browser, sessionCookieName, signInCookieName } from '#engines/identity';
import { type Ctx, queryText, textField } from '#platform/http';
import { nextPath } from './next-path.ts';

/** The browser that asks, with the session it has had until now. */
export const browserOf = (ctx: Ctx): Browser => ({
  ip: ctx.req.ip,
  userAgent: String(ctx.req.headers['user-agent'] ?? ''),
  session: ctx.req.cookies[sessionCookieName(ctx.config)],
});

/** The token of the sign-in under way. */
export const signInToken = (ctx: Ctx): string | undefined => ctx.req.cookies[signInCookieName(ctx.config)];

/** Where to go afterwards: from the form, else from the address. */
export const nextOf = (ctx: Ctx): string | null =>
  nextPath(textField(ctx.req.body, 'next')) ?? nextPath(queryText(ctx.req.query, 'next'));

export const withNext = (path: string, next: string | null): string =>
  next ? `${path}?next=${encodeURIComponent(next)}` : path;
