import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Dossier, openOwn } from '#engines/cases';
import {
  dueOf,
  givenBackOf,
  isClaimed,
  isDoubtful,
  itemName,
  moneyOf,
  type Obligation,
  obligationsOf,
  receiptsOf,
  refundsOf,
} from '#engines/payments';
import { basisSaid } from '#engines/procedures';
import { formatDateTime } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { type Answer, type Ctx, file, json, page, type Route } from '#platform/http';
import {
  button,
  citizenPage,
  defineAsset,
  details,
  formatMoney,
  formatPercent,
  type Html,
  html,
  keyValues,
  note,
  vietnamese,
  withVietnamese,
} from '#ui';
import { claimWords } from '../parts/claim.ts';
import { endedMoney, refundWords } from '../parts/ended.ts';
import { howToPay } from '../parts/how-to-pay.ts';
import { receiptNumber, receiptPdf } from '../slips/receipt-paper.ts';
import { peopleNames } from '../view.ts';
import { subjectOf } from './dossier-fees.ts';

const LIVE = defineAsset('pay.js', readFileSync(path.join(import.meta.dirname, 'pay-live.js'), 'utf8'));

/** What was received, each with its paper. */
async function received(ctx: Ctx, dossier: Dossier): Promise<Html | null> {
  const { t, db } = ctx;
  const receipts = (await receiptsOf(db, subjectOf(dossier))).filter(r => !r.cancelledAt);
  const money = (await moneyOf(db, subjectOf(dossier))).filter(m => m.amount > 0);
  const refunds = (await refundsOf(db, subjectOf(dossier))).filter(r => r.approved !== false);
  if (!receipts.length && !money.length) return null;
  return html`<h2>${t('fees.citizen.received')}</h2><ul>${receipts.map(
    r =>
      html`<li>${t('fees.citizen.cash', { amount: formatMoney(r.amount, t.lang), at: formatDateTime(r.receivedAt) })} <a href="/ho-so/${dossier.code}/phieu-thu/${r.id}/in.pdf">${t('fees.receipt.nth', { number: receiptNumber(r) })}</a></li>`,
  )}${money.map(
    m =>
      html`<li>${t('fees.citizen.transfer', { amount: formatMoney(m.amount, t.lang), at: formatDateTime(m.bookedAt), ref: m.bankRef })}</li>`,
  )}</ul>${refunds.length > 0 && html`<h2>${t('fees.citizen.refunds')}</h2><ul>${refunds.map(r => html`<li>${refundWords(ctx, r)}</li>`)}</ul>`}`;
}

/** Who pays less, as the procedure publishes it: said, because nobody can claim what he does not know of. */
function exemptions(ctx: Ctx, obligations: readonly Obligation[]): Html | null {
  const { t } = ctx;
  const offered = obligations.filter(o => o.state === 'due').flatMap(o => o.exemptions);
  if (!offered.length) return null;
  return details(
    { summary: t('fees.citizen.exemptions') },
    html`<ul>${offered.map(
      e =>
        html`<li>${withVietnamese(
          t,
          e.share === 0 ? 'fees.exemption.free' : 'fees.exemption.part',
          { who: e.who },
          { share: formatPercent(e.share, t.lang, 0) },
        )}${e.basis && html` <span class="q">${vietnamese(t, basisSaid(e.basis))}</span>`}</li>`,
    )}</ul><p>${t('fees.citizen.exemptions.how')}</p>`,
  );
}

/** Where who signed in sees that his money has come: by itself, or when he asks again. */
function comes({ t }: Ctx, { code }: Dossier, due: number): Html {
  const here = `/ho-so/${code}/nop-phi`;
  return html`<p data-pay="${here}/trang-thai" data-left="${due}" role="status" hidden>${t('fees.citizen.live')}</p>
<p>${t('fees.citizen.refresh')} <a href="${here}">${t('fees.citizen.refresh.link')}</a></p>
<script type="module" src="${LIVE}"></script>`;
}

/** The page on which the applicant pays, and sees that it has come. Works without script: a link asks again. */
async function show(ctx: Ctx): Promise<Answer> {
  const { t, db } = ctx;
  const dossier = await openOwn(ctx);
  const obligations = (await obligationsOf(db, subjectOf(dossier))).filter(
    o => o.askedAt !== null || isClaimed(o),
  );
  const due = dueOf(obligations);
  const over = obligations.reduce((sum, o) => sum + o.overpaid, 0);
  const now = ctx.clock.now();
  // What the statement does not bear out is not promised back.
  const checked = (await moneyOf(db, subjectOf(dossier))).some(m => isDoubtful(m, now));
  const money = (n: number) => formatMoney(n, t.lang);
  const claimed = obligations.some(isClaimed);
  const items = obligations.filter(o => o.state !== 'cancelled');
  return page(
    citizenPage(
      ctx,
      {
        title: t('fees.citizen.title', { code: dossier.code }),
        crumbs: [
          { href: '/ho-so', label: t('fees.citizen.mine') },
          { href: `/ho-so/${dossier.code}`, label: dossier.code },
        ],
      },
      html`<h1>${t(due > 0 ? 'fees.citizen.h1' : claimed ? 'fees.citizen.claim.title' : items.some(o => o.amount !== 0 || o.held > 0) ? 'fees.citizen.h1.paid' : 'fees.citizen.h1.none')}</h1>
${due > 0 && html`<p class="lead">${t('fees.citizen.lead', { amount: money(due) })}</p>`}
${obligations.map(o => claimWords(t, o)).map(words => words && note(words))}
${await endedMoney(ctx, dossier, obligations, { listed: true })}
${over > 0 && note(t(checked ? 'fees.citizen.over.checked' : 'fees.citizen.over', { amount: money(over) }))}
${
  items.length > 0 &&
  keyValues(
    t,
    items.map(o => ({
      label: itemName(o, t.lang),
      value: html`${money(o.amount ?? 0)}${o.state === 'due' && o.outstanding !== o.amount && html`, ${t('fees.left', { amount: money(o.outstanding) })}`}${o.state === 'planned' && html`, ${t('fees.citizen.item.claimed')}`}${o.state === 'paid' && html`, ${t('fees.citizen.item.paid')}`}${givenBackOf(o) > 0 && html`, ${t(o.owedBack > 0 ? 'fees.given-back' : 'fees.given-back-paid', { amount: money(givenBackOf(o)) })}`}${o.exemption && html`, ${t('fees.exempted', { who: o.exemption.who })}`}`,
    })),
  )
}
${due > 0 && (await howToPay(ctx, dossier, due, { back: `/ho-so/${dossier.code}/nop-phi`, after: comes(ctx, dossier, due) }))}
${exemptions(ctx, obligations)}
${await received(ctx, dossier)}
<p>${button({ label: t('fees.citizen.back'), href: `/ho-so/${dossier.code}`, alt: true })}</p>`,
    ),
  );
}

async function state(ctx: Ctx): Promise<Answer> {
  const dossier = await openOwn(ctx);
  return json({ left: dueOf(await obligationsOf(ctx.db, subjectOf(dossier))) });
}

async function receipt(ctx: Ctx): Promise<Answer> {
  const dossier = await openOwn(ctx);
  const found = (await receiptsOf(ctx.db, subjectOf(dossier))).find(r => r.id === ctx.req.params.receipt);
  if (!found) throw NotFound();
  const clerk = (await peopleNames(ctx, [found.receivedBy])).get(found.receivedBy) ?? '';
  return file(await receiptPdf(ctx.db, ctx.site, found, clerk), 'application/pdf', {
    download: `Phieu-thu-${found.number}-${found.year}.pdf`,
  });
}

export const payRoutes: readonly Route[] = [
  { method: 'GET', path: '/ho-so/:code/nop-phi', rule: 'citizen', handler: show },
  { method: 'GET', path: '/ho-so/:code/nop-phi/trang-thai', rule: 'citizen', handler: state },
  { method: 'GET', path: '/ho-so/:code/phieu-thu/:receipt/in.pdf', rule: 'citizen', handler: receipt },
];
