import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadConfig } from '#platform/config';
import type { Db } from '#platform/db';
import type { Log } from '#platform/log';
import { httpModule } from '#platform/manifests';
import { testCtx } from '#test/ctx';
import { createServer, json, page, type Route, type ServerOptions, type Visitor } from '../index.ts';

export const CITIZEN: Visitor = {
  accountId: 'my',
  kind: 'citizen',
  name: 'Giàng Thị Mỷ',
  sessionId: 's',
  grants: [],
  scopes: [],
};

/** A page with a form, what it posts to, and a page that asks the database. */
const routes = (): Route[] => [
  {
    method: 'GET',
    path: '/to-khai',
    rule: 'public',
    handler: async ctx => page(`<form><input name="_csrf" value="${ctx.csrf}"></form>`),
  },
  {
    method: 'POST',
    path: '/to-khai',
    rule: 'public',
    upload: { maxBytes: 100_000, maxFiles: 2 },
    handler: async ({ req }) =>
      json({
        body: req.body,
        files: req.uploads.map(({ field, filename, size }) => ({ field, filename, size })),
      }),
  },
  {
    method: 'GET',
    path: '/ho-so',
    rule: 'public',
    handler: async ctx => json(await ctx.db.one('SELECT 1 AS n')),
  },
  { method: 'GET', path: '/cua-toi', rule: 'citizen', handler: async () => page('của tôi') },
];

/** A server over these routes (and `more`), with nothing but a database behind it. */
export async function httpFixture(
  options: {
    db?: Db;
    baseUrl?: string;
    more?: Route[];
    visitor?: Visitor;
    visitorOf?: () => Promise<Visitor | null>;
    answered?: ServerOptions['answered'];
    log?: Log;
  } = {},
) {
  const temporary = await mkdtemp(path.join(tmpdir(), 'http-'));
  const ctx = testCtx({ modules: [httpModule], ...(options.db ? { db: options.db } : {}) });
  const baseUrl = options.baseUrl ?? 'http://localhost:3000';
  const server = await createServer({
    env: {
      ...ctx,
      ...(options.log && { log: options.log }),
      config: loadConfig({ NODE_ENV: 'test' }),
      site: { ...ctx.site, baseUrl },
    },
    routes: [...routes(), ...(options.more ?? [])],
    secret: Buffer.alloc(32, 5),
    temporary,
    ...(options.answered && { answered: options.answered }),
    visitorOf: options.visitorOf ?? (async () => options.visitor ?? null),
    errorPage: ({ what, todo, traceId, resend }) =>
      `<h1>${what}</h1><p>${todo}</p><small>${traceId}</small>${resend ? `<pre>${JSON.stringify(resend)}</pre>` : ''}`,
    signIn: async () => ({ kind: 'redirect', to: '/dang-nhap' }),
  });
  /** A browser id and the token that belongs to it, as the form gave them. */
  const form = async () => {
    const answer = await server.inject('/to-khai');
    const line = String(answer.headers['set-cookie']);
    return { line, cookie: line.split(';')[0] ?? '', token: /value="([^"]+)"/.exec(answer.body)?.[1] ?? '' };
  };
  return {
    server,
    form,
    temporary,
    left: () => readdir(temporary),
    close: async () => {
      await server.close();
      await rm(temporary, { recursive: true, force: true });
    },
  };
}

const BOUNDARY = 'ranh-gioi';

/** A multipart body of parts; `filename` makes a part a file. */
export function multipart(
  parts: Array<{ name: string; value: string; filename?: string }>,
  end = `--${BOUNDARY}--\r\n`,
) {
  const body = parts.map(
    p =>
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${p.name}"${p.filename === undefined ? '' : `; filename="${p.filename}"`}\r\n\r\n${p.value}\r\n`,
  );
  return { payload: body.join('') + end, type: `multipart/form-data; boundary=${BOUNDARY}` };
}
