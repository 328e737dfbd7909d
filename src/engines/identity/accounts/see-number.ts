import type { Act } from '#engines/organisation';
import type { Queryable, Tx } from '#platform/db';
import { record } from '../entries/record.ts';
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

/** When an account's personal number was compared with the card, and by whom; null where nobody did, undefined of one without a number. */
export async function sightOfNumber(
  q: Queryable,
  accountId: string,
): Promise<{ at: Date; by: string } | null | undefined> {
  const row = await q.maybe<{ at: Date | null; by: string | null }>(
    `SELECT a.number_seen_at AS at, c.name AS by FROM identity.account a LEFT JOIN identity.account c ON c.id = a.number_seen_by
      WHERE a.id = $1 AND a.personal_number_key IS NOT NULL`,
    [accountId],
  );
  return row && (row.at ? { at: row.at, by: row.by ?? '' } : null);
}

/**
 * Until the transaction ends nobody else sees this number: two clerks with the same person before them make one account.
 * To be called before it is looked up.
 */
export const lockNumber = (tx: Tx, vault: Vault, number: string): Promise<unknown> =>
  tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `personal-number ${vault.digest(NUMBER, number).toString('hex')}`,
  ]);

/**
 * Notes that the number on the card of whoever owns the account is this one, as `act.actor` saw it. Another account that had it by sight has
 * it no more. Both are entries, of the account that is meant.
 */
export async function seeNumber(
  tx: Tx,
  vault: Vault,
  accountId: string,
  number: string,
  act: Act,
): Promise<void> {
  await changeProfile(tx, vault, accountId, { personalNumber: number }, act);
  const others = await tx.query<{ id: string }>(
    `UPDATE identity.account SET number_seen_at = NULL, number_seen_by = NULL
      WHERE personal_number_key = $1 AND id <> $2 AND number_seen_at IS NOT NULL RETURNING id`,
    [vault.digest(NUMBER, number), accountId],
  );
  for (const { id } of others)
    await record(tx, act, { kind: 'identity.number-unseen', subject: `account:${id}`, body: {} });
  const before = await tx.one<{ seen: boolean }>(
    'SELECT number_seen_at IS NOT NULL AS seen FROM identity.account WHERE id = $1 FOR UPDATE',
    [accountId],
  );
  await tx.run('UPDATE identity.account SET number_seen_at = $2, number_seen_by = $3 WHERE id = $1', [
    accountId,
    act.at,
    act.actor,
  ]);
  if (!before.seen)
    await record(tx, act, { kind: 'identity.number-seen', subject: `account:${accountId}`, body: {} });
}
