import type { Act } from '#engines/organisation';
import type { Tx } from '#platform/db';
import { giveInitialPassword } from '../passwords/set-password.ts';
import { createAccount } from './create-account.ts';

export type NewOfficial = {
  name: string;
  /** At least one of the two: with it he signs in. */
  email: string | null;
  staffId: string | null;
  phone: string | null;
  demo?: boolean;
};

/**
 * An official's account with an initial password, good for seven days and one sign-in. Without a post he can do nothing yet.
 * Throws AccountTaken.
 */
export async function addOfficial(
  tx: Tx,
  official: NewOfficial,
  act: Act,
): Promise<{ accountId: string; initialPassword: string }> {
  const accountId = await createAccount(tx, { ...official, kind: 'official' }, act);
  return { accountId, initialPassword: await giveInitialPassword(tx, accountId, act.at) };
}
