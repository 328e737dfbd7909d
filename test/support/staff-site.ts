import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { forms } from '#engines/forms';
import {
  addOfficial,
  codeSender,
  createAccount,
  createVault,
  givePost,
  identity,
  openSession,
  sessionVisitor,
  vaultService,
} from '#engines/identity';
import { type Act, createPost, organisation } from '#engines/organisation';
import { procedures } from '#engines/procedures';
import { processes } from '#engines/processes';
import { createCalendar, OFFICE_HOURS, worktime } from '#engines/worktime';
import { fixedClock } from '#platform/clock';
import { loadConfig } from '#platform/config';
import type { Env, Extension, ExtensionPoint, Service } from '#platform/env';
import { createServer } from '#platform/http';
import { createTranslations, type Lang } from '#platform/i18n';
import { createLedger, fileKeyring, ledger, ledgerService } from '#platform/ledger';
import { createLog } from '#platform/log';
import { httpModule } from '#platform/manifests';
import { checksOf, checksService, type ModuleDefinition } from '#platform/module';
import { testDatabase } from '#test/database';
import { Visit } from '#test/visit';
import { ui } from '#ui';
import { makeAgencies, SINCE } from '../../src/engines/identity/testing/agencies.ts';

const GROUND: readonly ModuleDefinition[] = [
  httpModule,
  ui,
  organisation,
  processes,
  identity,
  worktime,
  forms,
  procedures,
];

// The queue has none.
const hasTexts = (m: ModuleDefinition) => existsSync(path.join(m.folder, 'locales'));

const textsOf = async (m: ModuleDefinition) => {
  const read = async (lang: Lang) =>
    JSON.parse(await readFile(path.join(m.folder, 'locales', `${lang}.json`), 'utf8')) as Record<
      string,
      string
    >;
  return { module: m.id, texts: { vi: await read('vi'), en: await read('en') } };
};

/**
 * The pages of systems for staff on a real server, database and ledger: a province with two communes, and a calendar. `modules`
 * are those beyond the ground of organisation, identity, working time, forms and procedures, in their order.
 */
export async function staffSite(modules: readonly ModuleDefinition[]) {
  const PAGES = [...GROUND, ...modules];
  const MODULES: readonly ModuleDefinition[] = [ledger, ...PAGES];
  const test = await testDatabase(MODULES);
  const folder = await mkdtemp(path.join(tmpdir(), 'staff-site-'));
  const clock = fixedClock('2026-11-20T15:40:00+07:00');
  const log = createLog('silent');
  const missing: string[] = [];
  const theLedger = createLedger({
    db: test.db,
    clock,
    log,
    kinds: MODULES.flatMap(m => m.entries ?? []),
    followers: MODULES.flatMap(m => m.followers ?? []),
    signer: fileKeyring(path.join(folder, 'keys')),
    headFile: path.join(folder, 'heads.jsonl'),
  });
  const config = loadConfig({ NODE_ENV: 'test', DATA_DIR: folder });
  const services: Record<string, unknown> = {
    [ledgerService.id]: theLedger,
    [vaultService.id]: createVault({ secretFor: () => Buffer.alloc(32, 5) }),
    [checksService.id]: checksOf(MODULES).make({} as Env),
    [codeSender.id]: { send: async () => undefined },
  };
  const extensions = PAGES.flatMap(m => m.extensions ?? []) as Extension[];
  const env: Env = {
    db: test.db,
    clock,
    log,
    config,
    texts: createTranslations(await Promise.all(MODULES.filter(hasTexts).map(textsOf)), key =>
      missing.push(key),
    ),
    site: {
      demo: true,
      name: 'Dịch vụ công Lào Cai',
      authority: 'Ủy ban nhân dân tỉnh Lào Cai',
      hotline: '1022',
      baseUrl: 'http://localhost:3000',
    },
    secrets: { secretFor: () => Buffer.alloc(32, 7) },
    get<T>(service: Service<T>): T {
      const binding = MODULES.flatMap(m => m.services ?? []).find(b => b.service.id === service.id);
      services[service.id] ??= binding?.make(env);
      return services[service.id] as T;
    },
    extensions: <T>(point: ExtensionPoint<T>) =>
      extensions.filter(e => e.point === point.id).map(e => e.value as T),
  };
  const bySession = sessionVisitor(env);
  const server = await createServer({
    env,
    routes: PAGES.flatMap(m => m.routes ?? []),
    secret: Buffer.alloc(32, 9),
    temporary: path.join(folder, 'uploads'),
    visitorOf: async ({ cookies }) => bySession(cookies.fs),
    errorPage: failure => `<h1>${failure.what}</h1>`,
    signIn: async () => ({ kind: 'redirect', to: '/dang-nhap' }),
  });
  const act = (actor = 'system'): Act => ({ ledger: theLedger, actor, at: clock.now() });
  const agencies = await test.db.tx(tx => makeAgencies(tx, act()));
  const calendarId = await test.db.tx(tx =>
    createCalendar(tx, { agencyId: null, name: { vi: 'Chung', en: 'Common' }, hours: OFFICE_HOURS }, act()),
  );

  /** An official who holds a post with these roles, and a browser in which he has signed in with his second factor. */
  const official = async (name: string, agencyId: string, roles: string[], titleVi = 'Chuyên viên') => {
    const user = `u${randomBytes(4).toString('hex')}`;
    const made = await test.db.tx(async tx => {
      const { accountId } = await addOfficial(tx, { name, staffId: user, email: null, phone: null }, act());
      const post = await createPost(tx, { agencyId, titleVi, titleEn: titleVi, roles, from: SINCE }, act());
      await givePost(tx, { postId: post.id, accountId, from: SINCE }, act());
      const device = { ip: '203.0.113.7', userAgent: 'Firefox' };
      const session = await openSession(
        tx,
        { accountId, kind: 'official', stepped: true, ...device },
        clock.now(),
      );
      return { accountId, postId: post.id, token: session.token };
    });
    return { ...made, user, visit: new Visit(server, made.token) };
  };

  /** A citizen who has proven a telephone, and a browser in which he has signed in. */
  const citizen = async (name: string) => {
    const phone = `+849${String(randomBytes(4).readUInt32BE() % 1e8).padStart(8, '0')}`;
    const made = await test.db.tx(async tx => {
      const account = { kind: 'citizen', name, phone, phoneProven: true } as const;
      const accountId = await createAccount(tx, account, act());
      const device = { ip: '203.0.113.8', userAgent: 'Firefox' };
      const session = { accountId, kind: 'citizen', stepped: false, ...device } as const;
      return { accountId, token: (await openSession(tx, session, clock.now())).token };
    });
    return { ...made, name, phone, visit: new Visit(server, made.token) };
  };

  /** Kinds of the entries about a subject, the oldest first. */
  const story = async (subject: string): Promise<string[]> =>
    (await theLedger.history(test.db, subject)).map(e => e.kind);

  return {
    ...test,
    env,
    server,
    clock,
    ledger: theLedger,
    agencies,
    calendarId,
    act,
    official,
    citizen,
    story,
    missing,
    close: async () => {
      await theLedger.sealer.stop();
      await server.close();
      await test.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type StaffSite = Awaited<ReturnType<typeof staffSite>>;
