import { type Dossier, feesOf, loadProcedure } from '#engines/cases';
import { dueName, dueOf, isClaimed, isProposed, type Obligation, obligationsOf } from '#engines/payments';
import { basisSaid } from '#engines/procedures';
import { type Ctx, textField } from '#platform/http';
import type { Translate } from '#platform/i18n';
import { button, csrfField, formatMoney, type Html, html, keyValues, note } from '#ui';
import { findSetter } from '../amount-right.ts';
import { findActor, findActorOn } from '../reach.ts';
import { sightOn } from '../sight.ts';
import { claimWords } from './claim.ts';
import { endedMoney } from './ended.ts';
import { nothingAsked, takenWords } from './fee-words.ts';
import { howToPay } from './how-to-pay.ts';
import { obligationAmounts, obligationState } from './state.ts';

const subjectOf = (dossier: Dossier) => ({ kind: 'dossier', id: dossier.id });

/** Rights to do something with money. */
const HANDLES = /^payment\.(?!read$)/;

/** On the page of those who work on a dossier: what is to be paid, and the way to the desk's money. */
export async function staffSection(ctx: Ctx, dossier: Dossier): Promise<Html | null> {
  const { t } = ctx;
  if (!(await findActorOn(ctx, 'payment.read', dossier))) return null;
  const kept = await obligationsOf(ctx.db, subjectOf(dossier));
  const { version } = await loadProcedure(ctx.db, dossier);
  const fees = feesOf(version, dossier.channel);
  if (!kept.length && !fees.length) return null;
  const obligations = kept.length ? kept.map((await sightOn(ctx, dossier)).obligation) : [];
  const due = dueOf(obligations);
  const base = `/can-bo/ho-so/${dossier.id}/phi`;
  const unset = obligations.find(o => o.state === 'unset');
  const claimed = obligations.find(isClaimed);
  const proposed = obligations.find(isProposed);
  const approves = proposed && (await findActor(ctx, 'payment.approve-refund', proposed.agencyId));
  const decides = claimed && (await findActorOn(ctx, 'payment.set', dossier));
  const sets = unset && !dossier.closedAt && (await findSetter(ctx, dossier, unset));
  const takes = due > 0 && (await findActor(ctx, 'payment.receive', dossier.receivedBy, dossier.field));
  // Who only reads, as an auditor does, finds nothing to do there.
  const handles = ctx.visitor?.grants.some(g => HANDLES.test(g.permission));
  return html`<section class="card" id="f-phi"><h2>${t('fees.title')}</h2>
${
  obligations.length
    ? keyValues(
        t,
        obligations.map(o => ({
          label: o.name,
          value: html`${obligationAmounts(o, t)} ${obligationState(o, t)}`,
        })),
      )
    : html`<p class="q">${nothingAsked(t, fees)}</p>`
}
${unset && note(t('fees.section.unset'))}${proposed && note(html`${t('fees.section.proposed', { name: proposed.name })}${dossier.closedAt && html` ${t(approves ? 'fees.proposal.ended-here' : 'fees.proposal.ended-read')}`}`)}${claimed && note(t('fees.section.claimed', { who: claimed.claim?.who ?? '' }))}
<p class="row">${approves && button({ label: t('fees.proposal.decide'), href: `${base}/${proposed.id}/duyet`, alt: true })}${decides && button({ label: t('fees.claim.decide'), href: `${base}/${claimed.id}/mien-giam`, alt: true })}${takes && button({ label: t('fees.cash.take', { amount: formatMoney(due, t.lang) }), href: `${base}/thu`, alt: true })}${sets && button({ label: t('fees.amount.button'), href: `${base}/${unset.id}/so-tien`, alt: true })}<a href="${base}">${t(handles ? 'fees.section.all' : 'fees.section.see')}</a></p></section>`;
}

/** That nothing is to be paid, and by which exemption where one was granted. */
function nothingWords(t: Translate, obligations: readonly Obligation[]): string {
  const exemption = obligations.find(o => o.state === 'exempt' && o.exemption)?.exemption;
  if (!exemption) return t('fees.citizen.nothing');
  const { who, basis } = exemption;
  return t(basis ? 'fees.citizen.nothing-by' : 'fees.citizen.nothing-for', { who, basis: basisSaid(basis) });
}

/** What hangs on a payment: the clock, the result that is still to come or signed, or nothing more where that has been handed over. */
const dueKey = ({ closedAt, status }: Dossier, waits: boolean): string => {
  if (closedAt) return 'fees.citizen.due.after';
  // With the signature the clock has stopped for good: what was raised after it holds up the paper alone.
  if (status === 'completed') return 'fees.citizen.due.signed';
  return waits ? 'fees.citizen.due.waits' : 'fees.citizen.due';
};

/** What the procedure publishes, while nobody has asked for it: the applicant has read it before he applied, and waits for word. */
async function publishedOnly(ctx: Ctx, dossier: Dossier): Promise<Html | null> {
  const { t } = ctx;
  if (dossier.closedAt) return null;
  const { version } = await loadProcedure(ctx.db, dossier);
  const fees = takenWords(t, feesOf(version, dossier.channel));
  return fees ? html`<h2>${t('fees.title')}</h2><p>${t('fees.citizen.by-law', { fees })}</p>` : null;
}

/** On the applicant's own page: what is still to be paid and the way to do so, or that it is paid. */
export async function citizenSection(ctx: Ctx, dossier: Dossier): Promise<Html | null> {
  const { t } = ctx;
  const obligations = (await obligationsOf(ctx.db, subjectOf(dossier))).filter(
    o => o.askedAt !== null || isClaimed(o),
  );
  if (!obligations.length) return publishedOnly(ctx, dossier);
  const claims = obligations.map(o => claimWords(t, o)).filter(words => words !== null);
  const over = obligations.reduce((sum, o) => sum + o.overpaid, 0);
  const due = dueOf(obligations);
  const href = `/ho-so/${dossier.code}/nop-phi`;
  const paid = obligations.reduce((sum, o) => sum + o.held, 0);
  if (due > 0)
    return html`<section id="nop-phi"><h2>${t('fees.citizen.due.title')}</h2>
<p>${t(
      dueKey(
        dossier,
        obligations.some(o => o.state === 'due' && o.waits),
      ),
      { amount: formatMoney(due, t.lang) },
    )}</p>${claims.map(words => html`<p>${words}</p>`)}
<p>${button({ label: t('fees.citizen.pay', { amount: formatMoney(due, t.lang) }), href })}</p></section>`;
  if (obligations.some(isClaimed))
    return html`<section id="nop-phi"><h2>${t('fees.citizen.claim.title')}</h2>${claims.map(words => html`<p>${words}</p>`)}</section>`;
  return html`<section id="nop-phi"><h2>${t('fees.title')}</h2>${claims.map(words => html`<p>${words}</p>`)}<p>${
    paid > 0
      ? html`${t('fees.citizen.paid', { amount: formatMoney(paid, t.lang) })} <a href="${href}">${t('fees.citizen.see')}</a>`
      : claims.length
        ? t('fees.citizen.nothing')
        : nothingWords(t, obligations)
  }</p>${over > 0 && html`<p>${t('fees.tracking.over', { amount: formatMoney(over, t.lang) })}</p>`}${await endedMoney(ctx, dossier, obligations)}</section>`;
}

/**
 * Where somebody without an account looks his dossier up: how much is to be paid, for what, and how. Who pays less, and what was paid, is
 * said to those who sign in.
 */
export async function trackingSection(ctx: Ctx, dossier: Dossier): Promise<Html | null> {
  const { t } = ctx;
  const all = await obligationsOf(ctx.db, subjectOf(dossier));
  const due = all.filter(o => o.state === 'due');
  // Not on which ground: that is said to those who sign in.
  if (!due.length && all.some(isClaimed))
    return html`<h2>${t('fees.citizen.claim.title')}</h2><p>${t('fees.tracking.claim')}</p>`;
  const amount = formatMoney(dueOf(due), t.lang);
  const over = all.reduce((sum, o) => sum + o.overpaid, 0);
  if (!due.length)
    return over > 0 ? html`<p>${t('fees.tracking.over', { amount: formatMoney(over, t.lang) })}</p>` : null;
  const key = dueKey(
    dossier,
    due.some(o => o.waits),
  );
  return html`<h2>${t('fees.citizen.due.title')}</h2>
<p>${t(key, { amount })}</p>
${
  due.length > 1 &&
  keyValues(
    t,
    due.map(o => ({ label: dueName(o, t.lang), value: formatMoney(o.outstanding, t.lang) })),
  )
}
${
  textField(ctx.req.body, HOW)
    ? await howToPay(ctx, dossier, dueOf(due), {
        back: `/tra-cuu?ma=${dossier.code}`,
        after: html`<p>${t('fees.tracking.comes')}</p>`,
      })
    : askHow(ctx)
}`;
}

/** Field of who wants to see how he pays. */
const HOW = 'nop-phi';

/** The same look-up once more, with the code to scan: it weighs more than all the rest of the page, and not everybody comes to pay. */
function askHow(ctx: Ctx): Html {
  const asked = ['ma', 'so'].map(name => hidden(name, textField(ctx.req.body, name)));
  return html`<form method="post" action="/tra-cuu">${csrfField(ctx)}${asked}<p><button class="btn" name="${HOW}" value="1">${ctx.t('fees.tracking.how')}</button></p></form>`;
}

const hidden = (name: string, value: string): Html =>
  html`<input type="hidden" name="${name}" value="${value}">`;
