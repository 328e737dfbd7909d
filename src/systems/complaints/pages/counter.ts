import { casesService, type Dossier } from '#engines/cases';
import { NotFound } from '#platform/errors';
import { type Answer, type Ctx, file, type Route } from '#platform/http';
import { button, doneAt, type Errors, type Html, hideContacts, html, postForm } from '#ui';
import { dossierAtCounter } from '../access.ts';
import { choicesOf } from '../choices.ts';
import { complaintsOfDossier, findComplaint } from '../data/read.ts';
import { receiptOfComplaint } from '../receipt-paper.ts';
import type { Complaint } from '../types.ts';
import { carryOutPath, mayCarryOut } from './carry-out.ts';
import { complaintLine, thereAlready } from './citizen.ts';
import { complaintFields, UPLOAD } from './form-fields.ts';
import { sendComplaint } from './send-complaint.ts';
import { staffHref } from './staff-href.ts';
import { complaintsPage } from './staff-view.ts';

const FORM = '/can-bo/ho-so/:id/khieu-nai';

const load = (ctx: Ctx) => dossierAtCounter(ctx.db, ctx.visitor!, ctx.req.params.id ?? '', ctx.clock.now());

async function formPage(ctx: Ctx, dossier: Dossier, errors: Errors = []): Promise<Answer> {
  const { t } = ctx;
  const there = await complaintsOfDossier(ctx.db, dossier.id);
  const choices = await choicesOf(ctx.db, ctx.get(casesService).ledger, dossier, ctx.clock.now(), there);
  const known = await thereAlready(ctx, there, c => staffHref(ctx, c));
  return complaintsPage(
    ctx,
    {
      title: t('complaints.counter.title'),
      back: {
        href: `/can-bo/ho-so/${dossier.id}`,
        label: t('complaints.counter.back', { code: dossier.code }),
      },
      errors,
    },
    html`${known}${
      choices.length
        ? html`<p>${t('complaints.counter.about', { name: dossier.applicantName })}</p>${postForm(ctx, {
            action: ctx.req.path,
            fields: await complaintFields(ctx, dossier, choices, errors, { counter: true }),
            button: t('complaints.counter.button'),
            upload: true,
          })}`
        : html`<p>${t('complaints.form.nothing')}</p>`
    }`,
  );
}

/** The complaint is taken in; who may read it goes to it, else back to the dossier. */
async function send(ctx: Ctx): Promise<Answer> {
  const { dossier, actor } = await load(ctx);
  return sendComplaint(ctx, {
    dossier,
    actor,
    who: {
      accountId: dossier.applicantId,
      name: dossier.applicantName,
      phone: dossier.phone,
      email: dossier.email,
      lang: dossier.lang,
    },
    counter: true,
    again: errors => formPage(ctx, dossier, errors),
    done: () => doneAt(`/can-bo/ho-so/${dossier.id}#khieu-nai`, 'complaint-received'),
  });
}

/** The receipt for who brought a complaint to the counter, to be printed. */
async function receipt(ctx: Ctx): Promise<Answer> {
  const { dossier, personal } = await load(ctx);
  const complaint = await findComplaint(ctx.db, ctx.req.params.complaint ?? '');
  if (complaint?.dossierId !== dossier.id) throw NotFound();
  const pdf = await receiptOfComplaint(
    ctx.db,
    ctx.get(casesService),
    complaint,
    personal ? undefined : hideContacts,
  );
  if (!pdf) throw NotFound();
  return file(pdf, 'application/pdf', {
    name: `Bien-nhan-khieu-nai-${complaint.number.replace('/', '-')}.pdf`,
  });
}

/** On the page of those who work on a dossier: complaints about it, and the way to hand one in for the applicant. */
export async function staffSection(ctx: Ctx, dossier: Dossier): Promise<Html | null> {
  const { t } = ctx;
  const there = await complaintsOfDossier(ctx.db, dossier.id);
  const receives = ctx.visitor?.grants.some(g => g.permission === 'complaint.receive') ?? false;
  const choices = receives
    ? await choicesOf(ctx.db, ctx.get(casesService).ledger, dossier, ctx.clock.now(), there)
    : [];
  if (!there.length && !choices.length) return null;
  const lines: Html[] = [];
  for (const c of there)
    lines.push(
      await complaintLine(
        ctx,
        c,
        await staffHref(ctx, c),
        receives &&
          c.channel === 'counter' &&
          html`<br><a href="/can-bo/ho-so/${dossier.id}/khieu-nai/${c.id}/bien-nhan.pdf">${t('complaints.receipt')}</a>`,
      ),
    );
  const waits: Complaint[] = [];
  for (const c of there) if (!c.restsFor && (await mayCarryOut(ctx, c))) waits.push(c);
  return html`<section id="khieu-nai"><h2>${t('complaints.title')}</h2>${lines.length > 0 && html`<ul class="plain">${lines}</ul>`}
${waits.map(c => html`<p>${button({ label: t('complaints.carry-out.link-of', { number: c.decisionNumber ?? '' }), href: carryOutPath(c) })}</p>`)}
${choices.length > 0 && html`<p><a href="/can-bo/ho-so/${dossier.id}/khieu-nai">${t('complaints.counter.link')}</a></p>`}</section>`;
}

export const counterRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: FORM,
    rule: { permission: 'complaint.receive' },
    handler: async ctx => formPage(ctx, (await load(ctx)).dossier),
  },
  {
    method: 'POST',
    path: FORM,
    rule: { permission: 'complaint.receive' },
    handler: send,
    upload: UPLOAD,
  },
  {
    method: 'GET',
    path: `${FORM}/:complaint/bien-nhan.pdf`,
    rule: { permission: 'complaint.receive' },
    handler: receipt,
  },
];
