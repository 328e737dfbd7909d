import type { FastifyRequest } from 'fastify';
import type { Env } from '#platform/env';
import { type AppError, isAppError, NotFound, Unavailable, Unexpected } from '#platform/errors';
import type { Lang } from '#platform/i18n';
import { isApiPath } from '../api/api-path.ts';
import { BadRequest, TooLarge } from '../errors.ts';
import { langOf } from '../request/language.ts';
import { placesOf } from '../request/places.ts';
import { keptOf, type Resend } from '../request/resend.ts';
import type { Answer } from '../types.ts';

export type Failure = {
  code: string;
  status: number;
  /** What happened, and what to do now, in the reader's language. */
  what: string;
  todo: string;
  traceId: string;
  /** What was typed into a form that could not be taken: the page has it, and sends it again. */
  resend?: Resend;
};

/** Draws the page of a failed request. It must not need the database, which may be what failed. */
export type ErrorPage = (
  failure: Failure,
  view: { lang: Lang; path: string; env: Env },
) => { toString(): string };

// The database is there and has no time for this now: a lock or a statement that took too long, a deadlock.
const BUSY = new Set(['55P03', '57014', '40001', '40P01']);
// There is no room: on the database's disk, or on ours. Nothing was changed, and it can be done once somebody has made room.
const FULL = new Set(['53100', 'ENOSPC', 'EDQUOT']);
// A body that could not be read at all, by what Fastify calls it: what was expected of the whole of it.
const UNREAD: Readonly<Record<string, { rule: string; expected: Record<string, unknown> }>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: { rule: 'json', expected: { format: 'RFC 8259' } },
  FST_ERR_CTP_EMPTY_JSON_BODY: { rule: 'required', expected: { format: 'RFC 8259' } },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: { rule: 'media-type', expected: { type: 'application/json' } },
};
/** What to do is said to programs in other words than to people at a form, where the module that declares an error has such words. */
const forPrograms = (code: string) => `error.${code}.todo-of-programs`;

// What a browser that sends files may never do; busboy throws plain errors.
const MULTIPART =
  /^(Multipart: |Unexpected end of (form|multipart|file)|Malformed (part|urlencoded)|Premature close)/i;

/** The code and the status with which a request that failed so is answered. */
export const answerTo = (error: unknown): Pick<AppError, 'code' | 'status'> => known(error) ?? Unexpected();

/** Faults of the database, of Fastify and of its plugins, in our terms. */
function known(error: unknown): AppError | undefined {
  if (isAppError(error)) return error;
  const e = error as { statusCode?: number; code?: string; validation?: unknown; message?: string };
  if (e.code && (BUSY.has(e.code) || FULL.has(e.code))) return Object.assign(Unavailable(), { cause: error });
  if (e.validation) return BadRequest({}, placesOf(error));
  const unread = e.code && UNREAD[e.code];
  if (unread) return BadRequest({}, [{ in: 'body', at: '', ...unread }]);
  if (e.statusCode === 404) return NotFound();
  if (e.statusCode === 413) return TooLarge({ megabytes: 1 });
  if (MULTIPART.test(e.message ?? '')) return BadRequest();
  if (e.statusCode && e.statusCode >= 400 && e.statusCode < 500) return BadRequest();
  return undefined;
}

// The code of what a request failed with, for its line in the log.
const failed = new WeakMap<FastifyRequest, string>();
/** The code of the error that the request ended with, for its line in the log; undefined where it succeeded. */
export const failureOf = (request: FastifyRequest): string | undefined => failed.get(request);

/** Turns whatever was thrown into an answer: a page for people, one JSON shape for the API. Logs what is ours to mend. */
export function handleError(error: unknown, request: FastifyRequest, env: Env, errorPage: ErrorPage): Answer {
  const app = known(error) ?? Unexpected();
  const traceId = request.id;
  failed.set(request, app.code);
  // Not `code`: what bears that name is taken out of the log, lest it be a one-time code.
  const facts = { traceId, error: app.code, method: request.method, route: request.routeOptions?.url };
  if (app.status >= 500) env.log.error({ ...facts, err: app.cause ?? error }, 'request failed');
  else env.log.debug(facts, 'request refused');
  const lang = langOf(request.cookies ?? {}, request.query as Record<string, unknown>);
  const t = env.texts.of(lang);
  const failure: Failure = {
    code: app.code,
    status: app.status,
    what: t(`error.${app.code}.what`, app.params),
    todo: t(`error.${app.code}.todo`, app.params),
    traceId,
  };
  const headers: Record<string, string> =
    app.status === 429 ? { 'retry-after': String(app.params.seconds ?? 60) } : {};
  const path = request.url.split('?')[0]!;
  // Of an address that cannot be read: as it was sent, for a program is answered as one wherever it went wrong.
  if (isApiPath(request.originalUrl)) {
    const { status, ...shape } = failure;
    if (env.texts.has(forPrograms(app.code))) shape.todo = t(forPrograms(app.code), app.params);
    return {
      kind: 'json',
      status,
      // RFC 9110, 11.6.1: a 401 says how to be let in.
      headers: status === 401 ? { ...headers, 'www-authenticate': 'Bearer' } : headers,
      data: app.details === undefined ? shape : { ...shape, details: app.details },
    };
  }
  const kept = keptOf(request);
  if (kept) failure.resend = kept.resend;
  return {
    kind: 'page',
    status: app.status,
    headers,
    ...(kept && { cookies: [...kept.cookies] }),
    html: errorPage(failure, { lang, path, env }).toString(),
  };
}
