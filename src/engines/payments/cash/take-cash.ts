import { nextNumber, yearOf } from '#engines/numbering';
import { formatDateTime, formatTime, localDate } from '#platform/clock';
import { newId, type Tx } from '#platform/db';
import type { AppError } from '#platform/errors';
import type { PaymentDeps } from '../deps.ts';
import { DueChanged, NothingDue, PaidByTransfer, TakenInCash } from '../errors.ts';
import { post } from '../journal/post.ts';
import { dueOf, lockObligations } from '../obligations/read.ts';
import { settle } from '../obligations/settle.ts';
import { lockSubject, tellOwner } from '../payable.ts';
import type { Actor, Receipt, Subject } from '../types.ts';
import { dueName } from '../words/times-rate.ts';
import { openCashDay } from './open-day.ts';
import { getReceipt, receiptsOf } from './read.ts';
import { recordReceipt } from './record.ts';

/** What paid, changed or took back what was due for a subject last. */
const lastToSettle = (tx: Tx, subject: Subject): Promise<{ kind: string; at: Date } | undefined> =>
  tx.maybe(
    `SELECT j.kind, j.at FROM payments.obligation o
       JOIN payments.journal_line l ON l.obligation_id = o.id AND l.account = 'receivable' AND l.amount < 0
       JOIN payments.journal j ON j.id = l.journal_id
      WHERE o.subject_id = $1 AND o.subject_kind = $2 ORDER BY j.at DESC, j.id DESC LIMIT 1`,
    [subject.id, subject.kind],
  );

const BY_TRANSFER = new Set(['transfer', 'assign']);

/** Nothing is due: what was due last was paid by transfer, or in cash today; else by whatever way. */
async function whyNothing(tx: Tx, subject: Subject, at: Date): Promise<AppError> {
  const settled = await lastToSettle(tx, subject);
  if (settled && BY_TRANSFER.has(settled.kind)) return PaidByTransfer({ at: formatDateTime(settled.at) });
  if (settled?.kind !== 'cash') return NothingDue();
  const today = localDate(at);
  const last = (await receiptsOf(tx, subject))
    .filter(r => !r.cancelledAt && localDate(r.receivedAt) === today)
    .at(-1);
  return last
    ? TakenInCash({ number: `${last.number}/${last.year}`, time: formatTime(last.receivedAt) })
    : NothingDue();
}

export type CashPayment = {
  subject: Subject;
  /** What the clerk was shown to be due and took, in whole đồng. */
  amount: number;
  /** Who hands it over, as the receipt names him. */
  payer: string;
  /** Local day in whose book it stands, when not today's: money that came in after the box was closed. */
  day?: string;
};

/**
 * The counter takes all that is due for a subject in cash and gives a numbered receipt. The repetition of a post is the caller's
 * matter (`once`).
 *
 * | refusal | when |
 * | --- | --- |
 * | NOTHING_DUE | nothing is to be paid (any more) |
 * | TAKEN_IN_CASH | the same, since it was taken in cash today: `{ number, time }` |
 * | PAID_BY_TRANSFER | the same, since what was due last came by transfer: `{ at }` |
 * | DUE_CHANGED | another amount is due than was taken |
 * | CASH_DAY_CLOSED | the day's cash is closed |
 */
export async function takeCash(
  tx: Tx,
  deps: PaymentDeps,
  { subject, amount, payer, day: inBook }: CashPayment,
  actor: Actor,
): Promise<Receipt> {
  await lockSubject(tx, deps, subject);
  const due = (await lockObligations(tx, subject)).filter(o => o.state === 'due');
  const [first] = due;
  if (!first) throw await whyNothing(tx, subject, actor.at);
  if (dueOf(due) !== amount) throw DueChanged();
  const { agencyId } = first;
  const day = await openCashDay(tx, agencyId, actor.at, inBook);
  const journalId = await post(
    tx,
    {
      kind: 'cash',
      agencyId,
      day,
      lines: due.flatMap(o => [
        { account: 'cash' as const, amount: o.outstanding, obligationId: o.id },
        { account: 'receivable' as const, amount: -o.outstanding, obligationId: o.id },
      ]),
    },
    actor,
  );
  for (const o of due)
    await settle(tx, deps.ledger, o.id, actor, { kind: 'paid', body: { paid: o.outstanding, how: 'cash' } });
  await tellOwner(tx, deps, subject, { what: 'paid', amount, how: 'cash' }, actor);
  const id = newId(actor.at.getTime());
  const year = yearOf(actor.at);
  // Late: until the transaction ends the agency's next receipt waits for the number.
  const number = await nextNumber(tx, { agencyId, kind: 'cash-receipt', period: year });
  await tx.run(
    `INSERT INTO payments.receipt (id, agency_id, year, number, day, subject_kind, subject_id, reference, payer, items, amount,
       received_at, received_by, received_post, journal_id)
     VALUES ($1, $2, $3, $4, $5::date, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
    [
      id,
      agencyId,
      Number(year),
      number,
      day,
      subject.kind,
      subject.id,
      first.reference,
      payer,
      JSON.stringify(due.map(o => ({ name: dueName(o), amount: o.outstanding }))),
      amount,
      actor.at,
      actor.accountId,
      actor.postId,
      journalId,
    ],
  );
  const receipt = await getReceipt(tx, id);
  await recordReceipt(tx, deps.ledger, receipt, actor, 'receipt-given', {
    number: `${number}/${year}`,
    of: `${subject.kind}:${subject.id}`,
  });
  return receipt;
}
