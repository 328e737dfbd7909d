import type { Queryable, Tx } from '#platform/db';
import { defineExtensionPoint, type Env } from '#platform/env';
import { impersonal, type Page } from './stuck.ts';

/**
 * What becomes of the matter of a job that somebody drops, so that nothing waits for it unseen: called in the transaction of the drop,
 * with what the job carried and how it failed last; and of the putting back.
 */
export type Droppable = {
  name: string;
  dropped(tx: Tx, payload: never, at: Date, error: string): Promise<unknown>;
  putBack?(tx: Tx, payload: never, at: Date): Promise<unknown>;
};

export const droppable = defineExtensionPoint<Droppable>('jobs.droppable');

/** A job that somebody dropped. */
export type DroppedJob = {
  id: string;
  name: string;
  attempts: number;
  /** As of a stuck job. */
  error: string;
  failedAt: Date;
  droppedAt: Date;
  /** Account. */
  droppedBy: string;
  reason: string;
};

/** A dropped job is kept for so long; then it cannot be put back any more. */
export const KEPT_DAYS = 90;

const matterOf = (env: Pick<Env, 'extensions'>, name: string): Droppable | undefined =>
  env.extensions(droppable).find(d => d.name === name);

/**
 * Takes a job that fails again and again out of the queue, for good unless it is put back. Returns its name; undefined when it has run
 * meanwhile, runs now, was dropped by somebody else, or is none of them.
 */
export async function dropJob(
  tx: Tx,
  env: Pick<Env, 'extensions'>,
  id: string,
  { reason, by, at }: { reason: string; by: string; at: Date },
): Promise<string | undefined> {
  const job = await tx.maybe<{ name: string; payload: never; error: string }>(
    'SELECT name, payload, error FROM jobs.drop($1::bigint, $2, $3, $4)',
    [id, reason, by, at],
  );
  if (job) await matterOf(env, job.name)?.dropped(tx, job.payload, at, impersonal(job.error));
  return job?.name;
}

/** Puts a dropped job back into the queue: it runs at once. Returns its name; undefined when it is not kept any more. */
export async function putBackJob(
  tx: Tx,
  env: Pick<Env, 'extensions'>,
  id: string,
  at: Date,
): Promise<string | undefined> {
  const job = await tx.maybe<{ name: string; payload: never }>(
    'SELECT name, payload FROM jobs.put_back($1::bigint)',
    [id],
  );
  if (job) await matterOf(env, job.name)?.putBack?.(tx, job.payload, at);
  return job?.name;
}

/** What was dropped and is kept, the last first. */
export async function listDroppedJobs(q: Queryable, { limit, offset }: Page): Promise<DroppedJob[]> {
  const jobs = await q.query<DroppedJob>(
    `SELECT id::text, name, attempts, error, failed_at AS "failedAt", dropped_at AS "droppedAt", dropped_by AS "droppedBy", reason
     FROM jobs.dropped ORDER BY dropped_at DESC, id LIMIT $1 OFFSET $2`,
    [limit, offset],
  );
  return jobs.map(job => ({ ...job, error: impersonal(job.error) }));
}

/** Forgets what was dropped long ago. */
export const forgetDropped = (q: Queryable, at: Date): Promise<number> =>
  q.run('DELETE FROM jobs.dropped WHERE dropped_at < $1', [new Date(at.getTime() - KEPT_DAYS * 86_400_000)]);
