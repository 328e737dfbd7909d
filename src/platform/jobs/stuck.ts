import type { Queryable, Tx } from '#platform/db';

/** A job that failed at least three times in a row, or that somebody let run again and that has not succeeded yet. */
export type StuckJob = {
  id: string;
  /** `messaging.deliver` */
  name: string;
  /** How often it failed, in all. */
  attempts: number;
  /** Nobody tries it again by himself. */
  givenUp: boolean;
  /** It is being tried at this moment. */
  running: boolean;
  /** When somebody let it run again; null: nobody has. */
  retriedAt: Date | null;
  /** In technical words, without addresses and numbers of people. */
  error: string;
  /** When it is tried next, unless it was given up; `due`: as soon as its turn comes. */
  nextAt: Date;
  due: boolean;
  failedAt: Date;
};

export type Page = { limit: number; offset: number };

/** An error in technical words without whom it was about: what other servers answer may name whom a message was for. */
export const impersonal = (error: string): string =>
  error
    .slice(0, 2_000)
    .replace(/[^\s<>"']+/g, word => (word.includes('@') ? '…@…' : word))
    .replace(/\+?\d[\d .-]{7,}\d/g, '…')
    .slice(0, 300);

async function find(q: Queryable, args: readonly unknown[]): Promise<StuckJob[]> {
  const rows = await q.query<StuckJob>(
    `SELECT id::text, name, attempts, spent AS "givenUp", running, due, retried_at AS "retriedAt", last_error AS error, run_at AS "nextAt",
       failed_at AS "failedAt" FROM jobs.stuck($1::bigint, $2, $3, $4)`,
    args,
  );
  return rows.map(job => ({ ...job, error: impersonal(job.error) }));
}

/** Jobs that fail again and again, the last failure first; `name`: those of that kind. */
export const listStuckJobs = (q: Queryable, { limit, offset }: Page, name?: string): Promise<StuckJob[]> =>
  find(q, [null, name ?? null, limit, offset]);

/** One of them; undefined when it has succeeded meanwhile. */
export const findStuckJob = async (q: Queryable, id: string): Promise<StuckJob | undefined> =>
  (await find(q, [id, null, 1, 0]))[0];

/** How many of them there are of each kind, the most first. */
export const countStuckJobs = (q: Queryable): Promise<Array<{ name: string; n: number }>> =>
  q.query('SELECT name, n FROM jobs.stuck_kinds()');

/** Lets a job run at once. Returns its name; undefined when it has run meanwhile, runs now, or is none of them. */
export async function retryJob(tx: Tx, id: string): Promise<string | undefined> {
  const stuck = await tx.maybe<{ name: string | null }>(
    'SELECT jobs.retry(s.id) AS name FROM jobs.stuck($1::bigint) s',
    [id],
  );
  return stuck?.name ?? undefined;
}
