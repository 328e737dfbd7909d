import { transcode } from 'node:buffer';
import { brotliCompressSync, constants as zlib } from 'node:zlib';
import type { FastifyReply } from 'fastify';
import { fileName } from '../file-name.ts';
import type { Answer, Cookie } from '../types.ts';
import { needsOf } from './needs.ts';
import { permissionsOf, policyOf } from './policy.ts';

/** After so many seconds somebody who was told that the program is not to be had just now may come again. */
const COME_AGAIN_SECONDS = 10;

export type CookieStyle = { secure: boolean };

function setCookies(reply: FastifyReply, cookies: readonly Cookie[], style: CookieStyle): void {
  for (const { name, value, maxAge, clear } of cookies) {
    const common = { path: '/', httpOnly: true, sameSite: 'lax' as const, secure: style.secure };
    if (clear) reply.clearCookie(name, common);
    else reply.setCookie(name, value, { ...common, ...(maxAge === undefined ? {} : { maxAge }) });
  }
}

/**
 * A file name for Content-Disposition (RFC 6266, RFC 8187): no header injection, Vietnamese kept. `inline`: it is shown, and the name is for
 * who saves it.
 */
export function disposition(given: string, how: 'attachment' | 'inline' = 'attachment'): string {
  const name = fileName(given) || 'tep';
  const plain = name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[đĐ]/g, 'd')
    .replace(/[^\w. -]/g, '_');
  return `${how}; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, c => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)}`;
}

/** A tenth smaller than what every page is made. */
const smallest = (html: string): Buffer =>
  brotliCompressSync(html, {
    params: { [zlib.BROTLI_PARAM_MODE]: zlib.BROTLI_MODE_TEXT, [zlib.BROTLI_PARAM_QUALITY]: 10 },
  });

/** Where the characters of a page lie while they are made bytes; of a longer one elsewhere. */
const written = Buffer.allocUnsafeSlow(512 * 1024);

/**
 * UTF-8 of a page, by way of UTF-16: three times as fast as writing a string of Vietnamese. A character in two halves of which one is missing
 * is no UTF-16: it becomes U+FFFD.
 */
function bytesOf(html: string): Buffer {
  const utf16 =
    html.length * 2 > written.length
      ? Buffer.from(html, 'utf16le')
      : written.subarray(0, written.write(html, 'utf16le'));
  try {
    return transcode(utf16, 'utf16le', 'utf8');
  } catch {
    return Buffer.from(html);
  }
}

/**
 * Sends an answer. Pages and data are kept out of every cache unless the answer says otherwise; a 503, whoever made it, says when to come
 * again (RFC 9110, 15.6.4).
 */
export function send(reply: FastifyReply, answer: Answer, style: CookieStyle): FastifyReply {
  reply.header('cache-control', 'no-store');
  if ('status' in answer && answer.status === 503) reply.header('retry-after', String(COME_AGAIN_SECONDS));
  if ('cookies' in answer && answer.cookies) setCookies(reply, answer.cookies, style);
  if ('headers' in answer && answer.headers) reply.headers(answer.headers);
  if (answer.kind === 'redirect') return reply.redirect(answer.to, answer.status ?? 303);
  if (answer.kind === 'events') {
    // A proxy that collected messages before it passed them on would keep them from who listens.
    reply.header('x-accel-buffering', 'no');
    return reply.type('text/event-stream; charset=utf-8').send(answer.body);
  }
  reply.status(answer.status ?? 200);
  if (answer.kind === 'empty') return reply.send();
  if (answer.kind === 'page') {
    const needs = needsOf(answer.html);
    const policy = policyOf(needs, answer.framed ?? false);
    if (policy) reply.header('content-security-policy', policy);
    // Where a script runs it may ask for nothing that the page is not for.
    if (needs.script) reply.header('permissions-policy', permissionsOf(needs));
    reply.type('text/html; charset=utf-8');
    if (!answer.smallest || !/\bbr\b/.test(String(reply.request.headers['accept-encoding'] ?? '')))
      return reply.send(bytesOf(answer.html));
    // Without Vary: no cache keeps it.
    return reply.header('content-encoding', 'br').send(smallest(answer.html));
  }
  if (answer.kind === 'json')
    return reply.type('application/json; charset=utf-8').send(JSON.stringify(answer.data));
  if (answer.download) reply.header('content-disposition', disposition(answer.download));
  else if (answer.name) reply.header('content-disposition', disposition(answer.name, 'inline'));
  return reply.type(answer.type).send(answer.body);
}
