import { formatDateTime } from '#platform/clock';
import type { Ctx } from '#platform/http';
import type { StuckJob } from '#platform/jobs';
import { type Html, status } from '#ui';
import { INCIDENTS } from '../words.ts';

export const PERMISSION = 'incident.manage';
export const JOBS = `${INCIDENTS}/viec-nen`;
export const DROPPED = `${JOBS}?xem=da-bo`;

/** Entries of what somebody does about a job. */
export const JOB_ACTS = ['retried', 'dropped', 'put-back'].map(what => `administration.job-${what}`);

const textOr = (ctx: Ctx, key: string, otherwise: string): string =>
  ctx.t(ctx.texts.has(key) ? key : otherwise);

/** What a job does, in words; its own name where nobody has said. */
export const jobText = (ctx: Ctx, name: string): string => {
  const key = `administration.job.${name}`;
  return ctx.texts.has(key) ? ctx.t(key) : name;
};

/** What people notice while it fails. */
export const meansText = (ctx: Ctx, name: string): string =>
  textOr(ctx, `administration.job.${name}.means`, 'administration.job.unknown.means');

/** What comes of it when it is dropped. Work that the clock begins again has one text for all. */
export const dropText = (ctx: Ctx, name: string): string =>
  textOr(ctx, `administration.job.${name}.drop`, 'administration.job.by-clock.drop');

/** How it stands: being tried, waiting for its turn or for a time, or given up. */
export function jobState({ t }: Ctx, job: StuckJob): Html {
  if (job.running) return status('soon', t('administration.job.running'));
  if (job.givenUp) return status('late', t('administration.job.given-up'));
  if (job.due) return status('soon', t('administration.job.next-now'));
  return status('soon', t('administration.job.next', { at: formatDateTime(job.nextAt) }));
}
