import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import type { Lang } from '#platform/i18n';
import { getAccount } from '../accounts/account.ts';
import { SignInLost, SignInRefused } from '../errors.ts';
import { foundAgain } from '../factors/lost.ts';
import { anyPasskeyRequest, ownerOfPasskey, passkeysWork, usePasskey } from '../factors/passkey.ts';
import { countTry, succeeded } from '../limits/attempts.ts';
import { whoTries } from '../limits/who.ts';
import { openSession } from '../sessions/open-session.ts';
import { vaultService } from '../vault/vault.ts';
import type { Browser, FlowEnv, SignedIn } from './flow.ts';
import { beginStep, closeStep, findStep, lockStep } from './step.ts';

/**
 * A citizen wants in with a passkey alone: it says by itself whose it is, and the browser asks for finger, face or PIN before it answers.
 * Returns the options for `navigator.credentials.get` and the token for the sign-in cookie; null where passkeys do not work.
 */
export async function beginPasskeySignIn(
  env: FlowEnv,
  asked: { next: string | null; lang: Lang },
): Promise<{ options: object; token: string } | null> {
  if (!passkeysWork(env.site)) return null;
  const options = await anyPasskeyRequest(env.site);
  const step = { stage: 'passkey' as const, data: { ...asked, challenge: options.challenge } };
  const token = await env.db.tx(tx => beginStep(tx, env.get(vaultService), step, env.clock.now()));
  return { options, token };
}

/**
 * The browser's answer. Throws SignInLost; SignInWait; SignInRefused for a passkey that is not known, of an official (who shows a password
 * besides), of a blocked account, or with an answer that does not verify. An answer is taken once: with it the sign-in is over.
 */
export async function enterByPasskey(
  env: FlowEnv,
  token: string | undefined,
  response: AuthenticationResponseJSON,
  browser: Browser,
): Promise<SignedIn> {
  const vault = env.get(vaultService);
  const now = env.clock.now();
  if ((await findStep(env.db, vault, token, now))?.stage !== 'passkey') throw SignInLost();
  const owner = await ownerOfPasskey(env.db, response.id);
  const account = owner ? { id: owner } : { typed: `passkey ${response.id}` };
  const tryId = await countTry(env.db, whoTries(vault, account, browser.ip), now);
  if (!owner) throw SignInRefused();
  return env.db.tx(async tx => {
    const step = await lockStep(tx, vault, token, 'passkey', now);
    const { kind, status } = await getAccount(tx, owner);
    const { challenge = '' } = step.data;
    const right = challenge !== '' && (await usePasskey(tx, env.site, owner, response, now, challenge));
    if (!right || kind !== 'citizen' || status !== 'active') throw SignInRefused();
    await succeeded(tx, tryId);
    await foundAgain(tx, owner);
    await closeStep(tx, step);
    const { session: replaces, ...device } = browser;
    const session = await openSession(
      tx,
      { accountId: owner, kind, stepped: true, replaces, ...device },
      now,
    );
    return { session, next: step.data.next };
  });
}
