import type { FastifyRequest } from 'fastify';
import type { Cookie } from '../types.ts';

/** What a person typed into a form that could not be taken, for a page that sends it again to the same place. */
export type Resend = {
  action: string;
  fields: ReadonlyArray<readonly [name: string, value: string]>;
  /** Names of files that were sent with it, which have to be chosen again. */
  files: readonly string[];
};

/** So many bytes of names and values go into a page at most; a longer form stays where the browser has it. */
const MOST_BYTES = 100_000;
const MOST_FILES = 10;

type Kept = { resend: Resend; cookies: readonly Cookie[] };
const resends = new WeakMap<FastifyRequest, Kept>();

/** What `keepTyped` kept of a request that failed. */
export const keptOf = (request: FastifyRequest): Kept | undefined => resends.get(request);

/**
 * Keeps what was typed until the request is answered, with the token under which it may be sent again and the cookies that belong to it;
 * nothing of what is too long.
 */
export function keepTyped(
  request: FastifyRequest,
  typed: { body: Readonly<Record<string, unknown>>; files: readonly string[] },
  token: string,
  cookies: readonly Cookie[] = [],
): void {
  const fields: Array<readonly [string, string]> = [['_csrf', token]];
  for (const [name, value] of Object.entries(typed.body))
    if (name !== '_csrf')
      for (const one of [value].flat()) if (typeof one === 'string') fields.push([name, one]);
  const bytes = fields.reduce((sum, [name, value]) => sum + Buffer.byteLength(name + value), 0);
  if (bytes > MOST_BYTES || request.url.startsWith('//')) return;
  const resend = { action: request.url, fields, files: typed.files.slice(0, MOST_FILES) };
  resends.set(request, { resend, cookies });
}

const late = new WeakMap<FastifyRequest, unknown>();

/**
 * A failure before the body was read, e.g. of a database that is away while the visitor is asked for, is told after it: what was typed
 * would be lost otherwise.
 */
export const tellLater = (request: FastifyRequest, error: unknown): void => {
  late.set(request, error);
};

/** Throws what `tellLater` put off. */
export function tellNow(request: FastifyRequest): void {
  if (late.has(request)) throw late.get(request);
}
