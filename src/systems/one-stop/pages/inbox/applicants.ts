import { agencyNames, countWaitingForApplicants, listWaitingForApplicants } from '#engines/cases';
import { formatDateTime } from '#platform/clock';
import { type Answer, type Ctx, page, pageNumber, type Route } from '#platform/http';
import {
  emptyState,
  type Html,
  html,
  pages,
  pastEnd,
  scrollTable,
  staffPage,
  status,
  vietnamese,
  withQuery,
} from '#ui';
import { REGISTER } from '../register/ask.ts';
import { APPLICANTS, receivingReach } from './applicants-reach.ts';
import { deskOf } from './ask.ts';
import { noteRead } from './note-read.ts';
import { savedNav, savedViewsOf } from './saved-views.ts';
import { commonViews } from './views.ts';

const PAGE_SIZE = 50;

type Line = Awaited<ReturnType<typeof listWaitingForApplicants>>[number];

async function table(ctx: Ctx, lines: readonly Line[]): Promise<Html> {
  const { t, db } = ctx;
  const now = ctx.clock.now();
  const agencyName = await agencyNames(
    db,
    lines.map(line => ({ agencyId: line.agencyId, at: now })),
  );
  return scrollTable({
    caption: t('one-stop.view.applicants'),
    captionHidden: true,
    list: true,
    rowHeader: 0,
    columns: [
      'one-stop.col.owner',
      'one-stop.applicants.waits',
      'one-stop.col.procedure',
      'one-stop.applicants.agency',
    ].map(key => ({ label: t(key) })),
    rows: lines.map(line => [
      html`<a href="/can-bo/ho-so/${line.id}">${line.ownerName}</a>${line.applicantName !== line.ownerName && html`<small>${t('one-stop.register.by', { name: line.applicantName })}</small>`}<small class="num nb q">${line.code}</small>`,
      html`${status('hold', t(line.waitsFor === 'answer' ? 'one-stop.applicants.answer' : `cases.status.${line.waitsFor}`))}<small>${t('one-stop.waiting-since', { since: formatDateTime(line.since) })}</small>`,
      vietnamese(t, line.procedure),
      vietnamese(t, agencyName(line.agencyId, now) ?? ''),
    ]),
  });
}

/** Of what the visitor's office received, at whatever step: what waits for its applicant, who asks the counter about it. */
async function show(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const desk = await deskOf(ctx);
  const reach = await receivingReach(ctx);
  const count = await countWaitingForApplicants(ctx.db, reach);
  const n = pageNumber(ctx.req.query);
  const offset = (n - 1) * PAGE_SIZE;
  const lines = await listWaitingForApplicants(ctx.db, reach, { limit: PAGE_SIZE, offset });
  const elsewhere = pastEnd(ctx, n, lines.length);
  if (elsewhere) return elsewhere;
  await noteRead(ctx, desk, 'inbox', { xem: 'cho-nguoi-nop' }, lines.length);
  const at = (number: number) => withQuery(ctx, { trang: String(number) });
  return page(
    staffPage(
      ctx,
      {
        title: t('one-stop.view.applicants'),
        nav: [await commonViews(ctx, desk), ...(await savedNav(ctx, desk, await savedViewsOf(ctx)))],
        active: 'applicants',
        search: { action: REGISTER, label: t('one-stop.search'), value: '' },
      },
      html`<h1>${t('one-stop.applicants.title', { count })}</h1><p class="q">${t('one-stop.applicants.about')}</p>
${lines.length ? await table(ctx, lines) : emptyState({ why: t('one-stop.applicants.none') })}
${pages(t, {
  from: offset + 1,
  to: offset + lines.length,
  total: count,
  previous: n > 1 ? at(n - 1) : undefined,
  next: offset + lines.length < count ? at(n + 1) : undefined,
})}`,
    ),
  );
}

export const applicantsRoute: Route = {
  method: 'GET',
  path: APPLICANTS,
  rule: { permission: 'dossier.receive' },
  handler: show,
};
