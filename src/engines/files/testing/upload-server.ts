import { type Clock, systemClock } from '#platform/clock';
import { loadConfig } from '#platform/config';
import type { Db } from '#platform/db';
import { type Ctx, createServer, json, page, type Route, type Visitor } from '#platform/http';
import { httpModule } from '#platform/manifests';
import { testCtx } from '#test/ctx';
import { files } from '../module.ts';
import { receiveFiles } from '../uploads/receive.ts';

const person = (accountId: string): Visitor => ({
  accountId,
  kind: 'citizen',
  name: 'Giàng Thị Mỷ',
  sessionId: 's',
  grants: [],
  scopes: [],
});

export type UploadServer = {
  url: string;
  ctx: Ctx;
  /** What every request of this account holds: session, browser and the form's token. */
  headersOf(accountId: string): Promise<Record<string, string>>;
  stop(): Promise<void>;
};

/** One server process with the upload routes over `db` and `dataDir`; any number of them may share both. */
export async function uploadServer(
  db: Db,
  dataDir: string,
  options: { clamav?: string; clock?: Clock } = {},
): Promise<UploadServer> {
  const base = testCtx({ modules: [httpModule, files], db, clock: options.clock ?? systemClock });
  const config = loadConfig({
    NODE_ENV: 'test',
    DATA_DIR: dataDir,
    ...(options.clamav && { CLAMAV: options.clamav }),
  });
  const ctx: Ctx = { ...base, config };
  const made = new Map<string, unknown>();
  ctx.get = service => {
    if (!made.has(service.id)) {
      const binding = (files.services ?? []).find(b => b.service.id === service.id);
      made.set(service.id, binding?.make(ctx));
    }
    return made.get(service.id) as never;
  };
  const form: Route[] = [
    {
      method: 'GET',
      path: '/don',
      rule: 'public',
      handler: async c => page(`<input name="_csrf" value="${c.csrf}">`),
    },
    {
      method: 'POST',
      path: '/don',
      rule: 'citizen',
      upload: { maxBytes: 60_000_000, maxFiles: 10 },
      handler: async c => {
        const { files: taken, refused } = await receiveFiles(c, field => field.startsWith('papers.'));
        return json({ files: taken, refused: refused.map(r => ({ field: r.field, code: r.error.code })) });
      },
    },
  ];
  const server = await createServer({
    env: ctx,
    routes: [...form, ...(files.routes ?? [])],
    secret: Buffer.alloc(32, 5),
    temporary: `${dataDir}/tmp`,
    visitorOf: async ({ cookies }) => (cookies.fs ? person(cookies.fs) : null),
    errorPage: failure => `<h1>${failure.what}</h1>`,
    signIn: async () => ({ kind: 'redirect', to: '/dang-nhap' }),
  });
  await server.listen({ port: 0, host: '127.0.0.1' });
  const address = server.server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  return {
    url,
    ctx,
    headersOf: async accountId => {
      const answer = await fetch(`${url}/don`, { headers: { cookie: `fs=${accountId}` } });
      const browser = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
      const token = /value="([^"]+)"/.exec(await answer.text())?.[1] ?? '';
      return { cookie: `fs=${accountId}; ${browser}`, 'x-csrf-token': token };
    },
    stop: () => server.close(),
  };
}
