import { actorIn, casesService, type Dossier, enterDelegateLook, openOwn } from '#engines/cases';
import { limitText } from '#engines/worktime';
import { formatDate } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { type Answer, type Ctx, file, page, type Route, textField } from '#platform/http';
import {
  attempt,
  button,
  citizenPage,
  details,
  doneAt,
  type Errors,
  emptyState,
  errorOf,
  errorSummary,
  type Html,
  html,
  note,
  type Printable,
  postForm,
  textArea,
  typedOr,
} from '#ui';
import { type LoadedComplaint, ownComplaint } from '../access.ts';
import { withdrawComplaint } from '../actions/take-on.ts';
import { choicesOf } from '../choices.ts';
import { complaintsOfAccount, complaintsOfDossier, findComplaint, listPapers } from '../data/read.ts';
import { noticeOf } from '../notice-paper.ts';
import { fileLimit } from '../rules/limits.ts';
import { headAbove } from '../settling-agency.ts';
import { type Complaint, OPEN } from '../types.ts';
import { besideChip, standingChip, whyDue } from './due-view.ts';
import { complaintFacts, followPart, groundPart, noticeLink, outcomePart } from './facts.ts';
import { complaintFields, UPLOAD } from './form-fields.ts';
import { nowWords } from './paper-words.ts';
import { secondPart } from './second-part.ts';
import { sendComplaint } from './send-complaint.ts';
import { storyPart } from './story-view.ts';

export const MINE = '/khieu-nai';
export const minePath = (c: Pick<Complaint, 'id'>): string => `${MINE}/${c.id}`;
const WHY = 'ly-do';

/** Complaints that a form for another one names first: who wants to see one that runs need not send a second. */
export async function thereAlready(
  ctx: Ctx,
  there: readonly Complaint[],
  hrefOf: (c: Complaint) => string | null | Promise<string | null>,
): Promise<Html | null> {
  if (!there.length) return null;
  const lines: Html[] = [];
  for (const c of there) lines.push(await complaintLine(ctx, c, await hrefOf(c)));
  return html`<h2>${ctx.t('complaints.form.there')}</h2><ul class="plain">${lines}</ul>`;
}

/** Those that are the applicant's, of all about his dossier. */
const ofApplicant = (all: readonly Complaint[], { applicantId }: Dossier): Complaint[] =>
  all.filter(c => c.accountId !== null && c.accountId === applicantId);

async function formPage(ctx: Ctx, dossier: Dossier, errors: Errors = []): Promise<Answer> {
  const { t } = ctx;
  const all = await complaintsOfDossier(ctx.db, dossier.id);
  const choices = await choicesOf(ctx.db, ctx.get(casesService).ledger, dossier, ctx.clock.now(), all);
  const title = t('complaints.form.title');
  const crumbs = [
    { href: '/ho-so', label: t('complaints.nav.dossiers') },
    { href: `/ho-so/${dossier.code}`, label: dossier.code },
  ];
  const body = choices.length
    ? html`<p>${t('complaints.form.lead')}</p>${postForm(ctx, {
        action: ctx.req.path,
        fields: await complaintFields(ctx, dossier, choices, errors, { counter: false }),
        button: t('complaints.form.send'),
        upload: true,
      })}`
    : html`<p>${t('complaints.form.nothing')}</p>`;
  return page(
    citizenPage(
      ctx,
      { title, crumbs, error: errors.length > 0 },
      html`${errorSummary(t, errors)}<h1>${title}</h1>${await thereAlready(ctx, ofApplicant(all, dossier), c => minePath(c))}${body}`,
    ),
    { status: errors.length ? 422 : 200 },
  );
}

async function send(ctx: Ctx): Promise<Answer> {
  const dossier = await openOwn(ctx);
  return sendComplaint(ctx, {
    dossier,
    actor: actorIn(ctx.visitor!, ctx.clock.now(), dossier),
    who: {
      // It is the applicant's, also where somebody hands it in in his name.
      accountId: dossier.applicantId,
      name: dossier.applicantName,
      phone: dossier.phone,
      email: dossier.email,
      lang: ctx.lang,
    },
    counter: false,
    again: errors => formPage(ctx, dossier, errors),
    done: complaint => doneAt(minePath(complaint), 'da-gui'),
  });
}

/** A complaint in a list: number, what about, how it stands since when; a link where the reader may open it; `more` below it. */
export async function complaintLine(
  ctx: Ctx,
  c: Complaint,
  href: string | null,
  more: Printable = null,
): Promise<Html> {
  const { t } = ctx;
  const title = t(`complaints.line.${c.level}`, { number: c.number });
  const beside = besideChip(ctx, c);
  const now = await nowWords(ctx, c);
  return html`<li>${href ? html`<a href="${href}">${title}</a>` : html`<b>${title}</b>`}<br>${groundPart(ctx, c)}${now && `, ${now}`}<br>${await standingChip(ctx, c)} <span class="q">${beside && `${beside} · `}${formatDate(c.carriedOutAt ?? c.closedAt ?? c.takenOnAt ?? c.receivedAt)}</span>${more}</li>`;
}

async function list(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const mine = await complaintsOfAccount(ctx.db, ctx.visitor!.accountId);
  const lines: Html[] = [];
  for (const c of mine) lines.push(await complaintLine(ctx, c, minePath(c)));
  const title = t('complaints.mine.title');
  return page(
    citizenPage(
      ctx,
      { title, backTo: '/tai-khoan' },
      html`<h1>${title}</h1>
${lines.length ? html`<ul class="plain">${lines}</ul>` : emptyState({ why: t('complaints.mine.none'), next: { href: '/ho-so', label: t('complaints.nav.dossiers') } })}`,
    ),
  );
}

const withdrawPart = (ctx: Ctx, c: Complaint, errors: Errors): Html =>
  details(
    { summary: ctx.t('complaints.withdraw.title'), open: errors.length > 0 },
    html`<p>${ctx.t('complaints.withdraw.about')}</p>${postForm(ctx, {
      action: `${minePath(c)}/rut`,
      fields: textArea(ctx.t, {
        name: WHY,
        label: ctx.t('complaints.withdraw.reason'),
        optional: true,
        value: typedOr(ctx, WHY),
        error: errorOf(errors, WHY),
        rows: 2,
      }),
      button: ctx.t('complaints.withdraw.send'),
      alt: true,
    })}`,
  );

/** The complaint of the address, for whose it is or who acts in his name, which is entered. Throws NOT_FOUND. */
async function loadOwn(ctx: Ctx): Promise<LoadedComplaint> {
  const { complaint = '' } = ctx.req.params;
  const loaded = await ownComplaint(ctx.db, ctx.visitor!, complaint, ctx.clock.now());
  await enterDelegateLook(ctx, ctx.visitor!, loaded.dossier);
  return loaded;
}

async function showPage(ctx: Ctx, errors: Errors = []): Promise<Answer> {
  const { t } = ctx;
  const { complaint: c, dossier } = await loadOwn(ctx);
  const own = c.accountId === ctx.visitor!.accountId;
  const choices = await choicesOf(ctx.db, ctx.get(casesService).ledger, dossier, ctx.clock.now());
  const first = c.firstId ? await findComplaint(ctx.db, c.firstId) : undefined;
  const second = choices.find(x => x.first?.id === c.id);
  const title = t(`complaints.line.${c.level}`, { number: c.number });
  return page(
    citizenPage(
      ctx,
      {
        title,
        crumbs: own
          ? [{ href: MINE, label: t('complaints.mine.title') }]
          : [{ href: `/ho-so/${c.dossierCode}`, label: c.dossierCode }],
        error: errors.length > 0,
      },
      html`${errorSummary(t, errors)}${ctx.req.query.xong === 'da-gui' && html`<div role="status">${note(t('complaints.form.sent'))}</div>`}
${!own && note(t('complaints.acting', { name: c.name }))}
<p class="q num">${t('complaints.of-dossier')} <a href="/ho-so/${c.dossierCode}">${c.dossierCode}</a></p>
<h1>${title}</h1>
<p>${await standingChip(ctx, c)}</p>
<p class="lead">${t(`complaints.lead.${c.status}`)}</p>
${outcomePart(ctx, c, minePath(c), first)}${await followPart(ctx, c)}${await secondPart(ctx, c, minePath)}${noticeLink(ctx, c, minePath(c))}
${second && html`<p>${t('complaints.second.until', { to: (await headAbove(ctx.db, c, c.settledAgency ?? c.agencyId, ctx.clock.now())) ?? t('complaints.second.minister'), limit: limitText(fileLimit(2), t), remote: limitText(fileLimit(2, true), t) })}</p><p>${button({ label: t('complaints.second'), href: `/ho-so/${c.dossierCode}/khieu-nai?ve-viec=${second.value}`, alt: true })}</p>`}
${await whyDue(ctx, c)}
<h2>${t('complaints.facts')}</h2>
${await complaintFacts(ctx, c, minePath(c), `/ho-so/${c.dossierCode}`)}
${first && first.accountId === c.accountId && html`<p>${t('complaints.first')}: <a href="${minePath(first)}">${t('complaints.line.1', { number: first.number })}</a></p>`}
${await storyPart(ctx, c)}
${OPEN.has(c.status) && withdrawPart(ctx, c, errors)}`,
    ),
    { status: errors.length ? 422 : 200 },
  );
}

async function withdraw(ctx: Ctx): Promise<Answer> {
  const { complaint, dossier } = await loadOwn(ctx);
  const { ledger } = ctx.get(casesService);
  const reason = textField(ctx.req.body, WHY);
  return attempt(
    ctx,
    async () => {
      if (complaint.status !== 'withdrawn')
        await ctx.db.tx(tx =>
          withdrawComplaint(
            tx,
            ledger,
            { id: complaint.id, reason },
            actorIn(ctx.visitor!, ctx.clock.now(), dossier),
          ),
        );
      return minePath(complaint);
    },
    errors => showPage(ctx, errors),
    { otherwise: WHY },
  );
}

async function decision(ctx: Ctx): Promise<Answer> {
  const { complaint } = await loadOwn(ctx);
  if (!complaint.sha256) throw NotFound();
  return file(await ctx.get(casesService).files.open(ctx.db, complaint.sha256), 'application/pdf', {
    download: `Quyet-dinh-${complaint.decisionNumber?.replace('/', '-')}.pdf`,
  });
}

async function notice(ctx: Ctx): Promise<Answer> {
  const loaded = await loadOwn(ctx);
  const pdf = await noticeOf(ctx.db, ctx.get(casesService), loaded);
  if (!pdf) throw NotFound();
  return file(pdf, 'application/pdf', {
    download: `Thong-bao-khieu-nai-${loaded.complaint.number.replace('/', '-')}.pdf`,
  });
}

async function paper(ctx: Ctx): Promise<Answer> {
  const { complaint } = await loadOwn(ctx);
  const found = (await listPapers(ctx.db, complaint.id)).find(p => p.id === ctx.req.params.file);
  if (!found) throw NotFound();
  return file(await ctx.get(casesService).files.open(ctx.db, found.sha256), found.mediaType, {
    download: found.filename,
  });
}

/** On the applicant's page of a dossier: complaints about it, and the way to complain. */
export async function citizenSection(ctx: Ctx, dossier: Dossier): Promise<Html | null> {
  const { t } = ctx;
  const all = await complaintsOfDossier(ctx.db, dossier.id);
  // Whoever sees this page is the applicant, or acts in his name now.
  const there = ofApplicant(all, dossier);
  const choices = await choicesOf(ctx.db, ctx.get(casesService).ledger, dossier, ctx.clock.now(), all);
  if (!there.length && !choices.length) return null;
  const lines: Html[] = [];
  for (const c of there) lines.push(await complaintLine(ctx, c, minePath(c)));
  return html`<section id="khieu-nai"><h2>${t('complaints.title')}</h2>${lines.length > 0 && html`<ul class="plain">${lines}</ul>`}
${choices.length > 0 && html`<p>${t('complaints.section.about')} <a href="/ho-so/${dossier.code}/khieu-nai">${t('complaints.section.link')}</a></p>`}</section>`;
}

/** To whoever knows a dossier's code and the last digits of the telephone: that there are complaints and how they stand, without names. */
export async function trackingSection(ctx: Ctx, dossier: Dossier): Promise<Html | null> {
  const there = await complaintsOfDossier(ctx.db, dossier.id);
  if (!there.length) return null;
  const lines: Html[] = [];
  for (const c of there) lines.push(await complaintLine(ctx, c, null));
  return html`<h2>${ctx.t('complaints.title')}</h2><ul class="plain">${lines}</ul>`;
}

const FORM = '/ho-so/:code/khieu-nai';
const ONE = `${MINE}/:complaint`;
export const citizenRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: FORM,
    rule: 'citizen',
    handler: async ctx => formPage(ctx, await openOwn(ctx)),
  },
  { method: 'POST', path: FORM, rule: 'citizen', handler: send, upload: UPLOAD },
  { method: 'GET', path: MINE, rule: 'citizen', handler: list },
  { method: 'GET', path: ONE, rule: 'citizen', handler: ctx => showPage(ctx) },
  { method: 'POST', path: `${ONE}/rut`, rule: 'citizen', handler: withdraw },
  { method: 'GET', path: `${ONE}/quyet-dinh.pdf`, rule: 'citizen', handler: decision },
  { method: 'GET', path: `${ONE}/thong-bao.pdf`, rule: 'citizen', handler: notice },
  { method: 'GET', path: `${ONE}/tep/:file`, rule: 'citizen', handler: paper },
];
