import {
  givenBackOf,
  isClaimed,
  isProposed,
  type Obligation,
  type Refund,
  timesRate,
} from '#engines/payments';
import type { Translate } from '#platform/i18n';
import { formatMoney, type Html, html, status } from '#ui';

/** How an obligation stands, in a chip. */
export const obligationState = (o: Obligation, t: Translate): Html =>
  isClaimed(o)
    ? status('soon', t('fees.state.claimed'))
    : isProposed(o) || o.proposal?.confirmed === false
      ? status(
          isProposed(o) ? 'soon' : 'done',
          t(isProposed(o) ? 'fees.state.proposed' : 'fees.state.declined'),
        )
      : status(
          o.state === 'due' ? 'hold' : o.state === 'unset' ? 'soon' : 'done',
          t(`fees.state.${o.state === 'due' && o.outstanding < (o.amount ?? 0) ? 'part' : o.state}`),
        );

/** The amount in words for a row: what is asked, what of it is left, what was paid too much, what goes back. */
export function obligationAmounts(o: Obligation, t: Translate): Html {
  const money = (n: number) => formatMoney(n, t.lang);
  const more = [
    timesRate(o, t.lang),
    o.state === 'due' && o.outstanding !== o.amount && t('fees.left', { amount: money(o.outstanding) }),
    o.overpaid > 0 && t('fees.over', { amount: money(o.overpaid) }),
    givenBackOf(o) > 0 &&
      t(o.owedBack > 0 ? 'fees.given-back' : 'fees.given-back-paid', { amount: money(givenBackOf(o)) }),
    o.owedBack > 0 && t('fees.owed-back', { amount: money(o.owedBack) }),
    o.proposal && t('fees.proposal.row', { basis: o.proposal.basis }),
    o.proposal?.decision && t('fees.proposal.row.declined', { reason: o.proposal.decision }),
    isClaimed(o) && t('fees.claim.row', { who: o.claim?.who ?? '' }),
    o.exemption && t('fees.exempted', { who: o.exemption.who }),
    o.claim?.granted === false &&
      t('fees.claim.row.declined', { who: o.claim.who, reason: o.claim.reason ?? '' }),
  ].filter(Boolean);
  return html`${o.amount === null ? t('fees.amount.unset') : money(o.amount)}${more.map(m => html`<small>${m}</small>`)}`;
}

export const refundState = (r: Refund): 'requested' | 'approved' | 'rejected' | 'paid' =>
  r.paidAt ? 'paid' : r.approved === null ? 'requested' : r.approved ? 'approved' : 'rejected';

/** How a refund stands, in a chip. */
export const refundChip = (r: Refund, t: Translate): Html => {
  const state = refundState(r);
  return status(
    state === 'requested' ? 'soon' : state === 'approved' ? 'hold' : 'done',
    t(`fees.refund.state.${state}`),
  );
};

/** An account number as people read it out: in groups of four digits. */
export const groupedAccount = (number: string): string => number.replace(/(.{4})(?=.)/g, '$1 ');
