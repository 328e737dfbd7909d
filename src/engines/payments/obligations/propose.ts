import type { Tx } from '#platform/db';
import type { Ledger } from '#platform/ledger';
import { tidy } from '#platform/text';
import type { PaymentDeps } from '../deps.ts';
import { ChargeBasisMissing, ChargeDecided, SecondPersonNeeded } from '../errors.ts';
import { lockSubject, tellOwner } from '../payable.ts';
import { writtenReason } from '../reason.ts';
import type { Actor, Obligation, Proposal } from '../types.ts';
import { ask } from './ask.ts';
import { getObligation, lockObligation } from './read.ts';
import { record } from './settle.ts';

const SHORTEST_BASIS = 8;

/**
 * Notes that what was raised is of no published list, or stops the clock where the list does not: a second person has to confirm it before it
 * is asked for (Law 97/2015/QH13, art. 16: no fee is set or collected that the law does not name). The subject is locked.
 * Throws CHARGE_BASIS_MISSING without a legal basis in words, and PAYMENT_REASON_MISSING or PAYMENT_REASON_TOO_LONG.
 */
export async function proposeCharge(
  tx: Tx,
  ledger: Pick<Ledger, 'append'>,
  input: { obligationId: string; basis: string; reason: string },
  actor: Actor,
): Promise<Obligation> {
  const basis = tidy(input.basis).slice(0, 300);
  if (basis.length < SHORTEST_BASIS || !/\d/.test(basis)) throw ChargeBasisMissing();
  const reason = writtenReason(input.reason);
  const proposal: Proposal = {
    basis,
    reason,
    by: actor.accountId,
    confirmed: null,
    decision: null,
    decidedBy: null,
    decidedAt: null,
  };
  await tx.run('UPDATE payments.obligation SET proposal = $2 WHERE id = $1', [
    input.obligationId,
    JSON.stringify(proposal),
  ]);
  const o = await lockObligation(tx, input.obligationId);
  await record(tx, ledger, o, actor, { kind: 'charge-proposed', body: { basis }, personal: { reason } });
  return o;
}

/**
 * A second person confirms a charge, and it is asked for from now on; or declines it with the reason, and it never is.
 *
 * | refusal | when |
 * | --- | --- |
 * | NOT_FOUND | there is no such obligation |
 * | CHARGE_DECIDED | nothing is proposed, somebody has decided, or its subject has ended meanwhile |
 * | SECOND_PERSON_NEEDED | who proposed it decides on it |
 * | PAYMENT_REASON_MISSING, PAYMENT_REASON_TOO_LONG | it is declined without a reason, or with too much of it |
 */
export async function decideCharge(
  tx: Tx,
  deps: PaymentDeps,
  input: { obligationId: string; confirm: boolean; reason: string },
  actor: Actor,
): Promise<Obligation> {
  const reason = input.confirm ? null : writtenReason(input.reason);
  const { subjectKind, subjectId } = await getObligation(tx, input.obligationId);
  const subject = { kind: subjectKind, id: subjectId };
  await lockSubject(tx, deps, subject);
  const { proposal, state, id } = await lockObligation(tx, input.obligationId);
  if (!proposal || proposal.confirmed !== null || state !== 'planned') throw ChargeDecided();
  if (proposal.by === actor.accountId) throw SecondPersonNeeded();
  const decided: Proposal = {
    ...proposal,
    confirmed: input.confirm,
    decision: reason,
    decidedBy: actor.accountId,
    decidedAt: actor.at.toISOString(),
  };
  await tx.run(
    "UPDATE payments.obligation SET proposal = $2, state = CASE WHEN $3 THEN state ELSE 'cancelled' END WHERE id = $1",
    [id, JSON.stringify(decided), input.confirm],
  );
  await record(tx, deps.ledger, await lockObligation(tx, id), actor, {
    kind: 'charge-decided',
    body: { confirmed: input.confirm },
    ...(reason ? { personal: { reason } } : {}),
  });
  if (!input.confirm) return lockObligation(tx, id);
  const { outstanding } = await ask(tx, deps.ledger, id, actor);
  const why = `${proposal.reason} (${proposal.basis})`;
  await tellOwner(tx, deps, subject, { what: 'asked', amount: outstanding, how: null, why }, actor);
  return lockObligation(tx, id);
}
