import type { Tx } from '#platform/db';
import type { PaymentDeps } from '../deps.ts';
import {
  AmountSettled,
  AmountUnchanged,
  AmountWrong,
  ChargeUnconfirmed,
  ExemptionUnknown,
  ObligationClosed,
} from '../errors.ts';
import { type Line, post } from '../journal/post.ts';
import { hasEnded, lockSubject, tellOwner } from '../payable.ts';
import { writtenReason } from '../reason.ts';
import { hasRefund } from '../refunds/read.ts';
import type { Actor, Exemption, Obligation } from '../types.ts';
import { ask } from './ask.ts';
import { getObligation, isProposed, lockObligation } from './read.ts';
import { record, settle } from './settle.ts';

const MOST = 1_000_000_000_000;

/** Whether it is whole đồng from 0 to 1,000 billion. */
export const isAmount = (amount: number | undefined): amount is number =>
  amount !== undefined && Number.isSafeInteger(amount) && amount >= 0 && amount <= MOST;

export type NewAmount = {
  obligationId: string;
  /** Whole đồng. Not given where an exemption says it. */
  amount?: number;
  /** Place of one of the obligation's exemptions that is granted; what was published is the base. */
  exemption?: number;
  reason: string;
  /** Only says it: it is asked for later, when its step is done. */
  later?: boolean;
  /** It follows from a claim of the payer. */
  claimed?: boolean;
};

function amountBy(o: Obligation, input: NewAmount): { amount: number; exemption: Exemption | null } {
  if (input.exemption === undefined) {
    const { amount } = input;
    if (!isAmount(amount)) throw AmountWrong();
    return { amount, exemption: null };
  }
  const exemption = o.exemptions[input.exemption];
  const base = input.amount ?? o.baseAmount;
  if (!exemption || base === null) throw ExemptionUnknown();
  return { amount: Math.round(base * exemption.share), exemption };
}

/** `Hộ nghèo (Nghị quyết 01/2026/NQ-HĐND)` */
const groundOf = ({ who, basis }: Exemption): string => (basis ? `${who} (${basis})` : who);

/** What the journal says when another amount is asked for: more is owed, or less, and what was paid above it is kept apart. */
function adjustment(o: Obligation, amount: number): Line[] {
  const more = amount - (o.amount ?? 0);
  const off = Math.min(-more, o.outstanding);
  return more > 0
    ? [
        { account: 'receivable', amount: more, obligationId: o.id },
        { account: 'revenue', amount: -more, obligationId: o.id },
      ]
    : [
        { account: 'revenue', amount: -more, obligationId: o.id },
        { account: 'receivable', amount: -off, obligationId: o.id },
        { account: 'overpaid', amount: more + off, obligationId: o.id },
      ];
}

/**
 * An official says what is to be paid, or grants an exemption, with the reason; it is asked for from now on unless `later`.
 *
 * | refusal | when |
 * | --- | --- |
 * | NOT_FOUND | there is no such obligation |
 * | REASON_NEEDED, REASON_LONG | no reason, or more than 1,000 characters |
 * | AMOUNT_WRONG | not whole đồng from 0 to 1,000 billion |
 * | EXEMPTION_UNKNOWN | the procedure publishes no such exemption, or no amount that it could be of |
 * | AMOUNT_UNCHANGED | it is so already |
 * | AMOUNT_SETTLED | what is paid for has ended, and the amount would be more than it is, or less than was paid |
 * | OBLIGATION_CLOSED | it is no longer asked for, or money of it has been given back |
 * | CHARGE_UNCONFIRMED | a second person has still to confirm it |
 */
export async function setAmount(
  tx: Tx,
  deps: PaymentDeps,
  input: NewAmount,
  actor: Actor,
): Promise<Obligation> {
  const reason = writtenReason(input.reason);
  const { subjectKind, subjectId } = await getObligation(tx, input.obligationId);
  const subject = { kind: subjectKind, id: subjectId };
  await lockSubject(tx, deps, subject);
  const before = await lockObligation(tx, input.obligationId);
  const { amount, exemption } = amountBy(before, input);
  if (before.state === 'cancelled' || (await hasRefund(tx, before.id))) throw ObligationClosed();
  if (isProposed(before)) throw ChargeUnconfirmed();
  if (before.amount === amount && (before.askedAt !== null || input.later)) throw AmountUnchanged();
  // What is not paid yet may still be waived, in whole or in part.
  const waived = before.state === 'due' && amount < (before.amount ?? 0) && amount >= before.held;
  if (!input.claimed && !waived && (await hasEnded(tx, deps, subject))) throw AmountSettled();
  const asked = before.askedAt !== null;
  const why = exemption ? groundOf(exemption) : reason;
  const change = { what: 'asked' as const, amount, how: null, why, ...(input.claimed && { claimed: true }) };
  await tx.run(
    // The sums say more when the journal is written; between nothing and something the state changes with the amount.
    `UPDATE payments.obligation SET amount = $2::bigint, exemption = $3, state = CASE
       WHEN asked_at IS NULL THEN 'planned' WHEN $2::bigint = 0 THEN 'exempt' WHEN state = 'exempt' THEN 'paid' ELSE state END
     WHERE id = $1`,
    [before.id, amount, exemption && JSON.stringify(exemption)],
  );
  const entry = {
    kind: 'amount-set',
    body: { before: before.amount, exemption: exemption?.who ?? null },
    personal: { reason },
  };
  if (!asked) {
    await record(tx, deps.ledger, await lockObligation(tx, before.id), actor, entry);
    if (input.later) return lockObligation(tx, before.id);
    const now = await ask(tx, deps.ledger, before.id, actor);
    await tellOwner(tx, deps, subject, change, actor);
    return now;
  }
  await post(tx, { kind: 'adjust', agencyId: before.agencyId, lines: adjustment(before, amount) }, actor);
  const now = await settle(tx, deps.ledger, before.id, actor, entry);
  const rest = before.held > 0 ? { rest: now.outstanding } : {};
  await tellOwner(tx, deps, subject, { ...change, ...rest }, actor);
  return now;
}
