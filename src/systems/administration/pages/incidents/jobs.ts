import { actOf, holdsAll, mustHoldAll } from '#engines/identity';
import { formatDateTime } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { type Answer, type Ctx, type Route, redirect } from '#platform/http';
import { listStuckJobs, retryJob, type StuckJob } from '#platform/jobs';
import { ledgerService } from '#platform/ledger';
import { csrfField, doneAt, emptyState, type Html, html, scrollTable, status } from '#ui';
import { INCIDENTS } from './words.ts';

const PERMISSION = 'incident.manage';

/** What a job does, in words; its own name where nobody has said. */
const jobText = (ctx: Ctx, name: string): string => {
  const key = `administration.job.${name}`;
  return ctx.texts.has(key) ? ctx.t(key) : name;
};

function state({ t }: Ctx, job: StuckJob): Html {
  if (job.givenUp) return status('late', t('administration.job.given-up'));
  return status('soon', t('administration.job.next', { at: formatDateTime(job.nextAt) }));
}

/** Work in the background that fails again and again. It is of the whole province, so only who mends all of it sees it. */
export async function jobsSection(ctx: Ctx): Promise<Html | null> {
  if (!(await holdsAll(ctx, PERMISSION))) return null;
  const { t } = ctx;
  const jobs = await listStuckJobs(ctx.db);
  const again = (job: StuckJob) =>
    html`<form method="post" action="${INCIDENTS}/viec-nen/${job.id}/chay-lai">${csrfField(ctx)}<button class="btn alt">${t('administration.job.retry')}<span class="vh"> ${jobText(ctx, job.name)}</span></button></form>`;
  return html`<section><h2>${t('administration.jobs.title')}</h2>
<p>${t('administration.jobs.about')}</p>
${
  jobs.length
    ? scrollTable({
        caption: t('administration.jobs.title'),
        captionHidden: true,
        columns: [
          { label: t('administration.job.what') },
          { label: t('administration.job.error') },
          { label: t('administration.job.attempts'), figures: true },
          { label: t('administration.incident.state') },
          { label: t('administration.actions'), hidden: true },
        ],
        rows: jobs.map(job => [
          jobText(ctx, job.name),
          html`<code>${job.error}</code><small class="num">${formatDateTime(job.failedAt)}</small>`,
          job.attempts,
          state(ctx, job),
          again(job),
        ]),
      })
    : emptyState({ why: t('administration.jobs.none') })
}</section>`;
}

/** Lets a job run at once. One that has run meanwhile is not there any more. */
async function retry(ctx: Ctx): Promise<Answer> {
  await mustHoldAll(ctx, PERMISSION);
  const { id = '' } = ctx.req.params;
  if (!/^\d{1,18}$/.test(id)) throw NotFound();
  const act = actOf(ctx, PERMISSION);
  await ctx.db.tx(async tx => {
    const name = await retryJob(tx, id);
    if (!name) throw NotFound();
    await ctx.get(ledgerService).append(tx, {
      kind: 'administration.job-retried',
      subject: `job:${id}`,
      actor: act.actor,
      post: act.post ?? null,
      agency: act.agency ?? null,
      at: act.at,
      body: { name },
    });
  });
  return redirect(doneAt(INCIDENTS, 'job-retried'));
}

export const jobRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: `${INCIDENTS}/viec-nen/:id/chay-lai`,
    rule: { permission: PERMISSION },
    handler: retry,
  },
];
