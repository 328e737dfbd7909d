import type { Tx } from '#platform/db';
import type { Lang } from '#platform/i18n';
import { findAccount } from '../accounts/account.ts';
import { CodeWait } from '../errors.ts';
import type { Vault } from '../vault/vault.ts';
import type { CodePurpose, CodeSender } from './code-sender.ts';
import { sendCode } from './send-code.ts';

/**
 * Sends a code to the telephone, else the e-mail address, that an open account has proven; to no telephone whose owner wants no codes there. Returns the code's id; undefined where there
 * is no such address, or one got too many codes of late: whoever asks for another's code is not told which.
 */
export async function sendCodeToAccount(
  tx: Tx,
  by: { vault: Vault; sender: CodeSender; ip: string },
  accountId: string,
  message: { purpose: CodePurpose; lang: Lang },
  now: Date,
): Promise<string | undefined> {
  const account = await findAccount(tx, accountId);
  if (account?.status !== 'active') return undefined;
  const { phone, phoneProven, phoneCodeOff, email, emailProven } = account;
  const contact =
    phone && phoneProven && !phoneCodeOff
      ? { channel: 'sms' as const, to: phone }
      : email && emailProven && { channel: 'email' as const, to: email };
  if (!contact) return undefined;
  try {
    return await sendCode(tx, by, { ...contact, ...message }, now);
  } catch (error) {
    if ((error as { code?: string }).code === CodeWait.code) return undefined;
    throw error;
  }
}
