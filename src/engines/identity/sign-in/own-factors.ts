import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import type { Tx } from '#platform/db';
import type { Visitor } from '#platform/http';
import { getAccount } from '../accounts/account.ts';
import { SignInLost, SignInRefused } from '../errors.ts';
import { factorAdded } from '../factors/factors.ts';
import { foundAgain } from '../factors/lost.ts';
import { passkeyCreation, passkeyRequest, passkeysWork, savePasskey } from '../factors/passkey.ts';
import { newRecoveryCodes, recoveryCodesLeft } from '../factors/recovery-codes.ts';
import { newTotpSecret, saveTotp, totpStep, totpUri } from '../factors/totp.ts';
import { rotateSession } from '../sessions/open-session.ts';
import { requireFresh, stepUp } from '../sessions/step-up.ts';
import { vaultService } from '../vault/vault.ts';
import { actOf, type FlowEnv } from './flow.ts';
import { type Proof, prove } from './prove.ts';
import { beginStep, closeStep, lockStep } from './step.ts';

/** Changing a factor asks for one shown within this many minutes. */
const FRESH = 10;

/** Shows the second factor again (before signing, or changing a factor). Returns the session's new token. Throws FactorWrong, SignInWait. */
export const stepUpWith = (env: FlowEnv, visitor: Visitor, proof: Proof, ip: string): Promise<string> =>
  prove(env, visitor.accountId, proof, ip, tx => stepUp(tx, visitor.sessionId, env.clock.now()));

/** Options for `navigator.credentials.get` with the account's passkeys; null when it has none or they do not work here. */
export const proofOptions = async (env: FlowEnv, accountId: string): Promise<object | null> =>
  passkeysWork(env.site) ? passkeyRequest(env.db, env.site, accountId, env.clock.now()) : null;

/** Options for `navigator.credentials.create` to add a passkey; null where they do not work. */
export async function passkeyOptions(env: FlowEnv, accountId: string): Promise<object | null> {
  if (!passkeysWork(env.site)) return null;
  const account = await getAccount(env.db, accountId);
  const user = account.email ?? account.staffId ?? account.phone ?? account.name;
  // A citizen gets in with it alone, so it has to say whose it is.
  const alone = account.kind === 'citizen';
  const made = { id: accountId, name: account.name, user, alone };
  return passkeyCreation(env.db, env.site, made, env.clock.now());
}

/** A factor was added: the session's new token and, with an account's first factor, the codes for the day it is lost. */
export type Added = { token: string; recoveryCodes?: string[] };

async function added(
  env: FlowEnv,
  tx: Tx,
  { accountId, sessionId }: Visitor,
  factor: string,
): Promise<Added> {
  await factorAdded(tx, accountId, factor, actOf(env, accountId));
  await foundAgain(tx, accountId);
  const none = (await recoveryCodesLeft(tx, accountId)) === 0;
  return {
    token: await rotateSession(tx, sessionId),
    ...(none ? { recoveryCodes: await newRecoveryCodes(tx, accountId) } : {}),
  };
}

/** Adds a passkey. Throws StepUpNeeded, SignInRefused. */
export function addPasskey(
  env: FlowEnv,
  visitor: Visitor,
  passkey: { label: string; response: RegistrationResponseJSON },
): Promise<Added> {
  const now = env.clock.now();
  const { accountId } = visitor;
  return env.db.tx(async tx => {
    await requireFresh(tx, visitor, FRESH, now);
    if (!(await savePasskey(tx, env.site, { ...passkey, accountId }, now))) throw SignInRefused();
    return added(env, tx, visitor, 'passkey');
  });
}

/**
 * Begins to put another authenticator app in place of the account's. Returns the secret (groups of four), the address for the
 * QR code, and the token for the sign-in cookie. Throws StepUpNeeded.
 */
export function beginTotp(
  env: FlowEnv,
  visitor: Visitor,
): Promise<{ secret: string; uri: string; token: string }> {
  const now = env.clock.now();
  return env.db.tx(async tx => {
    await requireFresh(tx, visitor, FRESH, now);
    const account = await getAccount(tx, visitor.accountId);
    const secret = newTotpSecret();
    const data = { lang: 'vi', next: null, totpSecret: secret } as const;
    const token = await beginStep(
      tx,
      env.get(vaultService),
      { stage: 'new-totp', accountId: visitor.accountId, data },
      now,
    );
    return {
      secret: secret.replace(/(.{4})(?=.)/g, '$1 '),
      uri: totpUri(secret, account.email ?? account.staffId ?? account.phone ?? account.name, env.site.name),
      token,
    };
  });
}

/** The new app's first code: it takes the place of the old one. Throws SignInRefused, SignInLost, StepUpNeeded. */
export function addTotp(
  env: FlowEnv,
  visitor: Visitor,
  token: string | undefined,
  code: string,
): Promise<Added> {
  const vault = env.get(vaultService);
  const now = env.clock.now();
  const { accountId } = visitor;
  return env.db.tx(async tx => {
    await requireFresh(tx, visitor, FRESH, now);
    const step = await lockStep(tx, vault, token, 'new-totp', now);
    const secret = step.data.totpSecret;
    if (!secret || step.accountId !== accountId) throw SignInLost();
    const at = totpStep(secret, code, now);
    if (at === undefined) throw SignInRefused();
    await saveTotp(tx, vault, { accountId, secret, step: at }, now);
    await closeStep(tx, step);
    return added(env, tx, visitor, 'totp');
  });
}

/** Ten new recovery codes; the old ones are worth nothing any more. Throws StepUpNeeded. */
export function renewRecoveryCodes(env: FlowEnv, visitor: Visitor): Promise<string[]> {
  const { accountId } = visitor;
  return env.db.tx(async tx => {
    await requireFresh(tx, visitor, FRESH, env.clock.now());
    const codes = await newRecoveryCodes(tx, accountId);
    await factorAdded(tx, accountId, 'recovery-codes', actOf(env, accountId));
    return codes;
  });
}
