import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { identity, sessionCookieName, sessionVisitor, tokenVisitor } from '#engines/identity';
import { organisation } from '#engines/organisation';
import { loadConfig } from '#platform/config';
import type { Env } from '#platform/env';
import { createServer } from '#platform/http';
import { createTranslations, type Lang } from '#platform/i18n';
import { createLog } from '#platform/log';
import { httpModule } from '#platform/manifests';
import type { ModuleDefinition } from '#platform/module';
import { ui } from '#ui';
import { identityFixture } from '../../../engines/identity/testing/fixture.ts';
import { account } from '../index.ts';
import { Browser } from './browser.ts';

const MODULES: readonly ModuleDefinition[] = [httpModule, ui, organisation, identity, account];

const textsOf = async (m: ModuleDefinition) => {
  const read = async (lang: Lang) =>
    JSON.parse(await readFile(path.join(m.folder, 'locales', `${lang}.json`), 'utf8')) as Record<
      string,
      string
    >;
  return { module: m.id, texts: { vi: await read('vi'), en: await read('en') } };
};

/** The pages of this system on a real server and database; a text that is missing is remembered in `missing`. */
export async function accountSite(options: { secure?: boolean } = {}) {
  const f = await identityFixture();
  const temporary = await mkdtemp(path.join(tmpdir(), 'account-'));
  const missing: string[] = [];
  const baseUrl = options.secure ? 'https://dichvucong.example' : 'http://localhost:3000';
  const config = loadConfig({ NODE_ENV: 'test', BASE_URL: baseUrl });
  const env: Env = {
    ...f.env,
    log: createLog('silent'),
    config,
    texts: createTranslations(await Promise.all(MODULES.map(textsOf)), key => missing.push(key)),
    site: { ...f.env.site, baseUrl },
    secrets: { secretFor: () => Buffer.alloc(32, 7) },
    extensions: () => [],
  };
  const bySession = sessionVisitor(env);
  const byToken = tokenVisitor(env);
  const server = await createServer({
    env,
    routes: MODULES.flatMap(m => m.routes ?? []),
    secret: Buffer.alloc(32, 9),
    temporary,
    visitorOf: async ({ cookies, authorization }) =>
      authorization ? byToken(authorization) : bySession(cookies[sessionCookieName(config)]),
    errorPage: failure => `<h1>${failure.what}</h1>`,
    signIn: async () => ({ kind: 'redirect', to: '/dang-nhap' }),
  });
  return {
    ...f,
    env,
    server,
    missing,
    browser: () => new Browser(server),
    /** Serves to real browsers; the address, which is also what the pages take for theirs. */
    listen: async () => {
      const address = await server.listen({ port: 0, host: '127.0.0.1' });
      env.site.baseUrl = `http://localhost:${new URL(address).port}`;
      return env.site.baseUrl;
    },
    close: async () => {
      await server.close();
      await f.close();
      await rm(temporary, { recursive: true, force: true });
    },
  };
}

export type AccountSite = Awaited<ReturnType<typeof accountSite>>;
