import {
  casesService,
  type Dossier,
  daysShown,
  dossierFor,
  dossierSections,
  enterDelegateLook,
  findDossier,
  getDraft,
  loadProcedure,
  storyOf,
  whoHasToBeThere,
} from '#engines/cases';
import { said } from '#engines/forms';
import { getProcedureVersion } from '#engines/procedures';
import { dayItems, limitText } from '#engines/worktime';
import { formatDateTime, localDate } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { type Answer, type Ctx, page, type Route, redirect } from '#platform/http';
import { qrPath } from '#platform/pdf';
import { button, citizenPage, dayStairs, type Html, html, maskPhone, raw } from '#ui';
import { dueText } from './deadline-view.ts';

/** Where word was sent, as far as the owner needs to know it again. */
function told({ t }: Ctx, { phone, email, paused }: Dossier): string {
  if (paused === 'payment') return t('portal.done.fee');
  if (phone && email) return t('portal.done.told-both', { phone: maskPhone(phone), email });
  if (phone) return t('portal.done.told-phone', { phone: maskPhone(phone) });
  return email ? t('portal.done.told-email', { email }) : t('portal.done.not-told');
}

/** The day that is promised; while the clock waits for money, when it will be. */
const due = ({ t }: Ctx, { paused, dueAt }: Dossier): Html =>
  html`<p>${t('portal.done.due')}</p>${
    paused === 'payment'
      ? html`<p><b>${t('portal.done.due-paid')}</b></p>`
      : html`<p class="big">${dueText(dueAt, t)}</p>`
  }`;

/** The page after handing in: the code, the day, why that day, and what comes next. */
async function confirmation(ctx: Ctx): Promise<Answer> {
  const { t, db } = ctx;
  const now = ctx.clock.now();
  const draft = await getDraft(db, ctx.visitor!.accountId, ctx.req.params.draft ?? '', now);
  if (!draft.dossierId) return redirect(`/nop/${draft.id}`);
  // Whose it is may let nobody act for him any more.
  const dossier = draft.principalId
    ? await dossierFor(db, ctx.visitor, draft.dossierId, 'read', now)
    : await findDossier(db, draft.dossierId);
  if (!dossier) throw NotFound();
  await enterDelegateLook(ctx, ctx.visitor!, dossier);
  const story = await storyOf(db, ctx.get(casesService).ledger, dossier, now);
  const version = await getProcedureVersion(db, dossier.procedureVersionId);
  const [agency, day] = dossier.code.split(/-(.*)/s);
  const { side, d } = qrPath(`${ctx.site.baseUrl}/tra-cuu?ma=${encodeURIComponent(dossier.code)}`);
  const way = (draft.data.result as { way?: string } | undefined)?.way ?? 'electronic';
  const both = said(whoHasToBeThere((await loadProcedure(db, dossier)).form), ctx.lang);
  const asked = way === 'electronic' ? 'electronic' : 'paper';
  const waits = dossier.paused === 'payment';
  const sections = await dossierSections(ctx, 'citizen', dossier);
  return page(
    citizenPage(
      ctx,
      { title: t('portal.done.title'), crumbs: [{ href: '/ho-so', label: t('portal.mine.title') }] },
      html`<div class="panel"><div class="row"><div class="grow"><h1>${t('portal.done.title')}</h1>
<p>${t('portal.track.code')}</p><p class="big num"><span class="nb">${agency}-</span><wbr><span class="nb">${day}</span></p>
${due(ctx, dossier)}</div>
<div><svg class="qr" width="132" height="132" viewBox="0 0 ${side} ${side}" role="img" aria-label="${t('portal.done.qr', { code: dossier.code })}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${side}v${side}H0z"/><path fill="#1c1b2e" d="${raw(d)}"/></svg><p>${t('portal.done.scan')}</p></div></div></div>
<p class="lead">${told(ctx, dossier)}</p>
${sections}
<p class="row acts">${button({ label: t('portal.receipt.download'), href: `/ho-so/${dossier.code}/giay-tiep-nhan.pdf`, alt: waits })}${button({ label: t('portal.done.follow'), href: `/ho-so/${dossier.code}`, alt: true })}</p>
<h2>${t(waits ? 'portal.deadline.title' : 'portal.done.why')}</h2>
<p>${t('portal.done.why-about', { limit: limitText(dossier.timeLimit, t), at: formatDateTime(dossier.receivedAt) })}</p>
${waits && html`<p>${t('portal.deadline.paused')}</p>`}${dayStairs(t, dayItems(daysShown(story, localDate(now)), t))}
<h2>${t('portal.done.next')}</h2>
<ol><li>${t('portal.done.next-1', { agency: (story.tasks[0] ?? story.waiting[0])?.agencyName ?? story.agencyName })}</li>
<li>${t('portal.done.next-2')}</li>
<li>${t(`portal.done.next-3-${asked}`)}${both && ` ${t('portal.done.next-both', { who: both })}`}</li></ol>
<p>${t('portal.done.late', { name: version.name })} <a href="tel:${ctx.site.hotline}">${ctx.site.hotline}</a></p>`,
    ),
  );
}

export const confirmationRoute: Route = {
  method: 'GET',
  path: '/nop/:draft/da-nop',
  rule: 'citizen',
  handler: confirmation,
};
