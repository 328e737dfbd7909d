import type { Lang } from '#platform/i18n';
import { checkCode } from '../codes/check-code.ts';
import { codeSender } from '../codes/code-sender.ts';
import { type Contact, sendCode } from '../codes/send-code.ts';
import { record } from '../entries/record.ts';
import { AccountTaken, CodeSpent, CodeWrong } from '../errors.ts';
import { actOf, type FlowEnv } from '../sign-in/flow.ts';
import { beginStep, closeStep, lockStep } from '../sign-in/step.ts';
import { vaultService } from '../vault/vault.ts';

/** Sends a code to an address that a signed-in citizen wants to add. Returns the token for the sign-in cookie. Throws CodeWait. */
export function beginContact(
  env: FlowEnv,
  asked: { accountId: string; contact: Contact; lang: Lang },
): Promise<string> {
  const vault = env.get(vaultService);
  const now = env.clock.now();
  const { accountId, contact, lang } = asked;
  return env.db.tx(async tx => {
    const by = { vault, sender: env.get(codeSender) };
    const codeId = await sendCode(tx, by, { ...contact, purpose: 'add-contact', lang }, now);
    return beginStep(
      tx,
      vault,
      { stage: 'code', accountId, codeId, data: { lang, next: null, contact } },
      now,
    );
  });
}

/** The code came back: the address is the account's. Throws CodeWrong, CodeSpent, SignInLost, AccountTaken. */
export async function proveContact(
  env: FlowEnv,
  token: string | undefined,
  accountId: string,
  typed: string,
): Promise<void> {
  const vault = env.get(vaultService);
  const now = env.clock.now();
  const refused = await env.db.tx(async tx => {
    const step = await lockStep(tx, vault, token, 'code', now);
    const { contact } = step.data;
    if (step.accountId !== accountId || !contact) return CodeSpent();
    const check = await checkCode(tx, vault, step.codeId ?? '', typed, now);
    if (!check.ok) return check.spent ? CodeSpent() : CodeWrong({ left: check.left });
    const field = contact.channel === 'sms' ? 'phone' : 'email';
    await tx.query('SELECT FROM identity.account WHERE id = $1 FOR UPDATE', [accountId]);
    try {
      await tx.savepoint(() =>
        tx.run(`UPDATE identity.account SET ${field} = $2, ${field}_proven_at = $3 WHERE id = $1`, [
          accountId,
          contact.to,
          now,
        ]),
      );
    } catch (error) {
      if ((error as { code?: string }).code === '23505') return AccountTaken();
      throw error;
    }
    await closeStep(tx, step);
    await record(tx, actOf(env, accountId), {
      kind: 'identity.account-changed',
      subject: `account:${accountId}`,
      body: { fields: [field] },
      personal: { [field]: contact.to },
    });
    return undefined;
  });
  if (refused) throw refused;
}
