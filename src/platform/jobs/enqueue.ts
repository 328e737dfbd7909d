import type { Queryable } from '#platform/db';

export type JobRequest = {
  name: string;
  payload: object;
  /** Not before this instant. */
  runAt?: Date;
  /** A job with the same key that has not run yet is replaced: asking twice is asking once. */
  key?: string;
  /** Jobs of one queue run one after the other. */
  queue?: string;
};

/** Puts a job in, with the caller's transaction: it runs only if that is committed. */
export async function enqueue(q: Queryable, job: JobRequest): Promise<void> {
  await q.run('SELECT jobs.enqueue($1, $2, $3, $4, $5)', [
    job.name,
    JSON.stringify(job.payload),
    job.runAt ?? null,
    job.key ?? null,
    job.queue ?? null,
  ]);
}
