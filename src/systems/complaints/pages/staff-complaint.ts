import { casesService, factsOf, lookPurpose } from '#engines/cases';
import { NotFound } from '#platform/errors';
import { type Answer, type Ctx, file, type Route } from '#platform/http';
import { ledgerService } from '#platform/ledger';
import { button, type Html, html, note } from '#ui';
import { complaintFor, type LoadedComplaint, type Right } from '../access.ts';
import { findComplaint, listPapers, partOf } from '../data/read.ts';
import { noticeOf } from '../notice-paper.ts';
import { carryOutPath, mayCarryOut } from './carry-out.ts';
import { standingChip, whyDue } from './due-view.ts';
import { complaintFacts, followPart, noticeLink, outcomePart, statusWords } from './facts.ts';
import { COMPLAINTS, complaintsPage, staffPath } from './staff-view.ts';
import { storyPart } from './story-view.ts';

const load = (ctx: Ctx, right: Right = 'complaint.read') =>
  complaintFor(ctx.db, ctx.visitor!, ctx.req.params.complaint ?? '', right, ctx.clock.now());

/** What the reader may do with it now. */
async function actsPart(ctx: Ctx, { complaint: c }: LoadedComplaint, rights: ReadonlySet<Right>) {
  const { t } = ctx;
  const base = staffPath(c);
  const act = (path: string, key: string, alt = false) =>
    button({ label: t(`complaints.${key}.link`), href: `${base}/${path}`, alt });
  if (c.status === 'received' && rights.has('complaint.handle'))
    return html`<p class="row">${act('thu-ly', 'take-on')}${act('khong-thu-ly', 'decline', true)}</p>`;
  if (c.status !== 'taken-on') return null;
  const settles = rights.has('complaint.settle');
  const { part, barred } = await partOf(ctx.db, c.id, ctx.visitor!.accountId, ctx.clock.now());
  const said = barred ? 'own-decision' : 'own-head';
  const prolongs = rights.has('complaint.handle') && !c.complex && c.settleDue! >= ctx.clock.now();
  return html`${settles && part && note(t(`complaints.${said}`))}<p class="row">${settles && !barred && act('giai-quyet', 'settle')}${prolongs && act('gia-han', 'prolong', true)}</p>`;
}

/** What a settlement demands, until it is done: the way to doing it, for whoever answers for the agency. */
async function remedyPart(ctx: Ctx, { complaint: c }: LoadedComplaint): Promise<Html | null> {
  const { t } = ctx;
  if (!c.remedy) return null;
  return html`<h2>${t('complaints.remedy.title')}</h2>${await followPart(ctx, c)}${
    (await mayCarryOut(ctx, c)) &&
    html`<p>${button({ label: t('complaints.carry-out.link'), href: carryOutPath(c) })}</p>`
  }`;
}

async function show(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const loaded = await load(ctx);
  const { complaint: c, dossier, rights, actor } = loaded;
  const works = [...rights].some(right => right !== 'complaint.read');
  const facts = await factsOf(ctx.db, dossier, ctx.clock.now());
  await ctx.db.tx(tx =>
    ctx.get(ledgerService).recordAccess(tx, {
      subject: `dossier:${dossier.id}`,
      actor: actor.accountId,
      post: actor.postId,
      agency: actor.agencyId,
      purpose: works ? 'complaint' : lookPurpose(ctx.visitor!, facts),
    }),
  );
  const first = c.firstId ? await findComplaint(ctx.db, c.firstId) : undefined;
  const base = staffPath(c);
  return complaintsPage(
    ctx,
    {
      title: t(`complaints.line.${c.level}`, { number: c.number }),
      back: { href: COMPLAINTS, label: t('complaints.title') },
    },
    html`<p>${await standingChip(ctx, c)} <span class="q">${statusWords(ctx, c)} · <a href="/can-bo/ho-so/${dossier.id}">${c.dossierCode}</a></span></p>
${await actsPart(ctx, loaded, rights)}
${outcomePart(ctx, c, base, first)}${await remedyPart(ctx, loaded)}${noticeLink(ctx, c, base)}
${await whyDue(ctx, c, { staff: true })}
<h2>${t('complaints.facts')}</h2>
${await complaintFacts(ctx, c, base)}
${
  first &&
  html`<h2>${t('complaints.first')}</h2><p>${t('complaints.line.1', { number: first.number })}: ${t(`complaints.status.${first.outcome ?? first.status}`)}${first.sha256 && html` · <a href="${base}/lan-dau.pdf">${t('complaints.settled.paper', { number: first.decisionNumber ?? '' })}</a>`}</p>${first.answer && html`<p>${first.answer}</p>`}`
}
${await storyPart(ctx, c)}
<p class="q">${t('complaints.logged')}</p>`,
  );
}

const pdf = async (ctx: Ctx, sha256: string | null | undefined): Promise<Answer> => {
  if (!sha256) throw NotFound();
  return file(await ctx.get(casesService).files.open(ctx.db, sha256), 'application/pdf');
};

// What came from outside is shown in a sandbox of its own, never as a page of ours.
const SANDBOX = { 'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'" };

async function paper(ctx: Ctx): Promise<Answer> {
  const { complaint } = await load(ctx);
  const found = (await listPapers(ctx.db, complaint.id)).find(p => p.id === ctx.req.params.file);
  if (!found) throw NotFound();
  const shown = found.mediaType === 'application/pdf' || found.mediaType.startsWith('image/');
  return file(await ctx.get(casesService).files.open(ctx.db, found.sha256), found.mediaType, {
    [shown ? 'name' : 'download']: found.filename,
    headers: SANDBOX,
  });
}

const ONE = `${COMPLAINTS}/:complaint`;
const rule = { permission: 'complaint.read' };
export const staffComplaintRoutes: readonly Route[] = [
  { method: 'GET', path: ONE, rule, handler: show },
  {
    method: 'GET',
    path: `${ONE}/quyet-dinh.pdf`,
    rule,
    handler: async ctx => pdf(ctx, (await load(ctx)).complaint.sha256),
  },
  {
    method: 'GET',
    path: `${ONE}/lan-dau.pdf`,
    rule,
    handler: async ctx => {
      const { firstId } = (await load(ctx)).complaint;
      return pdf(ctx, firstId && (await findComplaint(ctx.db, firstId))?.sha256);
    },
  },
  {
    method: 'GET',
    path: `${ONE}/thong-bao.pdf`,
    rule,
    handler: async ctx => {
      const pdf = await noticeOf(ctx.db, ctx.get(casesService), await load(ctx));
      if (!pdf) throw NotFound();
      return file(pdf, 'application/pdf');
    },
  },
  { method: 'GET', path: `${ONE}/tep/:file`, rule, handler: paper },
];
