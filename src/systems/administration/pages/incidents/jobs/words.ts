import { formatDateTime } from '#platform/clock';
import type { Ctx } from '#platform/http';
import type { StuckJob } from '#platform/jobs';
import { type Html, status } from '#ui';
import { INCIDENTS } from '../words.ts';

export const PERMISSION = 'incident.manage';
export const JOBS = `${INCIDENTS}/viec-nen`;
export const DROPPED = `${JOBS}?xem=da-bo`;

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

export function jobState({ t }: Ctx, job: StuckJob): Html {
  if (job.givenUp) return status('late', t('administration.job.given-up'));
  return status('soon', t('administration.job.next', { at: formatDateTime(job.nextAt) }));
}
