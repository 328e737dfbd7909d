import { newId, type Tx } from '#platform/db';
import type { AppError } from '#platform/errors';
import { tidy } from '#platform/text';
import { formatNumber } from '#ui';
import { lockMoney, unprovenOf } from '../bank/money.ts';
import type { PaymentDeps } from '../deps.ts';
import {
  MoneySettled,
  MoneyUnproven,
  PayeeAccountWrong,
  PayeeBankUnknown,
  PayeeMissing,
  RefundTooMuch,
} from '../errors.ts';
import { getObligation, lockObligation } from '../obligations/read.ts';
import { lockSubject } from '../payable.ts';
import { writtenReason } from '../reason.ts';
import type { Actor, Payee, Refund } from '../types.ts';
import { bankTitle, findPayeeBank } from './banks.ts';
import { getRefund, openRefundOfMoney } from './read.ts';
import { recordRefund } from './record.ts';
import { type Refundable, refundableOf } from './refundable.ts';

export type RefundRequest = {
  /** What was paid for; or money that nobody knows the purpose of, which goes back whole. */
  of: { obligationId: string; amount: number } | { moneyId: string };
  reason: string;
  way: Refund['way'];
  payee: Payee;
};

/** All that is wrong with whom money is to go back to, in the order of the form. */
export function payeeFaults({ name, bankName, number }: Payee, way: Refund['way']): AppError[] {
  const account = (number ?? '').replace(/[\s.-]/g, '');
  return [
    ...(tidy(name) ? [] : [PayeeMissing()]),
    ...(way === 'cash' || findPayeeBank(bankName ?? '') ? [] : [PayeeBankUnknown()]),
    ...(way === 'cash' || /^[0-9]{6,19}$/.test(account) ? [] : [PayeeAccountWrong()]),
  ];
}

function checkedPayee(input: Payee, way: Refund['way']): Payee {
  const [fault] = payeeFaults(input, way);
  if (fault) throw fault;
  const payee = { name: tidy(input.name).slice(0, 200) };
  const bank = way === 'transfer' && findPayeeBank(input.bankName ?? '');
  if (!bank) return payee;
  return { ...payee, bankName: bankTitle(bank), number: (input.number ?? '').replace(/[\s.-]/g, '') };
}

/** Why not so much of an obligation's money can be asked back, by `refundableOf`; undefined when it can. */
export function amountFault(amount: number, { most, unproven }: Refundable): AppError | undefined {
  if (most === 0 && unproven > 0) return MoneyUnproven();
  if (!Number.isSafeInteger(amount) || amount <= 0 || amount > most)
    return RefundTooMuch({ most: formatNumber(most, { lang: 'vi' }) });
  return undefined;
}

/** What is asked back, and at which agency, with its rows locked. */
async function asked(
  tx: Tx,
  deps: PaymentDeps,
  of: RefundRequest['of'],
): Promise<Pick<Refund, 'agencyId' | 'obligationId' | 'moneyId' | 'amount'>> {
  if ('moneyId' in of) {
    const money = await lockMoney(tx, of.moneyId);
    if (money.state !== 'unmatched' || (await openRefundOfMoney(tx, money.id))) throw MoneySettled();
    if (unprovenOf(money) > 0) throw MoneyUnproven();
    const { agencyId } = await tx.one<{ agencyId: string }>(
      'SELECT agency_id AS "agencyId" FROM payments.bank_account WHERE id = $1',
      [money.bankAccountId],
    );
    return { agencyId, obligationId: null, moneyId: money.id, amount: money.amount };
  }
  const { subjectKind, subjectId } = await getObligation(tx, of.obligationId);
  await lockSubject(tx, deps, { kind: subjectKind, id: subjectId });
  const o = await lockObligation(tx, of.obligationId);
  const fault = amountFault(of.amount, await refundableOf(tx, o));
  if (fault) throw fault;
  return { agencyId: o.agencyId, obligationId: o.id, moneyId: null, amount: of.amount };
}

/**
 * Asks for money to be given back, whole or in part; a second person decides.
 *
 * | refusal | when |
 * | --- | --- |
 * | NOT_FOUND | there is no such obligation or money |
 * | PAYMENT_REASON_MISSING, PAYMENT_REASON_TOO_LONG | no reason, or too much of it |
 * | PAYEE_MISSING | nobody says to whom |
 * | PAYEE_BANK_UNKNOWN, PAYEE_ACCOUNT_WRONG | for a transfer: no bank that we know; no account of 6 to 19 digits |
 * | REFUND_TOO_MUCH | more than came in, by the statement where it came by transfer, and is not asked back yet |
 * | MONEY_UNPROVEN | no statement bears it out so far |
 * | MONEY_SETTLED | the money is assigned, or is asked back already |
 */
export async function requestRefund(
  tx: Tx,
  deps: PaymentDeps,
  input: RefundRequest,
  actor: Actor,
): Promise<Refund> {
  const reason = writtenReason(input.reason);
  // What came by transfer and is known to nobody goes back as it came.
  const way = 'moneyId' in input.of ? 'transfer' : input.way;
  const payee = checkedPayee(input.payee, way);
  const { agencyId, obligationId, moneyId, amount } = await asked(tx, deps, input.of);
  const id = newId(actor.at.getTime());
  await tx.run(
    `INSERT INTO payments.refund (id, agency_id, obligation_id, money_id, amount, reason, way, payee, requested_at, requested_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      id,
      agencyId,
      obligationId,
      moneyId,
      amount,
      reason,
      way,
      JSON.stringify(payee),
      actor.at,
      actor.accountId,
    ],
  );
  const refund = await getRefund(tx, id);
  await recordRefund(tx, deps.ledger, refund, actor, 'refund-requested', { reason, payee: payee.name });
  return refund;
}
