import type { Tx } from '#platform/db';
import type { Lang } from '#platform/i18n';
import { type Account, findCitizen } from '../accounts/account.ts';
import { createAccount, SELF } from '../accounts/create-account.ts';
import { awaitsSignInCode, checkSignInCode } from '../codes/check-sign-in-code.ts';
import { codeSender } from '../codes/code-sender.ts';
import { type Contact, sendCode } from '../codes/send-code.ts';
import { AccountTaken, CodeSpent, CodeWait, CodeWrong, PhoneCodeOff, SignInRefused } from '../errors.ts';
import { factorsOf, hasFactor } from '../factors/factors.ts';
import { dropLost } from '../factors/lost.ts';
import { openSession } from '../sessions/open-session.ts';
import { vaultService } from '../vault/vault.ts';
import { actOf, type Browser, type FlowEnv, type SignedIn } from './flow.ts';
import { beginStep, closeStep, lockStep, moveStep, type Step } from './step.ts';

/**
 * Sends a one-time code to a telephone number or e-mail address, to sign in or to register: the same answer whether or not
 * there is an account, since who gets the code learns it anyway and nobody else may.
 * Where no other may go yet, but one went of late, whoever asked: that one may be typed here. `ip`: who asks.
 * Returns the token for the sign-in cookie. Throws CodeWait.
 */
export async function beginCitizenSignIn(
  env: FlowEnv,
  asked: { contact: Contact; name?: string; email?: string; next: string | null; lang: Lang; ip: string },
): Promise<string> {
  const vault = env.get(vaultService);
  const now = env.clock.now();
  const { contact, name, email, next, lang, ip } = asked;
  return env.db.tx(async tx => {
    const by = { vault, sender: env.get(codeSender), ip };
    const data = { lang, next, contact, ...(name ? { name } : {}), ...(email ? { email } : {}) };
    try {
      const codeId = await sendCode(
        tx,
        by,
        { ...contact, purpose: name ? 'register' : 'sign-in', lang },
        now,
      );
      return await beginStep(tx, vault, { stage: 'code', codeId, data }, now);
    } catch (error) {
      const wait = (error as { code?: string }).code === CodeWait.code;
      if (!wait || !(await awaitsSignInCode(tx, vault, { to: contact.to, ip }, now))) throw error;
      return beginStep(tx, vault, { stage: 'code', data }, now);
    }
  });
}

/** Sends another code for the sign-in under way. Throws CodeWait, SignInLost. */
export function sendAgain(env: FlowEnv, token: string | undefined, ip: string): Promise<void> {
  const vault = env.get(vaultService);
  const now = env.clock.now();
  return env.db.tx(async tx => {
    const step = await lockStep(tx, vault, token, 'code', now);
    const { contact, name, lang } = step.data;
    if (!contact) throw new Error('a code without an address');
    const purpose = step.accountId ? 'add-contact' : name ? 'register' : 'sign-in';
    const codeId = await sendCode(
      tx,
      { vault, sender: env.get(codeSender), ip },
      { ...contact, purpose, lang },
      now,
    );
    await tx.run('UPDATE identity.sign_in SET code_id = $2 WHERE token_hash = $1', [step.hash, codeId]);
    await moveStep(tx, vault, step, 'code', now);
  });
}

async function letIn(
  tx: Tx,
  step: Step,
  account: Account | { id: string },
  browser: Browser,
  now: Date,
): Promise<SignedIn> {
  const { session: replaces, ...device } = browser;
  const session = await openSession(
    tx,
    { accountId: account.id, kind: 'citizen', stepped: true, replaces, ...device },
    now,
  );
  await closeStep(tx, step);
  return { session, next: step.data.next };
}

async function register(env: FlowEnv, tx: Tx, step: Step, name: string): Promise<{ id: string }> {
  const { contact, email } = step.data;
  if (!contact) throw new Error('a code without an address');
  const proven =
    contact.channel === 'sms'
      ? { phone: contact.to, phoneProven: true, ...(email ? { email } : {}) }
      : { email: contact.to, emailProven: true };
  try {
    return { id: await createAccount(tx, { kind: 'citizen', name, ...proven }, actOf(env, SELF)) };
  } catch (error) {
    // Registered in another window in the meantime: the same person, who holds the same telephone.
    const account = await findCitizen(tx, contact.to);
    if (account && (error as { code?: string }).code === AccountTaken.code) return account;
    throw error;
  }
}

/** Whether a second factor is asked for after the code: one that was said to be lost a week ago is not. */
async function asksFactor(env: FlowEnv, tx: Tx, accountId: string): Promise<boolean> {
  return hasFactor(await factorsOf(tx, accountId)) && !(await dropLost(tx, accountId, actOf(env, accountId)));
}

/**
 * The code as typed. Right, and there is an account, or a name was given when registering: in. Right, and there is neither:
 * `name-needed`, then `finishRegistration`. Right, and the account has a second factor: `factor-needed`, then `showSecondFactor`.
 * Throws CodeWrong { left }, CodeSpent, SignInLost, SignInRefused (blocked), PhoneCodeOff (its owner wants no codes to the telephone, and
 * nothing else guards it).
 */
export async function enterCode(
  env: FlowEnv,
  token: string | undefined,
  typed: string,
  browser: Browser,
): Promise<SignedIn | 'name-needed' | 'factor-needed'> {
  const vault = env.get(vaultService);
  const now = env.clock.now();
  // A wrong code must stay counted, so the transaction ends well and the refusal is thrown after it.
  const result = await env.db.tx(async tx => {
    const step = await lockStep(tx, vault, token, 'code', now);
    const to = step.data.contact?.to ?? '';
    const check = await checkSignInCode(tx, vault, { to, ip: browser.ip }, typed, now);
    if (!check.ok) return check.spent ? CodeSpent() : CodeWrong({ left: check.left });
    const account = await findCitizen(tx, to);
    if (account && account.status !== 'active') return SignInRefused();
    if (account && (await asksFactor(env, tx, account.id))) {
      await tx.run('UPDATE identity.sign_in SET account_id = $2 WHERE token_hash = $1', [
        step.hash,
        account.id,
      ]);
      await moveStep(tx, vault, step, 'second-factor', now);
      return 'factor-needed' as const;
    }
    if (account?.phoneCodeOff && step.data.contact?.channel === 'sms') return PhoneCodeOff();
    if (account) return letIn(tx, step, account, browser, now);
    if (step.data.name) return letIn(tx, step, await register(env, tx, step, step.data.name), browser, now);
    await moveStep(tx, vault, step, 'name', now);
    return 'name-needed' as const;
  });
  if (result instanceof Error) throw result;
  return result;
}

/** The name of somebody whose address is proven and has no account yet. Throws SignInLost. */
export function finishRegistration(
  env: FlowEnv,
  token: string | undefined,
  name: string,
  browser: Browser,
): Promise<SignedIn> {
  const vault = env.get(vaultService);
  const now = env.clock.now();
  return env.db.tx(async tx => {
    const step = await lockStep(tx, vault, token, 'name', now);
    return letIn(tx, step, await register(env, tx, step, name), browser, now);
  });
}
