import { newId, type Tx } from '#platform/db';
import { nfc } from '#platform/text';
import type { PaymentDeps } from '../deps.ts';
import { post } from '../journal/post.ts';
import { lockObligations } from '../obligations/read.ts';
import { settle } from '../obligations/settle.ts';
import { lockSubject, tellOwner } from '../payable.ts';
import type { Actor, BankAccount, Money, Subject } from '../types.ts';
import { allocate, paying } from './allocate.ts';
import { subjectIn } from './match.ts';
import { findMoneyByRef, lockMoney, recordMoney } from './money.ts';
import type { BankTransaction } from './transaction.ts';

// PostgreSQL keeps no U+0000 in text.
const written = (text: string): string => nfc(text.replaceAll('\0', ''));

const system = (at: Date): Actor => ({ accountId: 'system', postId: null, agencyId: null, at });

/** The row of a transaction that is new to us; undefined when we know it. */
async function insert(
  tx: Tx,
  account: BankAccount,
  t: BankTransaction,
  heard: Money['heard'],
  at: Date,
): Promise<string | undefined> {
  const id = newId(at.getTime());
  const rows = await tx.run(
    `INSERT INTO payments.money (id, bank_account_id, bank_ref, amount, purpose, payer, booked_at, heard, heard_at, in_statement_at, state)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, CASE $8 WHEN 'statement' THEN $9::timestamptz END, 'unmatched')
     ON CONFLICT ON CONSTRAINT money_once DO NOTHING`,
    [
      id,
      account.id,
      t.ref,
      t.amount,
      written(t.purpose),
      t.payer && written(t.payer),
      new Date(t.bookedAt),
      heard,
      at,
    ],
  );
  return rows ? id : undefined;
}

/** Whether the bank says something that is neither booked nor known already; a statement counts above a notice. */
function isNews(money: Money, said: NonNullable<Money['contradiction']>): boolean {
  const alike = (other: { amount: number; purpose: string }) =>
    other.amount === said.amount && other.purpose === said.purpose;
  const known = money.contradiction;
  if (alike(money) || (known && alike(known))) return false;
  return !known || said.heard === 'statement';
}

/** Heard again: it stands in the statement now, or the bank says something else than before. Nothing is booked. */
async function hearAgain(
  tx: Tx,
  deps: PaymentDeps,
  known: Money,
  t: BankTransaction,
  heard: Money['heard'],
  at: Date,
): Promise<Money> {
  const money = await lockMoney(tx, known.id);
  if (heard === 'statement' && !money.inStatementAt)
    await tx.run('UPDATE payments.money SET in_statement_at = $2 WHERE id = $1', [money.id, at]);
  const said = { amount: t.amount, purpose: written(t.purpose), heard };
  if (isNews(money, said)) {
    // What was settled before was settled without knowing this.
    await tx.run('UPDATE payments.money SET contradiction = $2, settlement_id = NULL WHERE id = $1', [
      money.id,
      JSON.stringify(said),
    ]);
    await recordMoney(tx, deps.ledger, money, system(at), 'money-contradicted', { said: said.amount });
  }
  return lockMoney(tx, money.id);
}

/** Books money at a locked subject: what is due, and what is above it. */
export async function payWith(
  tx: Tx,
  deps: PaymentDeps,
  money: Money,
  subject: Subject,
  actor: Actor,
  assigned: boolean,
): Promise<void> {
  const parts = allocate(await lockObligations(tx, subject), money.amount);
  const first = parts[0]!.obligation;
  const unbook = [
    { account: 'unmatched' as const, amount: money.amount, moneyId: money.id },
    { account: 'bank' as const, amount: -money.amount, moneyId: money.id },
  ];
  await post(
    tx,
    {
      kind: assigned ? 'assign' : 'transfer',
      agencyId: first.agencyId,
      lines: [...(assigned ? unbook : []), ...paying(parts)],
    },
    actor,
  );
  for (const { obligation, due, over } of parts)
    await settle(tx, deps.ledger, obligation.id, actor, {
      kind: 'paid',
      body: { paid: due + over, how: 'transfer', money: money.id },
    });
  await tellOwner(tx, deps, subject, { what: 'paid', amount: money.amount, how: 'transfer' }, actor);
}

/**
 * Takes in a transaction that a bank tells of, once, however often and by whichever way it is told: it pays what its purpose names,
 * too little, exactly, or too much; without a purpose that we know it waits for somebody to assign it.
 */
export async function takeIn(
  tx: Tx,
  deps: PaymentDeps,
  account: BankAccount,
  t: BankTransaction,
  heard: Money['heard'],
  at: Date,
): Promise<{ money: Money; fresh: boolean }> {
  const id = await insert(tx, account, t, heard, at);
  if (!id) {
    const known = await findMoneyByRef(tx, account.id, t.ref);
    if (!known) throw new Error(`transaction ${t.ref} is neither new nor known`);
    return { money: await hearAgain(tx, deps, known, t, heard, at), fresh: false };
  }
  const actor = { ...system(at), agencyId: account.agencyId };
  const subject = await subjectIn(tx, t.purpose);
  if (subject) {
    await lockSubject(tx, deps, subject);
    await tx.run(
      "UPDATE payments.money SET state = 'matched', subject_kind = $2, subject_id = $3 WHERE id = $1",
      [id, subject.kind, subject.id],
    );
  } else {
    await post(
      tx,
      {
        kind: 'transfer',
        agencyId: account.agencyId,
        lines: [
          { account: 'bank', amount: t.amount, moneyId: id },
          { account: 'unmatched', amount: -t.amount, moneyId: id },
        ],
      },
      actor,
    );
  }
  const money = await lockMoney(tx, id);
  await recordMoney(
    tx,
    deps.ledger,
    money,
    actor,
    'money-in',
    { account: `${account.bin}/${account.number}`, ref: t.ref, heard },
    { purpose: money.purpose, ...(money.payer ? { payer: money.payer } : {}) },
  );
  if (subject) await payWith(tx, deps, money, subject, actor, false);
  return { money, fresh: true };
}
