import { localDate } from '#platform/clock';
import { newId, type Tx } from '#platform/db';
import type { Ledger } from '#platform/ledger';
import { tidy } from '#platform/text';
import { BankAccountTaken, BankAccountUsed, BankAccountWrong } from '../errors.ts';
import type { Actor, BankAccount } from '../types.ts';

export type NewAccount = Pick<BankAccount, 'agencyId' | 'bin' | 'bankName' | 'number' | 'holder'> & {
  invented?: boolean;
};

function checked(input: NewAccount): NewAccount {
  const account = {
    ...input,
    bin: input.bin.replace(/\s/g, ''),
    number: input.number.replace(/[\s.-]/g, '').toUpperCase(),
    bankName: tidy(input.bankName),
    holder: tidy(input.holder),
  };
  const wrong = [
    ...(/^\d{6}$/.test(account.bin) ? [] : ['bin']),
    ...(/^[0-9A-Z]{4,19}$/.test(account.number) ? [] : ['number']),
    ...(account.bankName && account.bankName.length <= 200 ? [] : ['bankName']),
    ...(account.holder && account.holder.length <= 200 ? [] : ['holder']),
  ];
  if (wrong.length) throw BankAccountWrong({}, wrong);
  return account;
}

/**
 * From today on citizens pay into this account of the agency; the one before ends today. On its first day, as long as nothing has
 * come in, it is put right instead. Returns its id.
 *
 * | refusal | when |
 * | --- | --- |
 * | BANK_ACCOUNT_WRONG | bank, number or names are none; details: which |
 * | BANK_ACCOUNT_TAKEN | it is another agency's |
 * | BANK_ACCOUNT_USED | today's was given today and money has come in already |
 */
export async function setBankAccount(
  tx: Tx,
  ledger: Pick<Ledger, 'append'>,
  input: NewAccount,
  actor: Actor,
): Promise<string> {
  const account = checked(input);
  const today = localDate(actor.at);
  await tx.run("SELECT pg_advisory_xact_lock(hashtextextended('payments.bank_account:' || $1, 0))", [
    account.agencyId,
  ]);
  const other = await tx.maybe(
    'SELECT id FROM payments.bank_account WHERE bin = $1 AND number = $2 AND valid @> $3::date AND agency_id <> $4',
    [account.bin, account.number, today, account.agencyId],
  );
  if (other) throw BankAccountTaken();
  const held = await tx.maybe<{ id: string; from: string }>(
    `SELECT id, lower(valid) AS "from" FROM payments.bank_account WHERE agency_id = $1 AND valid @> $2::date`,
    [account.agencyId, today],
  );
  const id = held?.from === today ? held.id : newId();
  if (held?.from === today) await putRight(tx, held.id, account);
  else {
    if (held)
      await tx.run(
        'UPDATE payments.bank_account SET valid = daterange(lower(valid), $2::date) WHERE id = $1',
        [held.id, today],
      );
    await tx.run(
      `INSERT INTO payments.bank_account (id, agency_id, bin, bank_name, number, holder, valid, invented, created_at, created_by)
       VALUES ($1, $2, $3, $4, $5, $6, daterange($7::date, NULL), $8, $9, $10)`,
      [
        id,
        account.agencyId,
        account.bin,
        account.bankName,
        account.number,
        account.holder,
        today,
        account.invented ?? false,
        actor.at,
        actor.accountId,
      ],
    );
  }
  const { bin, bankName, number, holder } = account;
  await ledger.append(tx, {
    kind: 'payment.bank-account-set',
    subject: `bank-account:${id}`,
    actor: actor.accountId,
    post: actor.postId,
    agency: account.agencyId,
    at: actor.at,
    body: { bin, bankName, number, holder, from: today },
  });
  return id;
}

async function putRight(tx: Tx, id: string, account: NewAccount): Promise<void> {
  if (await tx.maybe('SELECT id FROM payments.money WHERE bank_account_id = $1 LIMIT 1', [id]))
    throw BankAccountUsed();
  await tx.run(
    'UPDATE payments.bank_account SET bin = $2, bank_name = $3, number = $4, holder = $5 WHERE id = $1',
    [id, account.bin, account.bankName, account.number, account.holder],
  );
}
