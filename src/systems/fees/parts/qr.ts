import { type BankAccount, bankAccountFor, purposeOf, vietQr } from '#engines/payments';
import type { Ctx } from '#platform/http';
import { qrPath } from '#platform/pdf';
import { details, formatMoney, type Html, html, keyValues, note, raw } from '#ui';

export type Transfer = { account: BankAccount; amount: number; purpose: string; payload: string };

/** How to pay an amount by transfer to the agency; undefined where neither it nor one above has an account. */
export async function transferTo(
  ctx: Ctx,
  agencyId: string,
  amount: number,
  reference: string,
): Promise<Transfer | undefined> {
  const account = await bankAccountFor(ctx.db, agencyId, ctx.clock.now());
  if (!account || amount <= 0) return undefined;
  const purpose = purposeOf(reference);
  return {
    account,
    amount,
    purpose,
    payload: vietQr({ bin: account.bin, number: account.number, amount, purpose }),
  };
}

/** The QR code as a picture that is text, and all that it says for those who type it. */
export function transferView(ctx: Ctx, { account, amount, purpose, payload }: Transfer): Html {
  const { t } = ctx;
  const { side, d } = qrPath(payload);
  const copy = (text: string) => html`<code class="num nb">${text}</code>`;
  return html`<p><svg class="qr" width="264" height="264" viewBox="0 0 ${side} ${side}" role="img" aria-label="${t(
    'fees.qr.label',
    {
      amount: formatMoney(amount, t.lang),
      purpose,
    },
  )}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${side}v${side}H0z"/><path fill="#1c1b2e" d="${raw(d)}"/></svg></p>
${account.invented && note(t('fees.account.invented'))}
${keyValues(t, [
  { label: t('fees.qr.bank'), value: account.bankName },
  { label: t('fees.qr.number'), value: copy(account.number) },
  { label: t('fees.qr.holder'), value: account.holder },
  { label: t('fees.qr.amount'), value: formatMoney(amount, t.lang) },
  { label: t('fees.qr.purpose'), value: copy(purpose) },
])}
${details(
  { summary: t('fees.qr.text') },
  html`<p class="q">${t('fees.qr.text.about')}</p><p class="box"><code class="num">${payload}</code></p>`,
)}`;
}
