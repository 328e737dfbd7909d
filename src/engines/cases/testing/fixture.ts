import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createAccount, givePost, grantsOf } from '#engines/identity';
import { type Act, createPost } from '#engines/organisation';
import { findProcedureInForce } from '#engines/procedures';
import { createCalendar, OFFICE_HOURS } from '#engines/worktime';
import { fixedClock, localDate } from '#platform/clock';
import { loadConfig } from '#platform/config';
import type { Visitor } from '#platform/http';
import { ledgerService } from '#platform/ledger';
import type { ModuleDefinition } from '#platform/module';
import { testCtx } from '#test/ctx';
import { testDatabase } from '#test/database';
import { makeAgencies, SINCE } from '../../identity/testing/agencies.ts';
import { casesService, type Dossier, findDossier, loadProcedure, submit } from '../index.ts';
import { loadLibrary } from './load-library.ts';
import { engines, servicesWith } from './modules.ts';

export const CARD = '9.700001';
export const ROOM = '9.700002';
/** Costs something: 800,000 at submission, a further amount after the check. */
export const RARE = '9.700003';
export const CIRCLE = '9.700004';
/** Asks another library and the reader, and lets officials ask others; ten working days online. */
export const LOAN = '9.700005';
/** A Friday, 9:00. */
export const FRIDAY = '2026-11-20T09:00:00+07:00';

/** A library's procedures in two invented communes, with a real database, ledger, file store and test authority. `more`: engines that stand on these. */
export async function casesFixture(more: readonly ModuleDefinition[] = []) {
  const test = await testDatabase([...engines, ...more]);
  const folder = await mkdtemp(path.join(tmpdir(), 'cases-'));
  const clock = fixedClock(FRIDAY);
  const ctx = testCtx({ modules: servicesWith(more), db: test.db, clock });
  // Before any service is made: all of them keep their files here.
  Object.assign(ctx, { config: loadConfig({ NODE_ENV: 'test', DATA_DIR: folder }) });
  const ledger = ctx.get(ledgerService);
  const act = (): Act => ({ ledger, actor: 'system', at: clock.now() });
  const agencies = await test.db.tx(tx => makeAgencies(tx, act()));
  const name = { vi: 'Giờ làm việc chung', en: 'General hours' };
  await test.db.tx(tx => createCalendar(tx, { agencyId: null, name, hours: OFFICE_HOURS }, act()));
  await loadLibrary(test.db, act());

  const visitor = async (accountId: string, kind: Visitor['kind']): Promise<Visitor> => ({
    accountId,
    kind,
    name: 'Ai đó',
    sessionId: accountId,
    grants: kind === 'official' ? await grantsOf(test.db, accountId, clock.now()) : [],
    scopes: [],
  });

  /** Someone with a telephone, and with an e-mail address if said. */
  const citizen = async (
    fullName: string,
    phone = `+849${String(randomBytes(4).readUInt32BE() % 1e8).padStart(8, '0')}`,
  ) => {
    const id = await test.db.tx(tx =>
      createAccount(tx, { kind: 'citizen', name: fullName, phone, phoneProven: true }, act()),
    );
    return { ...(await visitor(id, 'citizen')), name: fullName, phone };
  };

  /** An official in a new post at an agency. */
  const official = async (fullName: string, agencyId: string, roles: string[], titleVi = 'Chủ tịch') => {
    const { id: postId } = await test.db.tx(tx =>
      createPost(tx, { agencyId, titleVi, titleEn: 'Chairman', roles, from: SINCE }, act()),
    );
    const staffId = `s${createHash('sha256').update(postId).digest('hex').slice(0, 10)}`;
    const id = await test.db.tx(async tx => {
      const account = await createAccount(tx, { kind: 'official', name: fullName, staffId }, act());
      await givePost(tx, { postId, accountId: account, from: SINCE }, act());
      return account;
    });
    return { ...(await visitor(id, 'official')), name: fullName, postId };
  };

  const deps = ctx.get(casesService);
  const procedureOf = async (code: string) => {
    const version = await findProcedureInForce(test.db, code, localDate(clock.now()));
    if (!version) throw new Error(`no procedure ${code}`);
    return loadProcedure(test.db, { procedureVersionId: version.id });
  };

  /** What a reader fills in. */
  const filledIn = (
    change: {
      name?: string;
      phone?: string;
      way?: string;
      address?: string;
      commune?: string;
      ground?: string;
    } = {},
  ) => ({
    reader: {
      name: change.name ?? 'Giàng A Phử',
      phone: change.phone ?? '0912345678',
      ...(change.ground ? { ground: change.ground } : {}),
    },
    place: { commune: change.commune ?? '99001' },
    result: {
      way: change.way ?? 'counter',
      ...(change.way === 'post' ? { address: change.address ?? 'Thôn Na Hối Nùng, xã Bắc Hà' } : {}),
    },
  });

  /** A dossier of `code` at Bắc Hà, handed in by `who`. */
  const apply = async (
    who: Visitor,
    options: { code?: string; data?: Dossier['data']; channel?: Dossier['channel'] } = {},
  ): Promise<Dossier> => {
    const procedure = await procedureOf(options.code ?? CARD);
    const data = options.data ?? filledIn();
    return test.db.tx(tx =>
      submit(
        tx,
        deps,
        {
          procedure,
          channel: options.channel ?? 'online',
          data,
          papers: [],
          applicant: { accountId: who.accountId, name: who.name, phone: null, email: null, lang: 'vi' },
        },
        { accountId: who.accountId, postId: null, agencyId: null, at: clock.now() },
      ),
    );
  };

  /** As it is in the database now. */
  const again = async (dossier: Dossier): Promise<Dossier> => {
    const found = await findDossier(test.db, dossier.id);
    if (!found) throw new Error('gone');
    return found;
  };

  return {
    ...test,
    ctx,
    clock,
    ledger,
    deps,
    act,
    agencies,
    visitor,
    citizen,
    official,
    procedureOf,
    filledIn,
    apply,
    again,
    close: async () => {
      await test.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type CasesFixture = Awaited<ReturnType<typeof casesFixture>>;
