import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { fewAtOnce } from '#platform/db';
import { SignInNeeded } from '#platform/errors';
import type { Lang } from '#platform/i18n';
import { aheadOf } from './ahead.ts';
import { mayBeResent, NO_FILES, offerAgain, type Typed } from './answer/offer-again.ts';
import type { ApiDocument } from './api/api-document.ts';
import { isApiPath } from './api/api-path.ts';
import { FormExpired } from './errors.ts';
import type { ServerOptions } from './options.ts';
import { cleanBody } from './request/body.ts';
import { browserCookieName, isForm, isSafe, YEAR } from './request/browser-cookie.ts';
import { type Csrf, type FormOwner, isCrossSite } from './request/csrf.ts';
import { LANG_COOKIE, langOf } from './request/language.ts';
import { rawBodyOf } from './request/raw-body.ts';
import { tellNow } from './request/resend.ts';
import { checkRule } from './request/rules.ts';
import { dropUploads, readMultipart } from './request/uploads.ts';
import { visitorOnce } from './request/visitor-once.ts';
import type { Answer, Cookie, Ctx, Req, Route, Upload, Visitor } from './types.ts';

export type Handling = Pick<ServerOptions, 'env' | 'visitorOf' | 'signIn' | 'temporary'> & {
  csrf: Csrf;
  apiDocument(lang: Lang): ApiDocument;
};

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

/** One request from the visitor's rights to the answer. Where it fails through no fault of the person, what was typed is kept for the page. */
export async function handle(route: Route, request: FastifyRequest, handling: Handling): Promise<Answer> {
  const read: { typed?: Typed } = {};
  try {
    tellNow(request);
    return await answerOf(route, request, handling, typed => {
      read.typed = typed;
    });
  } catch (error) {
    if (mayBeResent(route)) await offerAgain(route, request, handling, read.typed, error);
    throw error;
  }
}

/** The order of the checks is the order of this function. `read` is told what was typed. */
async function answerOf(
  route: Route,
  request: FastifyRequest,
  handling: Handling,
  read: (typed: Typed) => void,
): Promise<Answer> {
  const { env, csrf } = handling;
  const browserCookie = browserCookieName(env.site.baseUrl);
  const db = fewAtOnce(env.db);
  const visitor = route.signed ? null : await visitorOnce(request, handling);
  const cookies: Cookie[] = [];
  const ahead = aheadOf(request);
  const stream = request.body instanceof Readable ? request.body : undefined;
  let body = (stream ? {} : (request.body ?? {})) as Record<string, unknown>;
  let uploads: readonly Upload[] = [];
  let dropped: readonly string[] = [];
  const makeCtx = (): Ctx => {
    const lang = langOf(request.cookies, request.query as Record<string, unknown>);
    let token: string | undefined;
    return {
      ...env,
      db,
      visitor,
      lang,
      t: env.texts.of(lang),
      req: { ...readRequest(request, body, uploads), dropped, ...(stream && { stream }) },
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
    let stray = false;
    if (isSafe(request.method)) {
      if (refusal && !mustSignIn(route, visitor)) throw refusal;
    } else {
      const form = isForm(visitor) && !route.signed;
      if (form && isCrossSite(request.headers, request.host)) throw FormExpired();
      const formOf = (token: unknown) =>
        csrf.read(request.cookies[browserCookie], token ?? request.headers['x-csrf-token']);
      if (request.isMultipart()) {
        const limits = route.upload ?? NO_FILES;
        // Files are kept only of somebody who may send them here, and from a form of ours that was drawn for them.
        const keep = ({ _csrf }: Readonly<Record<string, unknown>>) => {
          const from = form ? formOf(_csrf) : owner;
          return !refusal && from !== undefined && !isOthers(route, from, visitor);
        };
        const sent = await readMultipart(request, limits, handling.temporary, keep);
        body = cleanBody(sent.fields) as Record<string, unknown>;
        uploads = sent.uploads;
        dropped = sent.dropped;
      }
      read({ body, files: [...uploads.map(u => u.filename), ...dropped] });
      const known = form ? formOf(body._csrf) : owner;
      // All cookies are gone: whose the form is its token still says. It is kept for that account, and nothing is done.
      const kept = known || route.rule === 'public' ? undefined : csrf.ownerOf(body._csrf);
      stray = kept !== undefined;
      owner = known ?? (kept === undefined ? fail(FormExpired()) : { accountId: kept });
    }
    const toSignIn = mustSignIn(route, visitor) || isOthers(route, owner, visitor) || stray;
    if (refusal && !toSignIn) throw refusal;
    if (toSignIn && route.stream) throw SignInNeeded();
    const ctx = makeCtx();
    const answer = toSignIn ? await handling.signIn(ctx, route, owner.accountId) : await route.handler(ctx);
    return withCookies(answer, [...cookies, ...languageCookie(ctx)]);
  } finally {
    if (uploads.length) await dropUploads(uploads);
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
