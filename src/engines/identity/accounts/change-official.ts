import type { Act } from '#engines/organisation';
import type { Tx } from '#platform/db';
import { NotFound } from '#platform/errors';
import { record } from '../entries/record.ts';
import { AccountTaken } from '../errors.ts';
import { type Account, findAccount } from './account.ts';

/** What is written down of an official: his name, what he signs in with, where he is reached. */
export type OfficialDetails = Pick<Account, 'name' | 'staffId' | 'email' | 'phone'>;

const FIELDS = ['name', 'staffId', 'email', 'phone'] as const;

/**
 * Puts an official's details right; values as `accounts/normalise` reads them. One of staff id and e-mail must remain, or he
 * could not sign in. An address that changes is no longer proven. What is already so changes nothing.
 *
 * | refusal | when |
 * | --- | --- |
 * | NOT_FOUND | there is no such account, it is a citizen's, or it is closed |
 * | ACCOUNT_TAKEN | another open official's account has this staff id or e-mail |
 */
export async function changeOfficial(
  tx: Tx,
  accountId: string,
  details: OfficialDetails,
  act: Act,
): Promise<void> {
  await tx.query('SELECT FROM identity.account WHERE id = $1::uuid FOR UPDATE', [accountId]);
  const before = await findAccount(tx, accountId);
  if (before?.kind !== 'official' || before.status === 'closed') throw NotFound();
  const changed = FIELDS.filter(f => details[f] !== before[f]);
  if (!changed.length) return;
  const { name, staffId, email, phone } = details;
  const write = () =>
    tx.run(
      `UPDATE identity.account SET name = $2, staff_id = $3, email = $4, phone = $5,
         email_proven_at = CASE WHEN email = $4 THEN email_proven_at END,
         phone_proven_at = CASE WHEN phone = $5 THEN phone_proven_at END WHERE id = $1`,
      [accountId, name, staffId, email, phone],
    );
  try {
    await tx.savepoint(write);
  } catch (error) {
    // One open account a name to sign in with: the unique indexes refuse the second.
    if ((error as { code?: string }).code === '23505') throw AccountTaken();
    throw error;
  }
  await record(tx, act, {
    kind: 'identity.account-changed',
    subject: `account:${accountId}`,
    body: { fields: [...changed] },
    personal: Object.fromEntries(changed.map(f => [f, details[f]])),
  });
}
