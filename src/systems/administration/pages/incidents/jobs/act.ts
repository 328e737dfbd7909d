import { actOf, holdsAll, mustHoldAll } from '#engines/identity';
import type { Act } from '#engines/organisation';
import type { Tx } from '#platform/db';
import { NotFound } from '#platform/errors';
import { type Answer, type Ctx, type Route, redirect, textField } from '#platform/http';
import { dropJob, findStuckJob, listStuckJobs, putBackJob, retryJob } from '#platform/jobs';
import { doneAt } from '#ui';
import { lastMended, tellingRoutes } from '../second.ts';
import { jobId } from './show.ts';
import { DROPPED, JOB_ACTS, JOBS, PERMISSION } from './words.ts';

/** So many at once; what is left is there the next time. */
const MOST_AT_ONCE = 500;

const enter = (
  tx: Tx,
  act: Act,
  id: string,
  what: string,
  name: string,
  personal: { reason?: string } = {},
) =>
  act.ledger.append(tx, {
    kind: `administration.job-${what}`,
    subject: `job:${id}`,
    actor: act.actor,
    post: act.post ?? null,
    agency: act.agency ?? null,
    at: act.at,
    body: { name },
    personal,
  });

/** Lets a job run at once, with its entry; one that runs now is left to that. Throws NOT_FOUND for one that has succeeded meanwhile. */
const retryOne = (ctx: Ctx, id: string): Promise<void> =>
  ctx.db.tx(async tx => {
    const name = await retryJob(tx, id);
    if (!name && (await findStuckJob(tx, id))) return;
    if (!name) throw NotFound();
    await enter(tx, actOf(ctx, PERMISSION), id, 'retried', name);
  });

/** Drops a job with a reason and its entry. Throws NOT_FOUND for one that has succeeded meanwhile, or runs now. */
export const dropOne = (ctx: Ctx, id: string, reason: string): Promise<void> =>
  ctx.db.tx(async tx => {
    const act = actOf(ctx, PERMISSION);
    const name = await dropJob(tx, ctx, id, { reason, by: act.actor, at: act.at });
    if (!name) throw NotFound();
    await enter(tx, act, id, 'dropped', name, { reason });
  });

/** Each in a transaction of its own: what has run meanwhile is passed over, and holds up none of the others. */
export async function eachStuck(ctx: Ctx, name: string, act: (id: string) => Promise<void>): Promise<void> {
  for (const { id } of await listStuckJobs(ctx.db, { limit: MOST_AT_ONCE, offset: 0 }, name || undefined))
    await act(id).catch(error => {
      if (error.code !== 'NOT_FOUND') throw error;
    });
}

async function retry(ctx: Ctx): Promise<Answer> {
  await mustHoldAll(ctx, PERMISSION);
  const id = jobId(ctx);
  await retryOne(ctx, id);
  return redirect(doneAt(`${JOBS}/${id}`, 'job-retried'));
}

async function retryAll(ctx: Ctx): Promise<Answer> {
  await mustHoldAll(ctx, PERMISSION);
  await eachStuck(ctx, textField(ctx.req.body, 'viec'), id => retryOne(ctx, id));
  return redirect(doneAt(JOBS, 'jobs-retried'));
}

async function putBack(ctx: Ctx): Promise<Answer> {
  await mustHoldAll(ctx, PERMISSION);
  const id = jobId(ctx);
  await ctx.db.tx(async tx => {
    const act = actOf(ctx, PERMISSION);
    const name = await putBackJob(tx, ctx, id, act.at);
    if (!name) throw NotFound();
    await enter(tx, act, id, 'put-back', name);
  });
  return redirect(doneAt(DROPPED, 'job-put-back'));
}

/** What whoever comes second reads of the job of the address. */
export const ofJob = {
  first: async (ctx: Ctx) =>
    (await holdsAll(ctx, PERMISSION)) ? lastMended(ctx, `job:${jobId(ctx)}`, JOB_ACTS) : undefined,
  href: () => JOBS,
  typed: ['ly-do'],
};

const rule = { permission: PERMISSION };
export const jobActRoutes: readonly Route[] = [
  { method: 'POST', path: `${JOBS}/chay-lai`, rule, handler: retryAll },
  ...tellingRoutes(ofJob, [
    { method: 'POST', path: `${JOBS}/:id/chay-lai`, rule, handler: retry },
    { method: 'POST', path: `${JOBS}/:id/dua-lai`, rule, handler: putBack },
  ]),
];
