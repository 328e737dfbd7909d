import type { Tx } from '#platform/db';
import { PasswordWeak } from '../errors.ts';
import { hashPassword, hashRandomPassword } from './hash.ts';
import { initialPassword } from './initial-password.ts';
import { LONGEST, passwordFault, SHORTEST } from './strength.ts';

const INITIAL_DAYS = 7;

async function store(
  tx: Tx,
  row: { accountId: string; hash: string; expiresAt: Date | null; now: Date },
): Promise<void> {
  await tx.run(
    `INSERT INTO identity.password (account_id, hash, must_change, expires_at, set_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (account_id) DO UPDATE SET hash = $2, must_change = $3, expires_at = $4, set_at = $5`,
    [row.accountId, row.hash, row.expiresAt !== null, row.expiresAt, row.now],
  );
}

/** Sets the password that a person chose. Throws PasswordWeak { rule }. */
export async function setPassword(tx: Tx, accountId: string, password: string, now: Date): Promise<void> {
  const own = await tx.one<{ name: string; email: string | null; staffId: string | null }>(
    'SELECT name, email, staff_id AS "staffId" FROM identity.account WHERE id = $1',
    [accountId],
  );
  const names = [own.name, ...own.name.split(' '), own.email?.split('@')[0] ?? '', own.staffId ?? ''];
  const fault = passwordFault(password, names);
  if (fault) throw PasswordWeak({ rule: fault, shortest: SHORTEST, longest: LONGEST });
  await store(tx, { accountId, hash: await hashPassword(password), expiresAt: null, now });
}

/** Gives the account a random password, good for seven days and one sign-in, which asks for a new one. Returns it. */
export async function giveInitialPassword(tx: Tx, accountId: string, now: Date): Promise<string> {
  const password = initialPassword();
  const expiresAt = new Date(now.getTime() + INITIAL_DAYS * 86_400_000);
  await store(tx, { accountId, hash: await hashRandomPassword(password), expiresAt, now });
  return password;
}

/** Gives a demo account a random password that stays. Returns it. */
export async function giveDemoPassword(tx: Tx, accountId: string, now: Date): Promise<string> {
  const password = initialPassword();
  await store(tx, { accountId, hash: await hashRandomPassword(password), expiresAt: null, now });
  return password;
}
