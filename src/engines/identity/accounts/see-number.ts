import type { Act } from '#engines/organisation';
import type { Queryable, Tx } from '#platform/db';
import type { Vault } from '../vault/vault.ts';
import { ACCOUNT, type Account } from './account.ts';
import { changeProfile, NUMBER } from './profile.ts';

/** The open citizen account whose personal number was compared with the card at a counter. */
export const findSeenNumber = (q: Queryable, vault: Vault, number: string): Promise<Account | undefined> =>
  q.maybe<Account>(
    `SELECT ${ACCOUNT} FROM identity.account a
      WHERE a.personal_number_key = $1 AND a.kind = 'citizen' AND a.status <> 'closed' AND a.number_seen_at IS NOT NULL`,
    [vault.digest(NUMBER, number)],
  );

/** Whether the personal number of an account was compared with the card at a counter. */
export const isNumberSeen = async (q: Queryable, accountId: string): Promise<boolean> =>
  (await q.maybe('SELECT FROM identity.account WHERE id = $1 AND number_seen_at IS NOT NULL', [
    accountId,
  ])) !== undefined;

/**
 * Until the transaction ends nobody else sees this number: two clerks with the same person before them make one account.
 * To be called before it is looked up.
 */
export const lockNumber = (tx: Tx, vault: Vault, number: string): Promise<unknown> =>
  tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `personal-number ${vault.digest(NUMBER, number).toString('hex')}`,
  ]);

/**
 * Notes that the number on the card of whoever owns the account is this one, as `act.actor` saw it. Another account that was
 * said to have it has it no more by sight.
 */
export async function seeNumber(
  tx: Tx,
  vault: Vault,
  accountId: string,
  number: string,
  act: Act,
): Promise<void> {
  await changeProfile(tx, vault, accountId, { personalNumber: number }, act);
  await tx.run(
    `UPDATE identity.account SET number_seen_at = NULL, number_seen_by = NULL
      WHERE personal_number_key = $1 AND id <> $2 AND number_seen_at IS NOT NULL`,
    [vault.digest(NUMBER, number), accountId],
  );
  await tx.run('UPDATE identity.account SET number_seen_at = $2, number_seen_by = $3 WHERE id = $1', [
    accountId,
    act.at,
    act.actor,
  ]);
}
