import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseCronItems, type Runner, run } from 'graphile-worker';
import { openDb } from '#platform/db';
import type { Env } from '#platform/env';
import type { Job } from '#platform/module';
import { jobsPool } from './pool.ts';
import { quiet } from './quiet.ts';

const HEARTBEAT_MS = 5_000;
const DEAD_SECONDS = 20;
const RESTART_MS = 2_000;

export type WorkerProcess = {
  /** Lets the jobs under way finish. */
  stop(): Promise<void>;
};

/**
 * Runs jobs until stopped, also through times without a database. Any number of processes may do so on one database. A job
 * runs at least once: one whose worker died is taken up by another within 30 seconds (graphile-worker alone would leave
 * it locked for 4 hours).
 */
export async function startWorker(
  env: Env,
  jobs: readonly Job[],
  options: { concurrency?: number } = {},
): Promise<WorkerProcess> {
  const tasks = Object.fromEntries(jobs.map(job => [job.name, (payload: unknown) => job.run(payload, env)]));
  const cronItems = jobs.flatMap(j => (j.cron ? [{ task: j.name, match: j.cron, identifier: j.name }] : []));
  // graphile-worker keeps its tables to itself; the jobs work through env.db, as the app's role.
  const own = openDb({
    url: env.db.url,
    max: 1,
    applicationName: 'fansipan-worker-heartbeat',
    onError: error => env.log.debug({ err: error }, 'heartbeat connection lost'),
  });
  const concurrency = options.concurrency ?? 2;
  const pgPool = jobsPool(env.db.url, concurrency + 2);
  // Jobs are locked in the name of graphile-worker's pool of workers. One that has ended is heard of no more.
  let pool: string | undefined;
  const events = new EventEmitter();
  events.on('pool:create', ({ workerPool }) => {
    pool = workerPool.id;
  });
  events.on('job:error', ({ job, error }) =>
    env.log.warn(
      { job: job.task_identifier, attempt: job.attempts, err: error },
      'job failed, will be tried again',
    ),
  );
  events.on('job:failed', ({ job, error }) =>
    env.log.error({ job: job.task_identifier, err: error }, 'job given up'),
  );
  events.on('pool:listen:error', ({ error }) =>
    env.log.warn({ err: error }, 'job listener lost, reconnecting'),
  );
  // graphile-worker 0.18 keeps the answer to its first question, a refusal too, and would ask for jobs in vain for ever: one that
  // could not ask is ended, and another begun below.
  let current: Runner | undefined;
  let failed = false;
  const giveUp = () => current?.stop().catch(error => env.log.debug({ err: error }, 'job worker had ended'));
  events.on('worker:getJob:error', ({ error }) => {
    env.log.debug({ err: error }, 'jobs could not be asked for');
    failed = true;
    void giveUp();
  });
  const begin = async (): Promise<Runner> => {
    current = undefined;
    failed = false;
    current = await run({
      pgPool,
      taskList: tasks,
      parsedCronItems: parseCronItems(cronItems),
      concurrency,
      pollInterval: 2_000,
      noHandleSignals: true,
      logger: quiet,
      events: events as never,
      // One by one, it waits for nobody where it writes down how a job ended: a database that is away then ends the process. In
      // batches, of however few, it hears of the refusal, and gives itself up.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    });
    if (failed) void giveUp();
    return current;
  };
  const beat = async () => {
    await own.run('INSERT INTO jobs.worker (id) VALUES ($1) ON CONFLICT (id) DO UPDATE SET seen_at = now()', [
      pool,
    ]);
    await own.query(
      `WITH dead AS (DELETE FROM jobs.worker WHERE seen_at < now() - make_interval(secs => $1) RETURNING id)
       SELECT graphile_worker.force_unlock_workers((SELECT array_agg(id) FROM dead)) WHERE EXISTS (SELECT FROM dead)`,
      [DEAD_SECONDS],
    );
  };

  // Pools of ours that have ended, each with what it had in hand: that it is over with them nobody has to find out by waiting.
  const ended = new Set<string>();
  const letGo = async () => {
    const ids = [...ended].filter(id => id !== pool);
    await own.query(
      `WITH gone AS (DELETE FROM jobs.worker WHERE id = ANY ($1))
       SELECT graphile_worker.force_unlock_workers($1)`,
      [ids],
    );
    for (const id of ids) ended.delete(id);
  };

  let runner = await begin();
  await beat();
  const timer = setInterval(
    () => void beat().catch(error => env.log.debug({ err: error }, 'heartbeat missed')),
    HEARTBEAT_MS,
  );
  const stopping = new AbortController();
  // It gives itself up where it cannot write down how a job ended; jobs have to go on when the database is back.
  const kept = (async () => {
    for (;;) {
      await runner.promise.catch(error => env.log.warn({ err: error }, 'job worker ended'));
      if (stopping.signal.aborted) return;
      if (pool) ended.add(pool);
      await sleep(RESTART_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      const next = await begin().catch(error => env.log.debug({ err: error }, 'job worker not yet back'));
      if (next) runner = next;
      else continue;
      await letGo().catch(error => env.log.debug({ err: error }, 'jobs in hand not yet given back'));
      env.log.info('job worker is back');
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      clearInterval(timer);
      await runner.stop().catch(error => env.log.debug({ err: error }, 'job worker had ended before'));
      await kept;
      await pgPool.end();
      await own.run('DELETE FROM jobs.worker WHERE id = $1', [pool]).catch(() => 0);
      await own.close();
    },
  };
}
