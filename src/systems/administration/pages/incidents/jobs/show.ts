import { mustHoldAll } from '#engines/identity';
import { formatDateTime } from '#platform/clock';
import { NotFound } from '#platform/errors';
import type { Answer, Ctx, Route } from '#platform/http';
import { findStuckJob, type StuckJob } from '#platform/jobs';
import { button, csrfField, details, html, keyValues } from '#ui';
import { adminPage } from '../../../view.ts';
import { incidentCrumbs } from '../crumbs.ts';
import { fault } from '../fault.ts';
import { lastMended, mendedWords } from '../second.ts';
import { DROPPED, dropText, JOB_ACTS, JOBS, jobState, jobText, meansText, PERMISSION } from './words.ts';

export const jobCrumbs = (ctx: Ctx) => [
  ...incidentCrumbs(ctx),
  { href: JOBS, label: ctx.t('administration.jobs.title') },
];

/** The number of a job in the address. Throws NotFound for what is none. */
export function jobId(ctx: Ctx): string {
  const { id = '' } = ctx.req.params;
  if (!/^\d{1,18}$/.test(id)) throw NotFound();
  return id;
}

/** The job of the address, for who mends the whole province. Throws NotFound, also when it has succeeded meanwhile. */
export async function loadJob(ctx: Ctx): Promise<StuckJob> {
  await mustHoldAll(ctx, PERMISSION);
  const job = await findStuckJob(ctx.db, jobId(ctx));
  if (!job) throw NotFound();
  return job;
}

/** Whoever comes back to one that somebody let run again reads that it is done, or dropped, and who did what last. Throws NotFound for any other. */
async function over(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const last = await lastMended(ctx, `job:${jobId(ctx)}`, JOB_ACTS);
  if (!last) throw NotFound();
  const isDropped = last.kind === 'administration.job-dropped';
  const how = isDropped ? 'dropped' : last.kind === 'administration.job-put-back' ? 'put-back' : 'done';
  return adminPage(
    ctx,
    { title: t(`administration.job.over.${how}`), active: 'incidents', crumbs: jobCrumbs(ctx) },
    html`<p>${t(`administration.job.over.${how}.about`)}</p>
<p>${await mendedWords(ctx, last)}</p>
<p><a href="${isDropped ? DROPPED : JOBS}">${t(`administration.jobs.${isDropped ? 'dropped' : 'title'}`)}</a></p>`,
  );
}

/** How often it failed, and what becomes of it: of one that was let run again, since when. */
function happened({ t }: Ctx, { givenUp, attempts, retriedAt }: StuckJob): string {
  const at = retriedAt ? formatDateTime(retriedAt) : '';
  return t(`administration.job.happened${givenUp ? '-given-up' : retriedAt ? '-retried' : ''}`, {
    n: attempts,
    at,
  });
}

/** What does not work, what that means to people, and what each button does. */
async function show(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  await mustHoldAll(ctx, PERMISSION);
  const job = await findStuckJob(ctx.db, jobId(ctx));
  if (!job) return over(ctx);
  const path = `${JOBS}/${job.id}`;
  const said = [
    ['happened', happened(ctx, job)],
    ['means', meansText(ctx, job.name)],
    ['todo', t('administration.job.todo')],
  ] as const;
  return adminPage(
    ctx,
    { title: jobText(ctx, job.name), active: 'incidents', crumbs: jobCrumbs(ctx) },
    html`<p class="row">${jobState(ctx, job)}</p>
<div class="box plain">${keyValues(
      t,
      said.map(([label, value]) => ({ label: t(`administration.incident.label.${label}`), value })),
    )}</div>
${
  !job.running &&
  html`<section><h2>${t('administration.incident.acts')}</h2>
<form method="post" action="${path}/chay-lai">${csrfField(ctx)}<p>${button({ label: t('administration.job.retry') })}</p></form>
${details(
  { summary: t('administration.job.drop'), open: job.givenUp },
  html`<p>${dropText(ctx, job.name)}</p><p>${button({ label: t('administration.job.drop.link'), href: `${path}/bo`, alt: true })}</p>`,
)}</section>`
}
<section><h2>${t('administration.incident.facts')}</h2>${keyValues(t, [
      { label: t('administration.job.attempts'), value: String(job.attempts) },
      { label: t('administration.incident.failed'), value: formatDateTime(job.failedAt) },
      { label: t('administration.job.name'), value: html`<code>${job.name}</code>` },
      { label: t('administration.incident.error'), value: fault(ctx, job.error) },
    ])}</section>`,
  );
}

export const jobRoute: Route = {
  method: 'GET',
  path: `${JOBS}/:id`,
  rule: { permission: PERMISSION },
  handler: show,
};
