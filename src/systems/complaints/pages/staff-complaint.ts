import { casesService } from '#engines/cases';
import { NotAllowed, NotFound } from '#platform/errors';
import { type Answer, type Ctx, file, type Route } from '#platform/http';
import { button, type Html, hideContacts, html, note } from '#ui';
import { complaintFor, type LoadedComplaint, type Right } from '../access.ts';
import { findComplaint, listPapers, partOf } from '../data/read.ts';
import { noticeOf } from '../notice-paper.ts';
import type { Complaint } from '../types.ts';
import { whoMaySettle } from '../who-may-settle.ts';
import { carryOutPath, mayCarryOut } from './carry-out.ts';
import { besideChip, standingChip, whyDue } from './due-view.ts';
import { complaintFacts, followPart, noticeLink, outcomePart, paperLink } from './facts.ts';
import { secondPart } from './second-part.ts';
import { settledBefore } from './settled-before.ts';
import { askForNumbers, type Sight, sightOf } from './sight.ts';
import { staffHref } from './staff-href.ts';
import { COMPLAINTS, complaintsPage, staffPath } from './staff-view.ts';
import { storyPart } from './story-view.ts';

const load = (ctx: Ctx, right: Right = 'complaint.read') =>
  complaintFor(ctx.db, ctx.visitor!, ctx.req.params.complaint ?? '', right, ctx.clock.now());

/** That who took part in what it is about does not settle it, and who does. */
async function notHis(ctx: Ctx, c: Complaint): Promise<string> {
  const who = await whoMaySettle(ctx.db, c, ctx.clock.now());
  const others = ctx.t(`complaints.may-settle${who.length ? '' : '-none'}`, { who: who.join(', ') });
  return `${ctx.t('complaints.own-decision')} ${others}`;
}

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
  const head = part && !barred ? t('complaints.own-head') : null;
  const said = barred ? await notHis(ctx, c) : head;
  const prolongs = rights.has('complaint.handle') && !c.complex && c.settleDue! >= ctx.clock.now();
  return html`${settles && said && note(said)}<p class="row">${settles && !barred && act('giai-quyet', 'settle')}${prolongs && act('gia-han', 'prolong', true)}</p>`;
}

/** What a settlement demands, until it is done: the way to doing it, for whoever answers for the agency. */
async function remedyPart(ctx: Ctx, { complaint: c }: LoadedComplaint, sight: Sight): Promise<Html | null> {
  const { t } = ctx;
  if (!c.remedy || c.replacedBy || c.restsFor) return null;
  return html`<h2>${t('complaints.remedy.title')}</h2>${await followPart(ctx, c, sight)}${
    (await mayCarryOut(ctx, c)) &&
    html`<p>${button({ label: t('complaints.carry-out.link'), href: carryOutPath(c) })}</p>`
  }`;
}

/** Of a second complaint: what the first was, how it ended, and its decision. */
async function firstPart(ctx: Ctx, first: Complaint, base: string, { opens, shown }: Sight): Promise<Html> {
  const { t } = ctx;
  const title = t('complaints.line.1', { number: first.number });
  const href = await staffHref(ctx, first);
  return html`<h2>${t('complaints.first')}</h2><p>${href ? html`<a href="${href}">${title}</a>` : title}: ${t(`complaints.status.${first.outcome ?? first.status}`)}${first.sha256 && html` · ${paperLink(ctx, first, `${base}/lan-dau.pdf`, opens)}`}</p>${first.answer && html`<p>${shown(first.answer)}</p>`}`;
}

async function show(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const loaded = await load(ctx);
  const { complaint: c, dossier, rights } = loaded;
  const sight = await sightOf(ctx, loaded);
  const first = c.firstId ? await findComplaint(ctx.db, c.firstId) : undefined;
  const base = staffPath(c);
  const beside = besideChip(ctx, c);
  const outcome = outcomePart(ctx, c, base, first, sight);
  const facts = await complaintFacts(ctx, c, base, `/can-bo/ho-so/${dossier.id}#ket-qua`, sight);
  const before = first ? await firstPart(ctx, first, base, sight) : null;
  const story = await storyPart(ctx, c, sight.shown);
  return complaintsPage(
    ctx,
    {
      title: t(`complaints.line.${c.level}`, { number: c.number }),
      back: { href: COMPLAINTS, label: t('complaints.title') },
    },
    html`${await settledBefore(ctx, c)}<p>${await standingChip(ctx, c)} <span class="q">${beside && `${beside} · `}<a href="/can-bo/ho-so/${dossier.id}">${c.dossierCode}</a></span></p>
${await actsPart(ctx, loaded, rights)}
${outcome}${await remedyPart(ctx, loaded, sight)}${await secondPart(ctx, c, second => staffHref(ctx, second))}${noticeLink(ctx, c, base)}
${await whyDue(ctx, c, { staff: true })}
<h2>${t('complaints.facts')}</h2>
${facts}${!sight.opens && html`<p class="q">${t('complaints.papers.closed')}</p>`}
${before}
${story}
${askForNumbers(ctx, sight, [outcome, facts, before, story])}<p class="q">${t('complaints.logged')}</p>`,
  );
}

/** The complaint of the address, for who may open what bears every number. Throws NOT_FOUND, NOT_ALLOWED. */
async function withPapers(ctx: Ctx): Promise<Complaint> {
  const { complaint, opens } = await load(ctx);
  if (!opens) throw NotAllowed();
  return complaint;
}

const pdf = async (ctx: Ctx, sha256: string | null | undefined): Promise<Answer> => {
  if (!sha256) throw NotFound();
  return file(await ctx.get(casesService).files.open(ctx.db, sha256), 'application/pdf');
};

/** The notice is drawn when it is asked for: as the reader may read it. */
async function notice(ctx: Ctx): Promise<Answer> {
  const loaded = await load(ctx);
  const shown = loaded.personal ? undefined : hideContacts;
  const drawn = await noticeOf(ctx.db, ctx.get(casesService), loaded, shown);
  if (!drawn) throw NotFound();
  return file(drawn, 'application/pdf');
}

// What came from outside is shown in a sandbox of its own, never as a page of ours.
const SANDBOX = { 'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'" };

async function paper(ctx: Ctx): Promise<Answer> {
  const complaint = await withPapers(ctx);
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
    handler: async ctx => pdf(ctx, (await withPapers(ctx)).sha256),
  },
  {
    method: 'GET',
    path: `${ONE}/lan-dau.pdf`,
    rule,
    handler: async ctx => {
      const { firstId } = await withPapers(ctx);
      return pdf(ctx, firstId && (await findComplaint(ctx.db, firstId))?.sha256);
    },
  },
  { method: 'GET', path: `${ONE}/thong-bao.pdf`, rule, handler: notice },
  { method: 'GET', path: `${ONE}/tep/:file`, rule, handler: paper },
];
