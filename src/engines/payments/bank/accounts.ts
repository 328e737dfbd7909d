import { agenciesAbove } from '#engines/organisation';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import type { BankAccount } from '../types.ts';

const COLUMNS = `id, agency_id AS "agencyId", bin, bank_name AS "bankName", number, holder, lower(valid) AS "from", upper(valid) AS "to", invented`;

/** The account into which one pays for an agency on the day of `at`: its own, else that of the nearest agency above it. */
export async function bankAccountFor(
  q: Queryable,
  agencyId: string,
  at: Date,
): Promise<BankAccount | undefined> {
  const date = localDate(at);
  const path = [agencyId, ...(await agenciesAbove(q, agencyId, date)).map(a => a.id)];
  return q.maybe<BankAccount>(
    `SELECT ${COLUMNS} FROM payments.bank_account WHERE agency_id = ANY ($1::uuid[]) AND valid @> $2::date
     ORDER BY array_position($1::uuid[], agency_id) LIMIT 1`,
    [path, date],
  );
}

/** The account of this number: the version of the day, else its last one (money comes in after an account was given up). */
export const findBankAccount = (
  q: Queryable,
  { bin, number }: Pick<BankAccount, 'bin' | 'number'>,
  at: Date,
): Promise<BankAccount | undefined> =>
  q.maybe<BankAccount>(
    `SELECT ${COLUMNS} FROM payments.bank_account WHERE bin = $1 AND number = $2
     ORDER BY valid @> $3::date DESC, lower(valid) DESC LIMIT 1`,
    [bin, number, localDate(at)],
  );

/** Accounts of these agencies, past ones too; those in force first. */
export const listBankAccounts = (q: Queryable, agencyIds: readonly string[]): Promise<BankAccount[]> =>
  q.query<BankAccount>(
    `SELECT ${COLUMNS} FROM payments.bank_account WHERE agency_id = ANY ($1::uuid[])
     ORDER BY upper(valid) DESC NULLS FIRST, lower(valid) DESC, id`,
    [agencyIds],
  );

/** Accounts on which something may have come in since `date`. */
export const accountsSince = (q: Queryable, date: string): Promise<BankAccount[]> =>
  q.query<BankAccount>(
    `SELECT ${COLUMNS} FROM payments.bank_account WHERE valid && daterange($1::date, NULL) ORDER BY id`,
    [date],
  );

/** The account with this id, if there is one. */
export const findBankAccountById = (q: Queryable, id: string): Promise<BankAccount | undefined> =>
  q.maybe<BankAccount>(`SELECT ${COLUMNS} FROM payments.bank_account WHERE id = $1`, [id]);
