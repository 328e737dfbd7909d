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
  /** Whole đồng. */
  amount: number;
  waits: boolean;
  /** The legal text that provides for it, where the procedure does not. */
  basis: string;
  reason: string;
};

/** Whether the procedure bears a charge out as it is: its fee, its amount where one is published, and no clock that stops but by its word. */
const isPublished = (fee: Fee | undefined, { amount, waits }: Pick<Charge, 'amount' | 'waits'>): boolean =>
  fee !== undefined && (fee.amount === null || fee.amount === amount) && (!waits || fee.waits === true);

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
 * | AMOUNT_WRONG, PAYMENT_REASON_MISSING, PAYMENT_REASON_TOO_LONG | as when an amount is set |
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
  const published = isPublished(fee, input);
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
      amount: published ? (fee?.amount ?? null) : input.amount,
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
  if (fee?.amount !== amount) {
    await setAmount(tx, deps, { obligationId: id, amount, reason }, actor);
    return { dossier: await lockDossier(tx, dossier.id), proposed: false };
  }
  const { outstanding } = await ask(tx, deps.ledger, id, actor);
  const change = { what: 'asked' as const, amount: outstanding, how: null };
  return { dossier: await followPayments(tx, deps, dossier, change, actor), proposed: false };
}
