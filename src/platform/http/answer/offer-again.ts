import type { FastifyRequest } from 'fastify';
import { isApiPath } from '../api/api-path.ts';
import { FormExpired } from '../errors.ts';
import type { ServerOptions } from '../options.ts';
import { cleanBody } from '../request/body.ts';
import { browserCookieName, isForm, isSafe, YEAR } from '../request/browser-cookie.ts';
import { type Csrf, isOwnSite } from '../request/csrf.ts';
import { keepTyped } from '../request/resend.ts';
import { readMultipart } from '../request/uploads.ts';
import { knownVisitor } from '../request/visitor-once.ts';
import type { Route } from '../types.ts';
import { answerTo } from './failures.ts';

/** What a route takes that does not say. */
export const NO_FILES = { maxBytes: 1_000_000, maxFiles: 0 };
const FORM_EXPIRED = FormExpired().code;

/** What was read of a form: for a page that sends it again. */
export type Typed = { body: Record<string, unknown>; files: readonly string[] };

/** Whether what a person typed here may stand in a page again: a form of people, without a password or a code. */
export const mayBeResent = (route: Route): boolean =>
  !isSafe(route.method) && !route.secret && !route.signed && !route.stream && !isApiPath(route.path);

/** A form that was not read before the failure is read now, its files but for their names. */
async function typedInto(route: Route, request: FastifyRequest, folder: string): Promise<Typed> {
  if (!request.isMultipart()) return { body: (request.body ?? {}) as Record<string, unknown>, files: [] };
  const limits = route.upload ?? NO_FILES;
  const { fields, dropped } = await readMultipart(request, limits, folder, () => false);
  return { body: cleanBody(fields) as Record<string, unknown>, files: dropped };
}

/**
 * Keeps what was typed where the program failed, for the token that came with it; where the token is not known any more, for a new one,
 * if the browser says that the form is a page of ours, and it was not drawn for somebody else.
 */
export async function offerAgain(
  route: Route,
  request: FastifyRequest,
  { csrf, env, temporary }: Pick<ServerOptions, 'env' | 'temporary'> & { csrf: Csrf },
  read: Typed | undefined,
  error: unknown,
): Promise<void> {
  const { code, status } = answerTo(error);
  const expired = code === FORM_EXPIRED;
  if (!expired && status < 500) return;
  // What cannot be read is not offered; the first failure is the one to tell.
  const typed = read ?? (await typedInto(route, request, temporary).catch(() => undefined));
  if (!typed) return;
  const cookie = browserCookieName(env.site.baseUrl);
  const browser = request.cookies[cookie];
  const { _csrf } = typed.body;
  if (!expired) {
    if (csrf.read(browser, _csrf)) keepTyped(request, typed, String(_csrf));
    return;
  }
  const visitor = knownVisitor(request);
  const claimed = typeof _csrf === 'string' ? _csrf.split('.')[0] : '';
  const own = route.rule === 'public' || !claimed || claimed === visitor?.accountId;
  if (!own || !isOwnSite(request.headers, request.host)) return;
  const id = browser ?? csrf.newId();
  keepTyped(
    request,
    typed,
    csrf.tokenFor(id, isForm(visitor) ? (visitor?.accountId ?? null) : null),
    browser ? [] : [{ name: cookie, value: id, maxAge: YEAR }],
  );
}
