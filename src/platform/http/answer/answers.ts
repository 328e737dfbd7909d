import type { Answer, Cookie } from '../types.ts';

type Common = { status?: number; cookies?: Cookie[]; headers?: Record<string, string> };

/** An HTML page. Takes anything that prints as HTML (see `html` of the ui). */
export const page = (
  html: { toString(): string },
  options: Common & { framed?: boolean; smallest?: boolean } = {},
): Answer => ({
  kind: 'page',
  html: html.toString(),
  ...options,
});

/** Sends the browser on with 303 (See Other), so that reloading does not repeat a post. Only to a path of our own. */
export function redirect(to: string, options: { cookies?: Cookie[] } = {}): Answer {
  if (!to.startsWith('/') || to.startsWith('//') || to.includes('\\'))
    throw new Error(`not a path of ours: ${to}`);
  return { kind: 'redirect', to, ...options };
}

/** An answer without a body. */
export const empty = (status: number, headers: Record<string, string> = {}): Answer => ({
  kind: 'empty',
  status,
  headers,
});

/** An answer for programs. */
export const json = (data: unknown, options: Common = {}): Answer => ({ kind: 'json', data, ...options });

/** A file of the media type `type`; `download`: the name under which it is saved, else it is shown; `name`: shown, and saved under it. */
export const file = (
  body: Buffer | NodeJS.ReadableStream,
  type: string,
  options: { download?: string; name?: string; headers?: Record<string, string> } = {},
): Answer => ({ kind: 'file', body, type, ...options });
