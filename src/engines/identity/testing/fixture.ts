import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Act, createPost, organisation } from '#engines/organisation';
import { fixedClock } from '#platform/clock';
import type { Tx } from '#platform/db';
import type { Service } from '#platform/env';
import { createLedger, fileKeyring, ledger, ledgerService, type NewEntry } from '#platform/ledger';
import { createLog } from '#platform/log';
import { testDatabase } from '#test/database';
import { newTotpSecret, saveTotp, totpNow } from '../factors/totp.ts';
import {
  addOfficial,
  type CodeMessage,
  codeSender,
  createVault,
  type FlowEnv,
  givePost,
  identity,
  type LostNotice,
  vaultService,
} from '../index.ts';
import { makeAgencies, SINCE } from './agencies.ts';

export { SINCE } from './agencies.ts';

/** Everything that a test of accounts and rights needs: its own database, real ledger, a clock, codes that were sent. */
export async function identityFixture(
  start = '2026-11-20T08:00:00+07:00',
  options: { agencies?: boolean } = {},
) {
  const test = await testDatabase([ledger, organisation, identity]);
  const folder = await mkdtemp(path.join(tmpdir(), 'identity-'));
  const clock = fixedClock(start);
  const sent: CodeMessage[] = [];
  const warned: LostNotice[] = [];
  const entries: NewEntry[] = [];
  const real = createLedger({
    db: test.db,
    clock,
    log: createLog('silent'),
    kinds: [...(organisation.entries ?? []), ...(identity.entries ?? [])],
    signer: fileKeyring(path.join(folder, 'keys')),
    headFile: path.join(folder, 'heads.jsonl'),
  });
  const secret = randomBytes(32);
  const services: Record<string, unknown> = {
    [ledgerService.id]: {
      ...real,
      append: (tx: Tx, entry: NewEntry) => {
        entries.push(entry);
        return real.append(tx, entry);
      },
    },
    [vaultService.id]: createVault({
      secretFor: purpose => createHash('sha256').update(secret).update(purpose).digest(),
    }),
    [codeSender.id]: {
      send: async (_tx: Tx, message: CodeMessage) => void sent.push(message),
      warn: async (_tx: Tx, notice: LostNotice) => void warned.push(notice),
    },
  };
  const env: FlowEnv = {
    db: test.db,
    clock,
    site: {
      demo: true,
      name: 'Dịch vụ công Lào Cai',
      authority: 'Ủy ban nhân dân tỉnh Lào Cai',
      hotline: '1022',
      baseUrl: 'http://localhost:3000',
    },
    get: <T>(service: Service<T>) => services[service.id] as T,
  };
  const act = (actor = 'system'): Act => ({ ledger: env.get(ledgerService), actor, at: clock.now() });
  const none = { province: '', bacHa: '', saPa: '', centre: '' };
  const agencies = options.agencies === false ? none : await test.db.tx(tx => makeAgencies(tx, act()));

  /** A post that nobody holds yet. */
  const post = (agencyId: string, roles: string[], titleVi = 'Công chức') =>
    test.db.tx(tx => createPost(tx, { agencyId, titleVi, titleEn: titleVi, roles, from: SINCE }, act()));

  /** An official with a post, a password of his own and an authenticator app. */
  const official = async (name: string, agencyId: string, roles: string[]) => {
    const { id: postId } = await post(agencyId, roles);
    const user = `u${randomBytes(4).toString('hex')}`;
    const secretText = newTotpSecret();
    const { accountId, initialPassword, holdingId } = await test.db.tx(async tx => {
      const added = await addOfficial(tx, { name, staffId: user, email: null, phone: null }, act());
      await saveTotp(
        tx,
        env.get(vaultService),
        { accountId: added.accountId, secret: secretText, step: 0 },
        clock.now(),
      );
      const settled =
        'UPDATE identity.password SET must_change = false, expires_at = NULL WHERE account_id = $1';
      await tx.run(settled, [added.accountId]);
      const holding = { postId, accountId: added.accountId, from: SINCE };
      return { ...added, holdingId: await givePost(tx, holding, act()) };
    });
    return {
      accountId,
      user,
      password: initialPassword,
      postId,
      holdingId,
      code: () => totpNow(secretText, clock.now()),
    };
  };

  return {
    ...test,
    env,
    clock,
    sent,
    warned,
    entries,
    act,
    agencies,
    post,
    official,
    browser: { ip: '203.0.113.7', userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0' },
    close: async () => {
      await test.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type IdentityFixture = Awaited<ReturnType<typeof identityFixture>>;
