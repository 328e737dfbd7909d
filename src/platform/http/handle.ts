import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { SignInNeeded } from '#platform/errors';
import type { Lang } from '#platform/i18n';
import { aheadOf } from './ahead.ts';
import type { ApiDocument } from './api-document.ts';
import { isApiPath } from './api-path.ts';
import { cleanBody } from './body.ts';
import { type Csrf, type FormOwner, isCrossSite } from './csrf.ts';
import { FormExpired } from './errors.ts';
import { LANG_COOKIE, langOf } from './language.ts';
import type { ServerOptions } from './options.ts';
import { rawBodyOf } from './raw-body.ts';
import { checkRule } from './rules.ts';
import type { Answer, Cookie, Ctx, Req, Route, Upload, Visitor } from './types.ts';
import { dropUploads, readMultipart } from './uploads.ts';
import { visitorOnce } from './visitor-once.ts';

// The prefix keeps a neighbouring host from planting an id of which it knows the token (RFC 6265bis, 4.1.3.2).
const browserCookieName = (baseUrl: string) => (baseUrl.startsWith('https:') ? '__Host-fs_b' : 'fs_b');
const YEAR = 365 * 86_400;

export type Handling = Pick<ServerOptions, 'env' | 'visitorOf' | 'signIn' | 'temporary'> & {
  csrf: Csrf;
  apiDocument(lang: Lang): ApiDocument;
};

const isSafe = (method: string) => ['GET', 'HEAD', 'OPTIONS'].includes(method);
const isForm = (visitor: Visitor | null) => visitor?.kind !== 'client';

function readRequest(
  request: FastifyRequest,
  body: Record<string, unknown>,
  uploads: readonly Upload[],
): Req {
  return {
    method: request.method,
    path: request.url.split('?')[0]!,
    url: request.url,
    params: cleanBody(request.params) as Record<string, string>,
    query: cleanBody(request.query) as Record<string, string | string[]>,
    body,
    uploads,
    raw: rawBodyOf(request),
    headers: request.headers,
    cookies: request.cookies,
    ip: request.ip,
    traceId: request.id,
  };
}

/** One request from the visitor's rights to the answer; the order of the checks is the order of this function. */
export async function handle(route: Route, request: FastifyRequest, handling: Handling): Promise<Answer> {
  const { env, csrf } = handling;
  const browserCookie = browserCookieName(env.site.baseUrl);
  const visitor = route.signed ? null : await visitorOnce(request, handling);
  const cookies: Cookie[] = [];
  const ahead = aheadOf(request);
  const stream = request.body instanceof Readable ? request.body : undefined;
  let body = (stream ? {} : (request.body ?? {})) as Record<string, unknown>;
  let uploads: readonly Upload[] = [];
  const makeCtx = (): Ctx => {
    const lang = langOf(request.cookies, request.query as Record<string, unknown>);
    let token: string | undefined;
    return {
      ...env,
      visitor,
      lang,
      t: env.texts.of(lang),
      req: { ...readRequest(request, body, uploads), ...(stream && { stream }) },
      ...(ahead && { ahead }),
      apiDocument: () => handling.apiDocument(lang),
      // The browser gets its id only with the first form: pages without one set no cookie.
      get csrf() {
        let id = request.cookies[browserCookie];
        if (!id) {
          id = csrf.newId();
          request.cookies[browserCookie] = id;
          cookies.push({ name: browserCookie, value: id, maxAge: YEAR });
        }
        token ??= csrf.tokenFor(id, isForm(visitor) ? (visitor?.accountId ?? null) : null);
        return token;
      },
    };
  };
  try {
    const refusal = refusalOf(route, visitor);
    let owner: FormOwner = { accountId: null };
    if (isSafe(request.method)) {
      if (refusal && !mustSignIn(route, visitor)) throw refusal;
    } else {
      const form = isForm(visitor) && !route.signed;
      if (form && isCrossSite(request.headers, request.host)) throw FormExpired();
      const formOf = (token: unknown) =>
        csrf.read(request.cookies[browserCookie], token ?? request.headers['x-csrf-token']);
      if (request.isMultipart()) {
        const limits = route.upload ?? { maxBytes: 1_000_000, maxFiles: 0 };
        // Files are kept only of somebody who may send them here, and from a form of ours that was drawn for them.
        const keep = ({ _csrf }: Readonly<Record<string, unknown>>) => {
          const from = form ? formOf(_csrf) : owner;
          return !refusal && from !== undefined && !isOthers(route, from, visitor);
        };
        const read = await readMultipart(request, limits, handling.temporary, keep);
        body = cleanBody(read.fields) as Record<string, unknown>;
        uploads = read.uploads;
      }
      if (form) owner = formOf(body._csrf) ?? fail(FormExpired());
    }
    const toSignIn = mustSignIn(route, visitor) || isOthers(route, owner, visitor);
    if (refusal && !toSignIn) throw refusal;
    if (toSignIn && route.stream) throw SignInNeeded();
    const ctx = makeCtx();
    const answer = toSignIn ? await handling.signIn(ctx, route, owner.accountId) : await route.handler(ctx);
    return withCookies(answer, [...cookies, ...languageCookie(ctx)]);
  } finally {
    await dropUploads(uploads);
  }
}

/** Why the visitor may not call the route at all; undefined when they may. */
function refusalOf(route: Route, visitor: Visitor | null): unknown {
  try {
    checkRule(route.rule, visitor);
    return undefined;
  } catch (error) {
    return error;
  }
}

const fail = (error: Error): never => {
  throw error;
};

/** True when a person has to sign in first: then the form is read all the same, so that nothing typed is lost. */
const mustSignIn = (route: Route, visitor: Visitor | null): boolean =>
  !visitor && route.rule !== 'public' && !isApiPath(route.path);

/** True when the form was drawn for somebody else than who sends it: two people, or two accounts, at one browser. */
const isOthers = (route: Route, owner: FormOwner, visitor: Visitor | null): boolean =>
  route.rule !== 'public' &&
  visitor !== null &&
  owner.accountId !== null &&
  owner.accountId !== visitor.accountId;

const languageCookie = ({ req, lang }: Ctx): Cookie[] =>
  typeof req.query.lang === 'string' && req.cookies[LANG_COOKIE] !== lang
    ? [{ name: LANG_COOKIE, value: lang, maxAge: YEAR }]
    : [];

function withCookies(answer: Answer, cookies: Cookie[]): Answer {
  if (!cookies.length || answer.kind === 'file' || answer.kind === 'events') return answer;
  return { ...answer, cookies: [...(answer.cookies ?? []), ...cookies] };
}
