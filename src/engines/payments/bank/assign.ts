import type { Tx } from '#platform/db';
import type { PaymentDeps } from '../deps.ts';
import { MoneySettled, ReferenceUnknown } from '../errors.ts';
import { lockSubject } from '../payable.ts';
import { writtenReason } from '../reason.ts';
import { openRefundOfMoney } from '../refunds/read.ts';
import type { Actor, Money } from '../types.ts';
import { subjectByReference } from './match.ts';
import { lockMoney, recordMoney } from './money.ts';
import { payWith } from './take-in.ts';

/**
 * An official finds out what unmatched money is for: it pays that.
 *
 * | refusal | when |
 * | --- | --- |
 * | NOT_FOUND | there is no such money |
 * | PAYMENT_REASON_MISSING, PAYMENT_REASON_TOO_LONG | nobody says how it was found out |
 * | REFERENCE_UNKNOWN | nothing was ever to be paid for this code |
 * | MONEY_SETTLED | it is assigned already, or is being given back |
 */
export async function assignMoney(
  tx: Tx,
  deps: PaymentDeps,
  input: { moneyId: string; reference: string; reason: string },
  actor: Actor,
): Promise<Money> {
  const reason = writtenReason(input.reason);
  const subject = await subjectByReference(tx, input.reference);
  if (!subject) throw ReferenceUnknown({ reference: input.reference.slice(0, 60) });
  const money = await lockMoney(tx, input.moneyId);
  if (money.state !== 'unmatched' || (await openRefundOfMoney(tx, money.id))) throw MoneySettled();
  await lockSubject(tx, deps, subject);
  await tx.run(
    "UPDATE payments.money SET state = 'assigned', subject_kind = $2, subject_id = $3 WHERE id = $1",
    [money.id, subject.kind, subject.id],
  );
  const assigned = await lockMoney(tx, money.id);
  await recordMoney(tx, deps.ledger, assigned, actor, 'money-assigned', {}, { reason });
  await payWith(tx, deps, assigned, subject, actor, true);
  return assigned;
}
