import type { Tx } from '#platform/db';
import type { PaymentDeps } from '../deps.ts';
import { ReceiptResultGiven, ReceiptSettled } from '../errors.ts';
import { linesOf, post } from '../journal/post.ts';
import { lockObligations } from '../obligations/read.ts';
import { settle } from '../obligations/settle.ts';
import { isInHand, lockSubject, tellOwner } from '../payable.ts';
import { writtenReason } from '../reason.ts';
import { hasRefund } from '../refunds/read.ts';
import type { Actor, Receipt } from '../types.ts';
import { openCashDay } from './open-day.ts';
import { getReceipt, lockReceipt } from './read.ts';
import { recordReceipt } from './record.ts';

/**
 * A receipt was wrong: it is cancelled with the reason, its money booked back, and what it paid is due again. Only while its day
 * is open; its number stays.
 *
 * | refusal | when |
 * | --- | --- |
 * | NOT_FOUND | there is no such receipt |
 * | PAYMENT_REASON_MISSING, PAYMENT_REASON_TOO_LONG | no reason, or too much of it |
 * | CASH_DAY_CLOSED | its day is closed: then giving the money back is a refund |
 * | RECEIPT_RESULT_GIVEN | the result was handed over, or downloaded: giving the money back is a refund |
 * | RECEIPT_SETTLED | it was cancelled before, or money of it has been given back |
 */
export async function cancelReceipt(
  tx: Tx,
  deps: PaymentDeps,
  input: { receiptId: string; reason: string },
  actor: Actor,
): Promise<Receipt> {
  const reason = writtenReason(input.reason);
  const { subjectKind, subjectId } = await getReceipt(tx, input.receiptId);
  const subject = { kind: subjectKind, id: subjectId };
  await lockSubject(tx, deps, subject);
  const obligations = await lockObligations(tx, subject);
  const receipt = await lockReceipt(tx, input.receiptId);
  if (receipt.cancelledAt) throw ReceiptSettled();
  if (await isInHand(tx, deps, subject)) throw ReceiptResultGiven();
  await openCashDay(tx, receipt.agencyId, actor.at, receipt.day);
  const { journalId } = await tx.one<{ journalId: string }>(
    'SELECT journal_id AS "journalId" FROM payments.receipt WHERE id = $1',
    [receipt.id],
  );
  const lines = await linesOf(tx, journalId);
  const touched = obligations.filter(o => lines.some(l => l.obligationId === o.id));
  for (const o of touched) {
    const cash = lines.filter(l => l.account === 'cash' && l.obligationId === o.id);
    const taken = cash.reduce((sum, l) => sum + l.amount, 0);
    if (o.held - o.owedBack < taken || (await hasRefund(tx, o.id))) throw ReceiptSettled();
  }
  const back = await post(
    tx,
    {
      kind: 'cash-reversal',
      agencyId: receipt.agencyId,
      day: receipt.day,
      lines: lines.map(l => ({ ...l, amount: -l.amount })),
    },
    actor,
  );
  await tx.run(
    `UPDATE payments.receipt SET cancelled_at = $2, cancelled_by = $3, cancel_reason = $4, cancel_journal_id = $5 WHERE id = $1`,
    [receipt.id, actor.at, actor.accountId, reason, back],
  );
  for (const o of touched)
    await settle(tx, deps.ledger, o.id, actor, { kind: 'undone', body: { receipt: receipt.id } });
  const cancelled = await getReceipt(tx, receipt.id);
  await recordReceipt(tx, deps.ledger, cancelled, actor, 'receipt-cancelled', {}, { reason });
  await tellOwner(tx, deps, subject, { what: 'undone', amount: receipt.amount, how: 'cash' }, actor);
  return cancelled;
}
