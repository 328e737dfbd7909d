import type { Tx } from '#platform/db';
import type { Ledger } from '#platform/ledger';
import { post } from '../journal/post.ts';
import type { Actor, Obligation, ObligationState } from '../types.ts';
import { owe } from './owe.ts';
import { findObligation } from './read.ts';

/** What the sums say of an obligation that has been asked for. */
const stateOf = (o: Pick<Obligation, 'amount' | 'outstanding'>): ObligationState =>
  o.outstanding > 0 ? 'due' : o.amount === 0 ? 'exempt' : 'paid';

/**
 * Brings a locked obligation in line with the journal after a movement: what was paid in too much covers what is owed again,
 * one that was let go owes nothing, whatever went back; its state follows from the sums, and an entry says how it stands.
 */
export async function settle(
  tx: Tx,
  ledger: Pick<Ledger, 'append'>,
  obligationId: string,
  actor: Actor,
  entry: { kind: string; body?: Record<string, unknown>; personal?: Record<string, unknown> },
): Promise<Obligation> {
  const moved = await findObligation(tx, obligationId);
  if (!moved) throw new Error(`no obligation ${obligationId}`);
  const applied = Math.max(0, Math.min(moved.outstanding, moved.overpaid));
  if (applied > 0)
    await post(
      tx,
      {
        kind: 'apply',
        agencyId: moved.agencyId,
        lines: [
          { account: 'overpaid', amount: applied, obligationId },
          { account: 'receivable', amount: -applied, obligationId },
        ],
      },
      actor,
    );
  const now = {
    ...moved,
    outstanding: moved.outstanding - applied,
    overpaid: moved.overpaid - applied,
  };
  const gone = now.state === 'cancelled';
  if (gone) {
    await owe(tx, now, -now.outstanding, actor);
    now.outstanding = 0;
  }
  const asked = now.askedAt !== null && !gone;
  const state = asked ? stateOf(now) : now.state;
  await tx.run('UPDATE payments.obligation SET state = $2 WHERE id = $1', [obligationId, state]);
  const settled: Obligation = { ...now, state };
  await record(tx, ledger, settled, actor, entry);
  return settled;
}

/** Appends what happened to a locked obligation, with how it stands now. */
export const record = (
  tx: Tx,
  ledger: Pick<Ledger, 'append'>,
  o: Obligation,
  actor: Actor,
  {
    kind,
    body,
    personal,
  }: { kind: string; body?: Record<string, unknown>; personal?: Record<string, unknown> },
) =>
  ledger.append(tx, {
    kind: `payment.${kind}`,
    subject: `obligation:${o.id}`,
    actor: actor.accountId,
    post: actor.postId,
    agency: actor.agencyId ?? o.agencyId,
    at: actor.at,
    body: {
      amount: o.amount,
      state: o.state,
      outstanding: o.outstanding,
      overpaid: o.overpaid,
      held: o.held,
      owedBack: o.owedBack,
      ...body,
    },
    ...(personal ? { personal } : {}),
  });
