import type { Queryable } from '#platform/db';
import type { Lang } from '#platform/i18n';
import { findOfficial, getAccount } from '../accounts/account.ts';
import { SignInLost, SignInRefused } from '../errors.ts';
import { factorsOf } from '../factors/factors.ts';
import { countTry, forgive } from '../limits/attempts.ts';
import { whoTries } from '../limits/who.ts';
import { passwordFits } from '../passwords/hash.ts';
import { setPassword } from '../passwords/set-password.ts';
import { openSession } from '../sessions/open-session.ts';
import { vaultService } from '../vault/vault.ts';
import type { Browser, FlowEnv, SignedIn } from './flow.ts';
import { type Proof, prove } from './prove.ts';
import { beginStep, closeStep, findStep, lockStep, moveStep, type Stage } from './step.ts';

type StoredPassword = { hash: string; mustChange: boolean; expiresAt: Date | null };

async function stageAfterPassword(q: Queryable, accountId: string): Promise<Stage> {
  const { totpSince, passkeys } = await factorsOf(q, accountId);
  return totpSince || passkeys.length ? 'second-factor' : 'enrol';
}

/**
 * First step of an official: user name (e-mail address or staff id) and password. A right password alone opens nothing; it
 * leads to `new-password` (an initial one), `enrol` (no second factor yet) or `second-factor`.
 * Throws SignInRefused, the same and after the same work for a wrong password, an unknown or blocked account and an expired initial
 * password; SignInWait.
 */
export async function beginOfficialSignIn(
  env: FlowEnv,
  asked: { user: string; password: string; ip: string; next: string | null; lang: Lang },
): Promise<{ token: string; stage: Stage }> {
  const vault = env.get(vaultService);
  const now = env.clock.now();
  const typed = asked.user.trim().toLowerCase();
  const account = await findOfficial(env.db, typed);
  const tryId = await countTry(env.db, whoTries(vault, account ?? { typed }, asked.ip), now);
  const stored = account
    ? await env.db.maybe<StoredPassword>(
        'SELECT hash, must_change AS "mustChange", expires_at AS "expiresAt" FROM identity.password WHERE account_id = $1',
        [account.id],
      )
    : undefined;
  const fits = await passwordFits(stored?.hash, asked.password);
  const usable = account?.status === 'active' && stored && !(stored.expiresAt && stored.expiresAt <= now);
  if (!fits || !usable) throw SignInRefused();
  return env.db.tx(async tx => {
    // Half a sign-in neither counts against the account nor clears what counts: the second factor decides.
    await forgive(tx, tryId);
    const stage = stored.mustChange ? 'new-password' : await stageAfterPassword(tx, account.id);
    const data = { lang: asked.lang, next: asked.next };
    return { token: await beginStep(tx, vault, { stage, accountId: account.id, data }, now), stage };
  });
}

/** Sets the password that replaces the initial one. Throws PasswordWeak, SignInLost. Returns the next stage. */
export function chooseFirstPassword(
  env: FlowEnv,
  token: string | undefined,
  password: string,
): Promise<Stage> {
  const vault = env.get(vaultService);
  const now = env.clock.now();
  return env.db.tx(async tx => {
    const step = await lockStep(tx, vault, token, 'new-password', now);
    if (!step.accountId) throw SignInLost();
    await setPassword(tx, step.accountId, password, now);
    const stage = await stageAfterPassword(tx, step.accountId);
    await moveStep(tx, vault, step, stage, now);
    return stage;
  });
}

/** Second step, of officials after the password, of citizens after the code: any of the account's second factors. Throws FactorWrong, SignInWait, SignInLost. */
export async function showSecondFactor(
  env: FlowEnv,
  token: string | undefined,
  proof: Proof,
  browser: Browser,
): Promise<SignedIn> {
  const vault = env.get(vaultService);
  const now = env.clock.now();
  const asked = await findStep(env.db, vault, token, now);
  if (asked?.stage !== 'second-factor' || !asked.accountId) throw SignInLost();
  const accountId = asked.accountId;
  return prove(env, accountId, proof, browser.ip, async tx => {
    const step = await lockStep(tx, vault, token, 'second-factor', now);
    const { kind, status } = await getAccount(tx, accountId);
    if (status !== 'active') throw SignInRefused();
    const { session: replaces, ...device } = browser;
    const session = await openSession(tx, { accountId, kind, stepped: true, replaces, ...device }, now);
    await closeStep(tx, step);
    return { session, next: step.data.next };
  });
}
