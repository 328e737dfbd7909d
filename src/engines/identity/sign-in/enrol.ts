import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import type { Tx } from '#platform/db';
import { type Account, getAccount } from '../accounts/account.ts';
import { SignInLost, SignInRefused } from '../errors.ts';
import { factorAdded, factorsOf } from '../factors/factors.ts';
import { passkeyCreation, passkeysWork, savePasskey } from '../factors/passkey.ts';
import { newRecoveryCodes } from '../factors/recovery-codes.ts';
import { newTotpSecret, saveTotp, totpStep, totpUri } from '../factors/totp.ts';
import { openSession } from '../sessions/open-session.ts';
import { vaultService } from '../vault/vault.ts';
import { actOf, type Browser, type FlowEnv, type SignedIn } from './flow.ts';
import { closeStep, lockStep, moveStep, type Step } from './step.ts';

export type Enrolment = {
  /** Base32, in groups of four, to type in by hand. */
  secret: string;
  /** For the QR code. */
  uri: string;
  /** Options for `navigator.credentials.create`; null where passkeys do not work at this address. */
  passkey: object | null;
};

const userOf = (account: Account) => account.email ?? account.staffId ?? account.name;

/** What the page of the first second factor shows; the same secret each time it is opened. Throws SignInLost. */
export function enrolment(env: FlowEnv, token: string | undefined): Promise<Enrolment> {
  const vault = env.get(vaultService);
  const now = env.clock.now();
  return env.db.tx(async tx => {
    const step = await lockStep(tx, vault, token, 'enrol', now);
    if (!step.accountId) throw SignInLost();
    const account = await getAccount(tx, step.accountId);
    const secret = step.data.totpSecret ?? newTotpSecret();
    step.data.totpSecret = secret;
    await moveStep(tx, vault, step, 'enrol', now);
    const user = userOf(account);
    return {
      secret: secret.replace(/(.{4})(?=.)/g, '$1 '),
      uri: totpUri(secret, user, env.site.name),
      passkey: passkeysWork(env.site)
        ? await passkeyCreation(tx, env.site, { id: account.id, name: account.name, user }, now)
        : null,
    };
  });
}

/** The sign-in at its first second factor. Whoever came second, with the same password, finds the place taken. */
async function lockEnrolment(
  env: FlowEnv,
  tx: Tx,
  token: string | undefined,
): Promise<Step & { accountId: string }> {
  const step = await lockStep(tx, env.get(vaultService), token, 'enrol', env.clock.now());
  const { accountId } = step;
  if (!accountId) throw SignInLost();
  await tx.query('SELECT FROM identity.account WHERE id = $1 FOR UPDATE', [accountId]);
  const { totpSince, passkeys } = await factorsOf(tx, accountId);
  if (totpSince || passkeys.length) throw SignInLost();
  return { ...step, accountId };
}

async function finish(
  env: FlowEnv,
  tx: Tx,
  step: Step & { accountId: string },
  factor: string,
  browser: Browser,
): Promise<SignedIn> {
  const { accountId } = step;
  const { session: replaces, ...device } = browser;
  const now = env.clock.now();
  await factorAdded(tx, accountId, factor, actOf(env, accountId));
  const recoveryCodes = await newRecoveryCodes(tx, accountId);
  const session = await openSession(
    tx,
    { accountId, kind: 'official', stepped: true, replaces, ...device },
    now,
  );
  await closeStep(tx, step);
  return { session, next: step.data.next, recoveryCodes };
}

/** The app's first code: it works, and the official is in. Throws SignInRefused, SignInLost. */
export function enrolTotp(
  env: FlowEnv,
  token: string | undefined,
  code: string,
  browser: Browser,
): Promise<SignedIn> {
  const vault = env.get(vaultService);
  const now = env.clock.now();
  return env.db.tx(async tx => {
    const step = await lockEnrolment(env, tx, token);
    const secret = step.data.totpSecret;
    if (!secret) throw SignInLost();
    const at = totpStep(secret, code, now);
    if (at === undefined) throw SignInRefused();
    await saveTotp(tx, vault, { accountId: step.accountId, secret, step: at }, now);
    return finish(env, tx, step, 'totp', browser);
  });
}

/** A passkey as the first second factor. Throws SignInRefused, SignInLost. */
export function enrolPasskey(
  env: FlowEnv,
  token: string | undefined,
  passkey: { label: string; response: RegistrationResponseJSON },
  browser: Browser,
): Promise<SignedIn> {
  const now = env.clock.now();
  return env.db.tx(async tx => {
    const step = await lockEnrolment(env, tx, token);
    if (!(await savePasskey(tx, env.site, { ...passkey, accountId: step.accountId }, now)))
      throw SignInRefused();
    return finish(env, tx, step, 'passkey', browser);
  });
}
