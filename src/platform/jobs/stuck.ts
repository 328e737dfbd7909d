import type { Queryable, Tx } from '#platform/db';

/** A job that failed at least three times in a row. */
export type StuckJob = {
  id: string;
  /** `messaging.deliver` */
  name: string;
  attempts: number;
  /** Nobody tries it again by himself. */
  givenUp: boolean;
  /** In technical words, without addresses and numbers of people. */
  error: string;
  /** When it is tried next, unless it was given up. */
  nextAt: Date;
  failedAt: Date;
};

type Row = {
  id: string;
  name: string;
  attempts: number;
  most: number;
  error: string;
  nextAt: Date;
  failedAt: Date;
};

// What other servers answer may name whom a message was for.
const impersonal = (error: string): string =>
  error
    .slice(0, 2_000)
    .replace(/[^\s<>"']+/g, word => (word.includes('@') ? '…@…' : word))
    .replace(/\+?\d[\d .-]{7,}\d/g, '…')
    .slice(0, 300);

/** Jobs that fail again and again, the last failure first; at most 200. */
export async function listStuckJobs(q: Queryable): Promise<StuckJob[]> {
  const rows = await q.query<Row>(
    `SELECT id::text, name, attempts, max_attempts AS most, last_error AS error, run_at AS "nextAt",
       updated_at AS "failedAt" FROM jobs.stuck()`,
  );
  return rows.map(({ most, ...job }) => ({
    ...job,
    error: impersonal(job.error),
    givenUp: job.attempts >= most,
  }));
}

/** Lets a job run at once. Returns its name; undefined when it has run meanwhile, runs now, or is none of them. */
export async function retryJob(tx: Tx, id: string): Promise<string | undefined> {
  const stuck = await tx.maybe<{ name: string | null }>(
    'SELECT jobs.retry(s.id) AS name FROM jobs.stuck() s WHERE s.id = $1::bigint',
    [id],
  );
  return stuck?.name ?? undefined;
}
