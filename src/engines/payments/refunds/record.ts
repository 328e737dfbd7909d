import type { Tx } from '#platform/db';
import type { Ledger } from '#platform/ledger';
import type { Actor, Refund } from '../types.ts';

const stateOf = (r: Refund): string =>
  r.paidAt ? 'paid' : r.approved === null ? 'requested' : r.approved ? 'approved' : 'rejected';

/** Appends what happened to a refund, with where it stands. */
export const recordRefund = (
  tx: Tx,
  ledger: Pick<Ledger, 'append'>,
  refund: Refund,
  actor: Actor,
  kind: 'refund-requested' | 'refund-decided' | 'refund-paid',
  personal: Record<string, unknown> = {},
) =>
  ledger.append(tx, {
    kind: `payment.${kind}`,
    subject: `refund:${refund.id}`,
    actor: actor.accountId,
    post: actor.postId,
    agency: actor.agencyId ?? refund.agencyId,
    at: actor.at,
    body: {
      amount: refund.amount,
      state: stateOf(refund),
      of: refund.obligationId ? `obligation:${refund.obligationId}` : `bank-money:${refund.moneyId}`,
    },
    personal,
  });
