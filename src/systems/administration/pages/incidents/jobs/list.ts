import { accountNames } from '#engines/cases';
import { mustHoldAll } from '#engines/identity';
import { formatDateTime } from '#platform/clock';
import { type Answer, type Ctx, pageNumber, queryText, type Route } from '#platform/http';
import { countStuckJobs, KEPT_DAYS, listDroppedJobs, listStuckJobs } from '#platform/jobs';
import { csrfField, emptyState, formatNumber, type Html, html, pages, scrollTable, withQuery } from '#ui';
import { adminPage } from '../../../view.ts';
import { fault } from '../fault.ts';
import { incidentTabs } from '../words.ts';
import { DROPPED, JOBS, jobState, jobText, PERMISSION } from './words.ts';

const PAGE_SIZE = 50;

/** A page of a list of which one row more than shown was asked for. */
const paging = (ctx: Ctx, n: number, found: number): Html | null =>
  pages(ctx.t, {
    from: (n - 1) * PAGE_SIZE + 1,
    to: (n - 1) * PAGE_SIZE + Math.min(found, PAGE_SIZE),
    previous: n > 1 ? withQuery(ctx, { trang: String(n - 1) }) : undefined,
    next: found > PAGE_SIZE ? withQuery(ctx, { trang: String(n + 1) }) : undefined,
  });

/** Which kinds fail, and how many of each: one fault has many. */
function kindsLine(ctx: Ctx, kinds: ReadonlyArray<{ name: string; n: number }>, chosen: string): Html | null {
  if (kinds.length < 2) return null;
  const { t } = ctx;
  const link = (href: string, label: string, current: boolean) =>
    html`<li><a href="${href}"${current && html` aria-current="page"`}>${label}</a></li>`;
  return html`<nav aria-label="${t('administration.jobs.kinds')}"><ul class="row plain">${link(JOBS, t('administration.jobs.all-kinds'), !chosen)}${kinds.map(
    ({ name, n }) =>
      link(
        `${JOBS}?viec=${encodeURIComponent(name)}`,
        `${jobText(ctx, name)} (${formatNumber(n, { lang: ctx.lang })})`,
        name === chosen,
      ),
  )}</ul></nav>`;
}

async function stuck(ctx: Ctx, n: number): Promise<Html> {
  const { t } = ctx;
  const kinds = await countStuckJobs(ctx.db);
  const asked = queryText(ctx.req.query, 'viec');
  const chosen = kinds.some(k => k.name === asked) ? asked : '';
  const page = { limit: PAGE_SIZE + 1, offset: (n - 1) * PAGE_SIZE };
  const jobs = await listStuckJobs(ctx.db, page, chosen || undefined);
  const count = kinds.filter(k => !chosen || k.name === chosen).reduce((sum, k) => sum + k.n, 0);
  if (!jobs.length) return emptyState({ why: t('administration.jobs.none') });
  return html`${kindsLine(ctx, kinds, chosen)}${scrollTable({
    caption: t('administration.jobs.title'),
    captionHidden: true,
    list: true,
    columns: [
      { label: t('administration.job.what') },
      { label: t('administration.incident.state') },
      { label: t('administration.job.error') },
      { label: t('administration.job.attempts'), figures: true },
    ],
    rows: jobs
      .slice(0, PAGE_SIZE)
      .map(job => [
        html`<a href="${JOBS}/${job.id}">${jobText(ctx, job.name)}</a>`,
        jobState(ctx, job),
        html`${fault(ctx, job.error)}<small class="num">${t('administration.job.last-failed', { at: formatDateTime(job.failedAt) })}</small>`,
        job.attempts,
      ]),
  })}
${
  count > 1 &&
  html`<form method="post" action="${JOBS}/chay-lai">${csrfField(ctx)}<input type="hidden" name="viec" value="${chosen}"><p><button class="btn alt">${t('administration.jobs.retry-all', { count: formatNumber(count, { lang: ctx.lang }) })}</button></p></form>`
}
${paging(ctx, n, jobs.length)}`;
}

async function dropped(ctx: Ctx, n: number): Promise<Html> {
  const { t } = ctx;
  const jobs = await listDroppedJobs(ctx.db, { limit: PAGE_SIZE + 1, offset: (n - 1) * PAGE_SIZE });
  if (!jobs.length) return emptyState({ why: t('administration.jobs.none-dropped') });
  const names = await accountNames(
    ctx.db,
    jobs.map(j => j.droppedBy),
  );
  const back = (id: string, name: string) =>
    html`<form method="post" action="${JOBS}/${id}/dua-lai">${csrfField(ctx)}<button class="btn alt">${t('administration.job.put-back')}<span class="vh"> ${jobText(ctx, name)}</span></button></form>`;
  return html`<p>${t('administration.jobs.about-dropped', { days: KEPT_DAYS })}</p>
${scrollTable({
  caption: t('administration.jobs.dropped'),
  captionHidden: true,
  list: true,
  columns: [
    { label: t('administration.job.what') },
    { label: t('administration.job.reason') },
    { label: t('administration.job.error') },
    { label: t('administration.job.dropped-by') },
    { label: t('administration.actions'), hidden: true },
  ],
  rows: jobs
    .slice(0, PAGE_SIZE)
    .map(job => [
      jobText(ctx, job.name),
      job.reason,
      fault(ctx, job.error),
      html`${names.get(job.droppedBy)}<small class="num">${formatDateTime(job.droppedAt)}</small>`,
      back(job.id, job.name),
    ]),
})}
${paging(ctx, n, jobs.length)}`;
}

/** Work in the background that fails again and again. It is of the whole province, so only who mends all of it sees it. */
async function show(ctx: Ctx): Promise<Answer> {
  await mustHoldAll(ctx, PERMISSION);
  const { t } = ctx;
  const isDropped = queryText(ctx.req.query, 'xem') === 'da-bo';
  const n = pageNumber(ctx.req.query);
  const other = isDropped
    ? { href: JOBS, label: t('administration.jobs.title') }
    : { href: DROPPED, label: t('administration.jobs.dropped') };
  return adminPage(
    ctx,
    { title: t('administration.incidents.title.jobs'), active: 'incidents' },
    html`${await incidentTabs(ctx, 'jobs')}
<section><h2>${t(`administration.jobs.${isDropped ? 'dropped' : 'title'}`)}</h2>
${!isDropped && html`<p>${t('administration.jobs.about')}</p>`}
${await (isDropped ? dropped : stuck)(ctx, n)}
<p><a href="${other.href}">${other.label}</a></p></section>`,
  );
}

export const jobsRoute: Route = {
  method: 'GET',
  path: JOBS,
  rule: { permission: PERMISSION },
  handler: show,
};
