import type { Tx } from '#platform/db';
import type { Lang } from '#platform/i18n';
import { getAccount } from '../accounts/account.ts';
import { checkCode } from '../codes/check-code.ts';
import { codeSender } from '../codes/code-sender.ts';
import { type Contact, sendCode } from '../codes/send-code.ts';
import { CodeSpent, CodeWrong, SignInLost } from '../errors.ts';
import { factorsOf, hasFactor } from '../factors/factors.ts';
import { stepUp } from '../sessions/step-up.ts';
import { vaultService } from '../vault/vault.ts';
import type { FlowEnv } from './flow.ts';
import { beginStep, closeStep, lockStep } from './step.ts';

type Own = { accountId: string; sessionId: string };

/** An address of the account by which its owner may show anew that it is him. Throws SignInLost for who shows a second factor instead. */
async function addressOf(tx: Tx, accountId: string): Promise<Contact> {
  const { phone, phoneProven, phoneCodeOff, email, emailProven } = await getAccount(tx, accountId);
  if (hasFactor(await factorsOf(tx, accountId))) throw SignInLost();
  if (phone && phoneProven && !phoneCodeOff) return { channel: 'sms', to: phone };
  if (email && emailProven) return { channel: 'email', to: email };
  throw SignInLost();
}

/**
 * A citizen without a second factor shows anew that it is him, before what guards his account changes: a code goes to an address of the
 * account. Returns the token for the sign-in cookie. Throws CodeWait, SignInLost.
 */
export function beginConfirmation(
  env: FlowEnv,
  asked: { accountId: string; next: string | null; lang: Lang; ip: string },
): Promise<string> {
  const vault = env.get(vaultService);
  const now = env.clock.now();
  const { accountId, next, lang, ip } = asked;
  return env.db.tx(async tx => {
    const contact = await addressOf(tx, accountId);
    const by = { vault, sender: env.get(codeSender), ip };
    const codeId = await sendCode(tx, by, { ...contact, purpose: 'add-contact', lang }, now);
    const data = { lang, next, contact, confirming: true };
    return beginStep(tx, vault, { stage: 'code', accountId, codeId, data }, now);
  });
}

/** The code came back. Returns the session's new token, and where to go on. Throws CodeWrong, CodeSpent, SignInLost. */
export async function confirmOwn(
  env: FlowEnv,
  token: string | undefined,
  own: Own,
  typed: string,
): Promise<{ token: string; next: string | null }> {
  const vault = env.get(vaultService);
  const now = env.clock.now();
  // What was refused is told, not thrown: the try that was counted stays.
  const done = await env.db.tx(async tx => {
    const step = await lockStep(tx, vault, token, 'code', now);
    if (step.accountId !== own.accountId || !step.data.confirming) return SignInLost();
    const check = await checkCode(tx, vault, step.codeId ?? '', typed, now);
    if (!check.ok) return check.spent ? CodeSpent() : CodeWrong({ left: check.left });
    await closeStep(tx, step);
    return { token: await stepUp(tx, own.sessionId, now), next: step.data.next };
  });
  if (done instanceof Error) throw done;
  return done;
}
