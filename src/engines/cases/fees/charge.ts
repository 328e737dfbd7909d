import { ask, type PaymentDeps, raise, setAmount } from '#engines/payments';
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
  reason: string;
};

/**
 * Asks for a fee that the procedure does not ask for by itself.
 *
 * | refusal | when |
 * | --- | --- |
 * | NOT_FOUND | there is no such dossier |
 * | ACT_NOT_ALLOWED_NOW | it is closed |
 * | FEE_UNKNOWN | the procedure has no such fee for the dossier's channel, or a fee has no name |
 * | AMOUNT_WRONG, PAYMENT_REASON_MISSING, PAYMENT_REASON_TOO_LONG | as when an amount is set |
 */
export async function chargeFee(tx: Tx, deps: PaymentDeps, input: Charge, actor: Actor): Promise<Dossier> {
  const dossier = await lockDossier(tx, input.dossierId);
  if (dossier.closedAt) throw ActNotAllowedNow({ code: dossier.code });
  const { version } = await loadProcedure(tx, dossier);
  const fee = feesOf(version, dossier.channel).find(f => f.key === input.fee);
  const name = fee?.name ?? input.name.trim().slice(0, 300);
  if (!name || (input.fee !== null && !fee)) throw FeeUnknown();
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
      amount: fee?.amount ?? null,
      exemptions: fee?.exemptions ?? [],
      waits: input.waits,
    },
    actor,
  );
  if (fee?.amount !== input.amount) {
    await setAmount(tx, deps, { obligationId: id, amount: input.amount, reason: input.reason }, actor);
    return lockDossier(tx, dossier.id);
  }
  const { outstanding } = await ask(tx, deps.ledger, id, actor);
  return followPayments(tx, deps, dossier, { what: 'asked', amount: outstanding, how: null }, actor);
}
