import type { CopiedOf } from '#engines/cases';
import { obligationsOf, receiptsOf } from '#engines/payments';
import { html } from '#ui';
import { obligationAmounts, obligationState } from './state.ts';

/** What had to be paid for a dossier, how it stands, and the receipts. */
export const copiedPayments: CopiedOf = {
  name: 'payments',
  of: async ({ db }, { id }, t) => {
    const subject = { kind: 'dossier', id };
    const receipts = (await receiptsOf(db, subject)).map(
      ({ number, year, payer, items, amount, receivedAt, cancelledAt }) => ({
        ...{ number, year, payer, items, amount, receivedAt, cancelledAt },
      }),
    );
    return (await obligationsOf(db, subject)).map((o, i) => {
      const { name, reference, payer, amount, state, outstanding, overpaid, owedBack } = o;
      return {
        data: {
          ...{ name, reference, payer, amount, state, outstanding, overpaid, owedBack, paid: o.held },
          ...{ exemption: o.exemption, claim: o.claim && { who: o.claim.who, granted: o.claim.granted } },
          ...(i === 0 && { receipts }),
        },
        told: { label: name, value: html`${obligationAmounts(o, t)} (${obligationState(o, t)})` },
        files: [],
      };
    });
  },
};
