import { type Ctx, textField as posted, type Route } from '#platform/http';
import { countStuckJobs, type StuckJob } from '#platform/jobs';
import { checkbox, doneAt, errorOf, html, note, textArea, typedOr } from '#ui';
import { formRoutes } from '../../../form-page.ts';
import { tellingRoutes } from '../second.ts';
import { dropOne, eachStuck, ofJob } from './act.ts';
import { jobCrumbs, loadJob } from './show.ts';
import { DROPPED, dropText, JOBS, jobText, meansText, PERMISSION } from './words.ts';

const REASON = 'ly-do';
const ALL = 'ca-loai';
const LONGEST = 1000;

type Loaded = { job: StuckJob; alike: number };

async function load(ctx: Ctx): Promise<Loaded> {
  const job = await loadJob(ctx);
  const kinds = await countStuckJobs(ctx.db);
  return { job, alike: kinds.find(k => k.name === job.name)?.n ?? 1 };
}

/** A job that can never succeed leaves the queue: who drops it has read what comes of it, and says why. */
export const dropJobRoutes: readonly Route[] = tellingRoutes(
  ofJob,
  formRoutes<Loaded>({
    path: `${JOBS}/:id/bo`,
    permission: PERMISSION,
    active: 'incidents',
    leave: true,
    load,
    title: ctx => ctx.t('administration.job.drop'),
    crumbs: (ctx, { job }) => [
      ...jobCrumbs(ctx),
      { href: `${JOBS}/${job.id}`, label: jobText(ctx, job.name) },
    ],
    about: (ctx, { job }) =>
      html`<p>${meansText(ctx, job.name)}</p>${note(dropText(ctx, job.name))}<p>${ctx.t('administration.job.drop.about')}</p>`,
    fields: (ctx, { alike }, errors) =>
      html`${textArea(ctx.t, {
        name: REASON,
        label: ctx.t('administration.job.reason'),
        hint: ctx.t('administration.job.reason.hint'),
        value: typedOr(ctx, REASON),
        error: errorOf(errors, REASON),
        rows: 3,
      })}${
        alike > 1 &&
        checkbox(ctx.t, {
          name: ALL,
          label: ctx.t('administration.job.drop.alike', { count: alike }),
          checked: posted(ctx.req.body, ALL) === '1',
        })
      }`,
    button: 'administration.job.drop.button',
    submit: async (ctx, { job }) => {
      const reason = posted(ctx.req.body, REASON);
      if (reason.length < 10 || reason.length > LONGEST)
        return [{ path: REASON, message: ctx.t('administration.job.reason.wrong') }];
      if (job.running) return [{ path: REASON, message: ctx.t('administration.job.drop.running') }];
      await dropOne(ctx, job.id, reason);
      if (posted(ctx.req.body, ALL) === '1') await eachStuck(ctx, job.name, id => dropOne(ctx, id, reason));
      return doneAt(DROPPED, 'job-dropped');
    },
    otherwise: REASON,
  }),
);
