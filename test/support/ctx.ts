import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Clock, fixedClock } from '#platform/clock';
import { loadConfig } from '#platform/config';
import type { Db } from '#platform/db';
import type { Extension, ExtensionPoint, Service } from '#platform/env';
import type { Ctx, Req, Visitor } from '#platform/http';
import { createTranslations, type Lang } from '#platform/i18n';
import type { Log } from '#platform/log';
import type { ModuleDefinition } from '#platform/module';

type Options = {
  /** Whose texts and extensions are there. */
  modules: readonly ModuleDefinition[];
  lang?: Lang;
  visitor?: Visitor | null;
  db?: Db;
  clock?: Clock;
  demo?: boolean;
  req?: Partial<Req>;
};

const textsOf = (m: ModuleDefinition) => {
  const read = (lang: Lang) =>
    JSON.parse(readFileSync(path.join(m.folder, 'locales', `${lang}.json`), 'utf8')) as Record<
      string,
      string
    >;
  return { module: m.id, texts: { vi: read('vi'), en: read('en') } };
};

const missing = (key: string): never => {
  throw new Error(`no text for "${key}"`);
};

const silent = new Proxy({}, { get: () => () => undefined }) as Log;

/**
 * What a page is given, for tests that draw one without a server: a citizen's request of 20/11/2026 15:40 unless said.
 * A text that is missing throws.
 */
export function testCtx(options: Options): Ctx {
  const texts = createTranslations(options.modules.map(textsOf), missing);
  const lang = options.lang ?? 'vi';
  const extensions = options.modules.flatMap(m => m.extensions ?? []) as Extension[];
  const made = new Map<string, unknown>();
  const ctx: Ctx = {
    db: options.db ?? (new Proxy({}, { get: () => missing('db') }) as Db),
    clock: options.clock ?? fixedClock('2026-11-20T15:40:00+07:00'),
    log: silent,
    config: loadConfig({ NODE_ENV: 'test' }),
    secrets: { secretFor: purpose => createHash('sha256').update(`test ${purpose}`).digest() },
    texts,
    site: {
      demo: options.demo ?? true,
      name: 'Dịch vụ công Lào Cai',
      authority: 'Ủy ban nhân dân tỉnh Lào Cai',
      hotline: '1022',
      baseUrl: 'http://localhost:3000',
    },
    get<T>(service: Service<T>): T {
      if (!made.has(service.id)) {
        const binding = options.modules.flatMap(m => m.services ?? []).find(b => b.service.id === service.id);
        if (!binding) throw new Error(`no module makes ${service.id}`);
        made.set(service.id, binding.make(ctx));
      }
      return made.get(service.id) as T;
    },
    extensions: <T>(point: ExtensionPoint<T>) =>
      extensions.filter(e => e.point === point.id).map(e => e.value as T),
    visitor: options.visitor ?? null,
    lang,
    t: texts.of(lang),
    csrf: 'csrf-token',
    apiDocument: () => missing('the API document'),
    req: {
      method: 'GET',
      path: '/',
      url: '/',
      params: {},
      query: {},
      body: {},
      uploads: [],
      raw: Buffer.alloc(0),
      headers: {},
      cookies: {},
      ip: '127.0.0.1',
      traceId: 'test',
      ...options.req,
    },
  };
  return ctx;
}
