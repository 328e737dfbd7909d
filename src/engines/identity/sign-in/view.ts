import type { Queryable } from '#platform/db';
import type { Contact } from '../codes/send-code.ts';
import type { Vault } from '../vault/vault.ts';
import { findStep, type Stage } from './step.ts';

/** A sign-in under way, as its page may show it. */
export type SignInView = {
  stage: Stage;
  next: string | null;
  /** Where the code went; null for officials. */
  contact: Contact | null;
  accountId: string | null;
  /** The code went to an address of the account: before another is added, or to show that it is its owner. */
  confirming: boolean;
};

/** The sign-in behind the browser's cookie; undefined when there is none or it is over. */
export async function findSignIn(
  q: Queryable,
  vault: Vault,
  token: string | undefined,
  now: Date,
): Promise<SignInView | undefined> {
  const step = await findStep(q, vault, token, now);
  return (
    step && {
      stage: step.stage,
      next: step.data.next,
      contact: step.data.contact ?? null,
      accountId: step.accountId,
      confirming: step.data.adding !== undefined || step.data.confirming === true,
    }
  );
}
