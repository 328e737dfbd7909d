import type { Queryable, Tx } from '#platform/db';
import type { Lang } from '#platform/i18n';
import { checkCode } from '../codes/check-code.ts';
import { codeSender } from '../codes/code-sender.ts';
import { type Contact, sendCode } from '../codes/send-code.ts';
import { record } from '../entries/record.ts';
import { AccountTaken, CodeSpent, CodeWrong, StepUpNeeded } from '../errors.ts';
import { factorsOf, hasFactor } from '../factors/factors.ts';
import { steppedUpAt, stepUp } from '../sessions/step-up.ts';
import { actOf, type FlowEnv } from '../sign-in/flow.ts';
import { beginStep, closeStep, lockStep, moveStep } from '../sign-in/step.ts';
import { vaultService } from '../vault/vault.ts';

// Within this time of signing in, or of the last code, nobody else is likely to hold the telephone or sit at the machine.
const FRESH_MINUTES = 10;

/** `ip`: from where it is asked. */
type Own = { accountId: string; sessionId: string; ip: string };

/**
 * The address by which somebody shows that it is really him who changes another; undefined when he has just signed in. Throws StepUpNeeded
 * for who has a second factor: he shows that.
 */
async function toConfirm(q: Queryable, own: Own, now: Date): Promise<Contact | undefined> {
  const at = await steppedUpAt(q, own.sessionId);
  if (at && now.getTime() - at.getTime() <= FRESH_MINUTES * 60_000) return undefined;
  if (hasFactor(await factorsOf(q, own.accountId))) throw StepUpNeeded({ minutes: FRESH_MINUTES });
  const { phone, email } = await q.one<{ phone: string | null; email: string | null }>(
    `SELECT CASE WHEN phone_proven_at IS NOT NULL THEN phone END AS phone,
            CASE WHEN email_proven_at IS NOT NULL THEN email END AS email FROM identity.account WHERE id = $1`,
    [own.accountId],
  );
  if (phone) return { channel: 'sms', to: phone };
  return email ? { channel: 'email', to: email } : undefined;
}

/**
 * A signed-in citizen wants to add an address: a code goes to it, or first to one he has when he signed in more than ten minutes
 * ago (OWASP ASVS 5, 7.5.1: an address opens the account). Returns the token for the sign-in cookie. Throws CodeWait, StepUpNeeded.
 */
export function beginContact(env: FlowEnv, asked: Own & { contact: Contact; lang: Lang }): Promise<string> {
  const vault = env.get(vaultService);
  const now = env.clock.now();
  const { accountId, contact, lang, ip } = asked;
  return env.db.tx(async tx => {
    const by = { vault, sender: env.get(codeSender), ip };
    const known = await toConfirm(tx, asked, now);
    const to = known ?? contact;
    const codeId = await sendCode(tx, by, { ...to, purpose: 'add-contact', lang }, now);
    const data = { lang, next: null, contact: to, ...(known ? { adding: contact } : {}) };
    return beginStep(tx, vault, { stage: 'code', accountId, codeId, data }, now);
  });
}

/** The address is the account's from now on; `AccountTaken` when it is another's. */
async function addContact(tx: Tx, env: FlowEnv, accountId: string, contact: Contact) {
  const field = contact.channel === 'sms' ? 'phone' : 'email';
  await tx.query('SELECT FROM identity.account WHERE id = $1 FOR UPDATE', [accountId]);
  try {
    await tx.savepoint(() =>
      tx.run(`UPDATE identity.account SET ${field} = $2, ${field}_proven_at = $3 WHERE id = $1`, [
        accountId,
        contact.to,
        env.clock.now(),
      ]),
    );
  } catch (error) {
    if ((error as { code?: string }).code === '23505') return AccountTaken();
    throw error;
  }
  await record(tx, actOf(env, accountId), {
    kind: 'identity.account-changed',
    subject: `account:${accountId}`,
    body: { fields: [field] },
    personal: { [field]: contact.to },
  });
  return undefined;
}

/**
 * A code came back. `added`: the address is the account's. `confirmed`: it was the one to a known address, another code is on its
 * way to the new one; `token` is the session's new one. Throws CodeWrong, CodeSpent, CodeWait, SignInLost, AccountTaken.
 */
export async function proveContact(
  env: FlowEnv,
  token: string | undefined,
  own: Own,
  typed: string,
): Promise<{ kind: 'added' } | { kind: 'confirmed'; token: string }> {
  const vault = env.get(vaultService);
  const now = env.clock.now();
  const done = await env.db.tx(async tx => {
    const step = await lockStep(tx, vault, token, 'code', now);
    const { contact, adding, lang } = step.data;
    if (step.accountId !== own.accountId || !contact || step.data.confirming) return CodeSpent();
    const check = await checkCode(tx, vault, step.codeId ?? '', typed, now);
    // What was refused is told, not thrown: the try that was counted stays.
    if (!check.ok) return check.spent ? CodeSpent() : CodeWrong({ left: check.left });
    if (adding) {
      const by = { vault, sender: env.get(codeSender), ip: own.ip };
      const codeId = await sendCode(tx, by, { ...adding, purpose: 'add-contact', lang }, now);
      const { adding: _, ...data } = { ...step.data, contact: adding };
      await tx.run('UPDATE identity.sign_in SET code_id = $2 WHERE token_hash = $1', [step.hash, codeId]);
      await moveStep(tx, vault, { ...step, data }, 'code', now);
      return { kind: 'confirmed' as const, token: await stepUp(tx, own.sessionId, now) };
    }
    const refused = await addContact(tx, env, own.accountId, contact);
    if (refused) return refused;
    await closeStep(tx, step);
    return { kind: 'added' as const };
  });
  if ('kind' in done) return done;
  throw done;
}
