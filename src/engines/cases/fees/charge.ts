import {
  AmountWrong,
  ask,
  isAmount,
  type PaymentDeps,
  proposeCharge,
  raise,
  setAmount,
} from '#engines/payments';
import type { Fee } from '#engines/procedures';
import type { Tx } from '#platform/db';
import { ActNotAllowedNow, FeeUnknown } from '../errors.ts';
import { loadProcedure } from '../process/load.ts';
import { lockDossier } from '../read/dossier.ts';
import type { Actor, Dossier } from '../types.ts';
import { feesOf } from './ask.ts';
import { followPayments, subjectOf } from './follow.ts';

/** What an official asks for by hand: a line of the procedure's fees, or something that it does not list (with a name). */
export type Charge = {
  dossierId: string;
  /** Key of the fee, as `feesOf` gives it; null: not of the list. */
  fee: string | null;
  name: string;
  /** Whole đồng, of all together. */
  amount: number;
  /** How often the published rate is asked for, e.g. for so many copies; once unless said. */
  quantity?: number;
  waits: boolean;
  /** The legal text that provides for it, where the procedure does not. */
  basis: string;
  reason: string;
};

/** How often a published rate may be asked for at once. */
export const MOST_TIMES = 100;

/** Whether the procedure bears a charge out as it is: its fee, its rate so often where one is published, and no clock that stops but by its word. */
const isPublished = (
  fee: Fee | undefined,
  charge: Pick<Charge, 'amount' | 'waits' | 'quantity'>,
): boolean => {
  const { amount, waits, quantity = 1 } = charge;
  if (fee === undefined || (waits && fee.waits !== true)) return false;
  return fee.amount === null || fee.amount * quantity === amount;
};

/**
 * Asks for a fee that the procedure does not ask for by itself. What the procedure does not bear out (another name, another amount, a clock that
 * stops) is only proposed, with its legal basis: a second person confirms it (`decideCharge` of the engine payments). Returns whether it is.
 *
 * | refusal | when |
 * | --- | --- |
 * | NOT_FOUND | there is no such dossier |
 * | ACT_NOT_ALLOWED_NOW | it is closed |
 * | FEE_UNKNOWN | the procedure has no such fee for the dossier's channel, or a fee has no name |
 * | CHARGE_BASIS_MISSING | the procedure does not bear it out, and no legal text is named |
 * | AMOUNT_WRONG | also: a rate is asked for several times that is not published, or more than 100 times |
 * | PAYMENT_REASON_MISSING, PAYMENT_REASON_TOO_LONG | as when an amount is set |
 */
export async function chargeFee(
  tx: Tx,
  deps: PaymentDeps,
  input: Charge,
  actor: Actor,
): Promise<{ dossier: Dossier; proposed: boolean }> {
  const dossier = await lockDossier(tx, input.dossierId);
  if (dossier.closedAt) throw ActNotAllowedNow({ code: dossier.code });
  const { version } = await loadProcedure(tx, dossier);
  const fee = feesOf(version, dossier.channel).find(f => f.key === input.fee);
  const name = fee?.name ?? input.name.trim().slice(0, 300);
  if (!name || (input.fee !== null && !fee)) throw FeeUnknown();
  if (!isAmount(input.amount) || input.amount === 0) throw AmountWrong();
  const { quantity = 1 } = input;
  const isCount = Number.isInteger(quantity) && quantity >= 1 && quantity <= MOST_TIMES;
  const rate = fee?.amount ?? null;
  if (!isCount || (quantity > 1 && rate === null)) throw AmountWrong();
  const published = isPublished(fee, input);
  const counted = rate !== null && rate * quantity === input.amount;
  const id = await raise(
    tx,
    deps.ledger,
    {
      subject: subjectOf(dossier),
      reference: dossier.code,
      // Asked for by hand it may be asked for again, e.g. for another copy.
      key: null,
      agencyId: dossier.receivedBy,
      payer: dossier.applicantName,
      name,
      // What a second person confirms is the amount from which nobody departs alone.
      amount: counted || published ? rate : input.amount,
      ...(counted && { quantity }),
      exemptions: published ? (fee?.exemptions ?? []) : [],
      waits: input.waits,
    },
    actor,
  );
  const { amount, basis, reason } = input;
  if (!published) {
    await proposeCharge(tx, deps.ledger, { obligationId: id, basis, reason }, actor);
    return { dossier, proposed: true };
  }
  if (rate === null) {
    await setAmount(tx, deps, { obligationId: id, amount, reason }, actor);
    return { dossier: await lockDossier(tx, dossier.id), proposed: false };
  }
  const { outstanding } = await ask(tx, deps.ledger, id, actor);
  const change = { what: 'asked' as const, amount: outstanding, how: null };
  return { dossier: await followPayments(tx, deps, dossier, change, actor), proposed: false };
}
