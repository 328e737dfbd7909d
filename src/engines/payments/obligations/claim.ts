import type { Tx } from '#platform/db';
import type { Ledger } from '#platform/ledger';
import type { PaymentDeps } from '../deps.ts';
import { ClaimDecided, ObligationClosed } from '../errors.ts';
import { lockSubject, tellOwner } from '../payable.ts';
import { writtenReason } from '../reason.ts';
import type { Actor, Obligation } from '../types.ts';
import { ask } from './ask.ts';
import { getObligation, lockObligation } from './read.ts';
import { setAmount } from './set-amount.ts';
import { record } from './settle.ts';

/**
 * Notes that the payer claims one of an obligation's exemptions; the subject is locked. `holds`: it is not to be asked for until somebody has
 * decided. A second claim changes nothing.
 */
export async function claimExemption(
  tx: Tx,
  ledger: Pick<Ledger, 'append'>,
  claim: { obligationId: string; place: number; holds: boolean },
  actor: Actor,
): Promise<Obligation> {
  const before = await lockObligation(tx, claim.obligationId);
  if (before.claim) return before;
  const { place, holds } = claim;
  const who = before.exemptions[place]?.who ?? '';
  await tx.run('UPDATE payments.obligation SET claim = $2 WHERE id = $1', [
    before.id,
    JSON.stringify({ place, who, holds, granted: null, reason: null, decidedBy: null, decidedAt: null }),
  ]);
  const o = await lockObligation(tx, before.id);
  await record(tx, ledger, o, actor, { kind: 'exemption-claimed', body: { exemption: who, holds } });
  return o;
}

/** Whether a claim of its payer has still to be decided. */
export const isClaimed = ({ claim, state }: Obligation): boolean =>
  claim !== null && claim.granted === null && state !== 'cancelled';

/**
 * An official confirms what the payer claims, and the amount follows the exemption; or declines it, and the published amount is asked for.
 *
 * | refusal | when |
 * | --- | --- |
 * | NOT_FOUND | there is no such obligation |
 * | PAYMENT_REASON_MISSING, PAYMENT_REASON_TOO_LONG | no reason, or too much of it |
 * | CLAIM_DECIDED | nothing is claimed, or somebody has decided it |
 * | OBLIGATION_CLOSED | it is no longer asked for, or money of it has been given back |
 */
export async function decideClaim(
  tx: Tx,
  deps: PaymentDeps,
  input: { obligationId: string; grant: boolean; reason: string },
  actor: Actor,
): Promise<Obligation> {
  const reason = writtenReason(input.reason);
  const { subjectKind, subjectId } = await getObligation(tx, input.obligationId);
  const subject = { kind: subjectKind, id: subjectId };
  await lockSubject(tx, deps, subject);
  const before = await lockObligation(tx, input.obligationId);
  const { claim } = before;
  if (!claim || claim.granted !== null) throw ClaimDecided();
  if (before.state === 'cancelled') throw ObligationClosed();
  const said = {
    granted: input.grant,
    reason,
    decidedBy: actor.accountId,
    decidedAt: actor.at.toISOString(),
  };
  await tx.run('UPDATE payments.obligation SET claim = $2 WHERE id = $1', [
    before.id,
    JSON.stringify({ ...claim, ...said }),
  ]);
  const share = before.exemptions[claim.place]?.share ?? 1;
  const already = before.exemption?.who === claim.who && before.askedAt !== null;
  if (input.grant && !already && before.baseAmount !== null && share < 1)
    await setAmount(
      tx,
      deps,
      { obligationId: before.id, exemption: claim.place, reason, claimed: true },
      actor,
    );
  else if (before.state === 'planned') {
    const { amount } = await ask(tx, deps.ledger, before.id, actor);
    await tellOwner(
      tx,
      deps,
      subject,
      { what: 'asked', amount: amount ?? 0, how: null, claimed: true },
      actor,
    );
  }
  const decided = await lockObligation(tx, before.id);
  await record(tx, deps.ledger, decided, actor, {
    kind: 'claim-decided',
    body: { granted: input.grant },
    personal: { reason },
  });
  return decided;
}
