import type { Dossier } from '#engines/cases';
import { findAgency } from '#engines/organisation';
import { bankService, SIMULATED_BANK_PAGE } from '#engines/payments';
import { localDate } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { button, type Html, html } from '#ui';
import { transferTo, transferView } from './qr.ts';

type Page = {
  /** Where the simulated bank leads back to. */
  back: string;
  /** What the page says of money that is on its way. */
  after: Html;
};

/** By transfer, with the code that banks' applications read, where the office has an account; and in cash at the desk. */
export async function howToPay(
  ctx: Ctx,
  dossier: Pick<Dossier, 'code' | 'receivedBy'>,
  due: number,
  { back, after }: Page,
): Promise<Html> {
  const { t } = ctx;
  const transfer = await transferTo(ctx, dossier.receivedBy, due, dossier.code);
  const desk = await findAgency(ctx.db, dossier.receivedBy, localDate(ctx.clock.now()));
  return html`${
    transfer &&
    html`<h2>${t('fees.citizen.qr')}</h2><p>${t('fees.citizen.qr.about')}</p>
${transferView(ctx, transfer)}
${
  ctx.get(bankService).simulated &&
  html`<div class="box"><p>${t('fees.citizen.simulated')}</p><p>${button({ label: t('fees.citizen.simulated.button'), href: `${SIMULATED_BANK_PAGE}?${new URLSearchParams({ qr: transfer.payload, ve: back })}`, alt: true })}</p></div>`
}
${after}`
  }
<h2>${t('fees.citizen.desk')}</h2><p>${t('fees.citizen.desk.about', { agency: desk?.name ?? '', code: dossier.code })}</p>`;
}
