import type { Tx } from '#platform/db';
import { tidy } from '#platform/text';
import { cashInBox, openCashDay } from '../cash/open-day.ts';
import type { PaymentDeps } from '../deps.ts';
import { BankRefMissing, CashShort, OwnPayOut, RefundNotApproved } from '../errors.ts';
import { post } from '../journal/post.ts';
import { getObligation } from '../obligations/read.ts';
import { settle } from '../obligations/settle.ts';
import { lockSubject, tellOwner } from '../payable.ts';
import type { Actor, Refund } from '../types.ts';
import { getRefund } from './read.ts';
import { recordRefund } from './record.ts';

/**
 * An approved refund has been given back: transferred (with the bank's reference), or in cash out of today's box.
 *
 * | refusal | when |
 * | --- | --- |
 * | NOT_FOUND | there is no such refund |
 * | REFUND_NOT_APPROVED | nobody has approved it, or it was given back already |
 * | OWN_PAY_OUT | who asked for it would pay it out |
 * | BANK_REF_MISSING | a transfer without its reference |
 * | CASH_DAY_CLOSED, CASH_SHORT | today's cash is closed, or less lies in the box |
 */
export async function payOutRefund(
  tx: Tx,
  deps: PaymentDeps,
  input: { refundId: string; bankRef?: string },
  actor: Actor,
): Promise<Refund> {
  const { obligationId } = await getRefund(tx, input.refundId);
  if (obligationId) {
    const { subjectKind, subjectId } = await getObligation(tx, obligationId);
    await lockSubject(tx, deps, { kind: subjectKind, id: subjectId });
  }
  await tx.query('SELECT id FROM payments.refund WHERE id = $1 FOR UPDATE', [input.refundId]);
  const refund = await getRefund(tx, input.refundId);
  if (!refund.approved || refund.paidAt) throw RefundNotApproved();
  if (refund.requestedBy === actor.accountId) throw OwnPayOut();
  const { amount, agencyId, way } = refund;
  const ref = way === 'transfer' ? tidy(input.bankRef ?? '') : null;
  if (ref !== null && (!ref || ref.length > 100)) throw BankRefMissing();
  if (way === 'cash') {
    const day = await openCashDay(tx, agencyId, actor.at);
    const there = await cashInBox(tx, agencyId, day);
    if (there < amount) throw CashShort({ most: there });
  }
  const of = refund.obligationId ? { obligationId: refund.obligationId } : { moneyId: refund.moneyId ?? '' };
  await post(
    tx,
    {
      kind: 'refund-paid',
      agencyId,
      lines: [
        { account: 'refundable', amount, ...of },
        { account: way === 'cash' ? 'cash' : 'bank', amount: -amount, ...of },
      ],
    },
    actor,
  );
  await tx.run('UPDATE payments.refund SET paid_at = $2, paid_by = $3, paid_ref = $4 WHERE id = $1', [
    refund.id,
    actor.at,
    actor.accountId,
    ref,
  ]);
  if (refund.obligationId) {
    await settle(tx, deps.ledger, refund.obligationId, actor, { kind: 'refund-booked' });
    const { subjectKind: kind, subjectId: id } = await getObligation(tx, refund.obligationId);
    await tellOwner(tx, deps, { kind, id }, { what: 'refunded', amount, how: way }, actor);
  }
  const paid = await getRefund(tx, refund.id);
  await recordRefund(tx, deps.ledger, paid, actor, 'refund-paid');
  return paid;
}
