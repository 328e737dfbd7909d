import type { Tx } from '#platform/db';
import { formatNumber } from '#ui';
import { lockMoney, recordMoney, unprovenOf } from '../bank/money.ts';
import type { PaymentDeps } from '../deps.ts';
import { MoneyUnproven, RefundDecided, RefundTooMuch, SecondPersonNeeded } from '../errors.ts';
import { post } from '../journal/post.ts';
import { getObligation, lockObligation } from '../obligations/read.ts';
import { settle } from '../obligations/settle.ts';
import { lockSubject } from '../payable.ts';
import { writtenReason } from '../reason.ts';
import type { Actor, Refund } from '../types.ts';
import { getRefund } from './read.ts';
import { recordRefund } from './record.ts';
import { refundableOf } from './refundable.ts';

/** Books that an obligation's money is to be given back: first what was paid too much, then what was taken in. */
async function owe(tx: Tx, deps: PaymentDeps, { obligationId, amount }: Refund, actor: Actor): Promise<void> {
  const o = await lockObligation(tx, obligationId ?? '');
  // Decided by now: it is no longer counted among what others ask back.
  const { most } = await refundableOf(tx, o);
  if (amount > most) throw RefundTooMuch({ most: formatNumber(most, { lang: 'vi' }) });
  const over = Math.min(o.overpaid, amount);
  await post(
    tx,
    {
      kind: 'refund',
      agencyId: o.agencyId,
      lines: [
        { account: 'overpaid', amount: over, obligationId: o.id },
        { account: 'revenue', amount: amount - over, obligationId: o.id },
        { account: 'refundable', amount: -amount, obligationId: o.id },
      ],
    },
    actor,
  );
  await settle(tx, deps.ledger, o.id, actor, { kind: 'refund-booked' });
}

async function sendBack(
  tx: Tx,
  deps: PaymentDeps,
  { moneyId, amount, agencyId }: Refund,
  actor: Actor,
): Promise<void> {
  if (unprovenOf(await lockMoney(tx, moneyId ?? '')) > 0) throw MoneyUnproven();
  await tx.run("UPDATE payments.money SET state = 'returned' WHERE id = $1", [moneyId]);
  const money = await lockMoney(tx, moneyId ?? '');
  await post(
    tx,
    {
      kind: 'refund',
      agencyId,
      lines: [
        { account: 'unmatched', amount, moneyId: money.id },
        { account: 'refundable', amount: -amount, moneyId: money.id },
      ],
    },
    actor,
  );
  await recordMoney(tx, deps.ledger, money, actor, 'money-returned');
}

/**
 * A second person approves a refund, or refuses it with the reason.
 *
 * | refusal | when |
 * | --- | --- |
 * | NOT_FOUND | there is no such refund |
 * | SECOND_PERSON_NEEDED | who asked for it decides on it |
 * | REFUND_DECIDED | it was decided on before |
 * | REFUND_TOO_MUCH, MONEY_UNPROVEN | less is left than is asked back, or the statement does not bear it out (any more) |
 * | PAYMENT_REASON_MISSING, PAYMENT_REASON_TOO_LONG | it is refused without a reason, or with too much of it |
 */
export async function decideRefund(
  tx: Tx,
  deps: PaymentDeps,
  input: { refundId: string; approve: boolean; reason: string },
  actor: Actor,
): Promise<Refund> {
  const reason = input.approve ? null : writtenReason(input.reason);
  const { obligationId, moneyId } = await getRefund(tx, input.refundId);
  if (moneyId) await lockMoney(tx, moneyId);
  if (obligationId) {
    const { subjectKind, subjectId } = await getObligation(tx, obligationId);
    await lockSubject(tx, deps, { kind: subjectKind, id: subjectId });
  }
  await tx.query('SELECT id FROM payments.refund WHERE id = $1 FOR UPDATE', [input.refundId]);
  const refund = await getRefund(tx, input.refundId);
  if (refund.decidedAt) throw RefundDecided();
  if (refund.requestedBy === actor.accountId) throw SecondPersonNeeded();
  await tx.run(
    'UPDATE payments.refund SET decided_at = $2, decided_by = $3, approved = $4, decision_reason = $5 WHERE id = $1',
    [refund.id, actor.at, actor.accountId, input.approve, reason],
  );
  if (input.approve) await (obligationId ? owe : sendBack)(tx, deps, refund, actor);
  const decided = await getRefund(tx, refund.id);
  await recordRefund(tx, deps.ledger, decided, actor, 'refund-decided', reason ? { reason } : {});
  return decided;
}
