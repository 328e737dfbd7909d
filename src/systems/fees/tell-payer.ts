import { addresseeOf, findDossier } from '#engines/cases';
import { queueMessage } from '#engines/messaging';
import { getObligation, getRefund } from '#engines/payments';
import type { Entry, Follower } from '#platform/ledger';
import { formatMoney } from '#ui';

/** Tells the applicant that money of his dossier is given back, and when it was: once for each. */
export const tellPayer: Follower = {
  id: 'fees.tell-payer',
  kinds: ['payment.refund-decided', 'payment.refund-paid'],
  handle: async (entry: Entry, tx) => {
    const refund = await getRefund(tx, entry.subject.slice('refund:'.length));
    // Money that nobody knew whose it is goes back to an account, not to a dossier.
    if (!refund.obligationId || !refund.approved) return;
    const { subjectKind, subjectId } = await getObligation(tx, refund.obligationId);
    const dossier = subjectKind === 'dossier' ? await findDossier(tx, subjectId) : undefined;
    if (!dossier || dossier.synthetic) return;
    const paid = entry.kind === 'payment.refund-paid';
    const { ways, ...to } = await addresseeOf(tx, dossier);
    await queueMessage(
      tx,
      {
        ...to,
        key: paid ? `fees.message.refunded-${refund.way}` : 'fees.message.refund-approved',
        params: {
          ...ways,
          code: dossier.code,
          amount: formatMoney(refund.amount, dossier.lang),
          ref: refund.paidRef ?? '',
        },
        dedupe: entry.id,
      },
      entry.recordedAt,
    );
  },
};
