import { addresseeOf, type Dossier, findDossier } from '#engines/cases';
import { queueMessage } from '#engines/messaging';
import { dueOf, getObligation, getReceipt, getRefund, obligationsOf } from '#engines/payments';
import { formatDateTime } from '#platform/clock';
import type { Tx } from '#platform/db';
import type { Entry, Follower } from '#platform/ledger';
import { formatMoney } from '#ui';
import { receiptNumber } from './slips/receipt-paper.ts';

/** Tells the applicant that money of his dossier is given back, and when it was, and that a receipt is cancelled: once for each. */
export const tellPayer: Follower = {
  id: 'fees.tell-payer',
  kinds: ['payment.refund-decided', 'payment.refund-paid', 'payment.receipt-cancelled'],
  handle: async (entry: Entry, tx) => {
    if (entry.kind === 'payment.receipt-cancelled') return tellCancelled(entry, tx);
    const refund = await getRefund(tx, entry.subject.slice('refund:'.length));
    // Money that nobody knew whose it is goes back to an account, not to a dossier.
    if (!refund.obligationId || !refund.approved) return;
    const { subjectKind, subjectId } = await getObligation(tx, refund.obligationId);
    const dossier = await dossierOf(tx, subjectKind, subjectId);
    if (!dossier) return;
    const paid = entry.kind === 'payment.refund-paid';
    await tell(
      tx,
      entry,
      dossier,
      paid ? `fees.message.refunded-${refund.way}` : 'fees.message.refund-approved',
      { amount: formatMoney(refund.amount, dossier.lang), ref: refund.paidRef ?? '' },
    );
  },
};

/** That a receipt, of which he was told that the money had come in, is cancelled, why, and what is due again. */
async function tellCancelled(entry: Entry, tx: Tx): Promise<void> {
  const receipt = await getReceipt(tx, entry.subject.slice('cash-receipt:'.length));
  const dossier = await dossierOf(tx, receipt.subjectKind, receipt.subjectId);
  if (!dossier) return;
  const due = dueOf(await obligationsOf(tx, { kind: receipt.subjectKind, id: receipt.subjectId }));
  await tell(tx, entry, dossier, 'fees.message.receipt-cancelled', {
    number: receiptNumber(receipt),
    amount: formatMoney(receipt.amount, dossier.lang),
    due: formatMoney(due, dossier.lang),
    reason: beforeStop(receipt.cancelReason ?? ''),
  });
}

/** The message goes on after it with a full stop of its own. */
const beforeStop = (reason: string): string => reason.trim().replace(/\.$/, '');

/** Tells the applicant whether the exemption that he claims is confirmed, why not, and what he has to pay now. */
export const tellClaimant: Follower = {
  id: 'fees.tell-claimant',
  kinds: ['payment.claim-decided'],
  handle: async (entry: Entry, tx) => {
    const o = await getObligation(tx, entry.subject.slice('obligation:'.length));
    const dossier = await dossierOf(tx, o.subjectKind, o.subjectId);
    if (!dossier || !o.claim) return;
    const due = dueOf(await obligationsOf(tx, { kind: o.subjectKind, id: o.subjectId }));
    // What was promised when he applied: the day, as soon as nothing is waited for.
    const free = due > 0 || dossier.paused ? 'free' : 'free-due';
    const how = entry.body.granted ? (o.amount === 0 ? free : 'part') : 'declined';
    await tell(tx, entry, dossier, `fees.message.claim-${how}`, {
      name: o.name,
      who: o.claim.who,
      due: formatMoney(due, dossier.lang),
      promised: formatDateTime(dossier.dueAt),
      reason: beforeStop(o.claim.reason ?? ''),
    });
  },
};

/** The dossier that somebody is told about; nobody of one that was made up. */
async function dossierOf(tx: Tx, kind: string, id: string): Promise<Dossier | undefined> {
  const dossier = kind === 'dossier' ? await findDossier(tx, id) : undefined;
  return dossier?.synthetic ? undefined : dossier;
}

async function tell(
  tx: Tx,
  entry: Entry,
  dossier: Dossier,
  key: string,
  params: Record<string, string>,
): Promise<void> {
  const { ways, ...to } = await addresseeOf(tx, dossier);
  await queueMessage(
    tx,
    { ...to, key, params: { ...ways, code: dossier.code, ...params }, dedupe: entry.id },
    entry.recordedAt,
  );
}
