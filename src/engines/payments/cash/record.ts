import type { Tx } from '#platform/db';
import type { Ledger } from '#platform/ledger';
import type { Actor, Receipt } from '../types.ts';

/** Appends what happened to a receipt, with what it says now. */
export const recordReceipt = (
  tx: Tx,
  ledger: Pick<Ledger, 'append'>,
  receipt: Receipt,
  actor: Actor,
  kind: 'receipt-given' | 'receipt-cancelled',
  body: Record<string, unknown> = {},
  personal: Record<string, unknown> = {},
) =>
  ledger.append(tx, {
    kind: `payment.${kind}`,
    subject: `cash-receipt:${receipt.id}`,
    actor: actor.accountId,
    post: actor.postId,
    agency: actor.agencyId ?? receipt.agencyId,
    at: actor.at,
    body: { amount: receipt.amount, day: receipt.day, cancelled: receipt.cancelledAt !== null, ...body },
    personal,
  });
