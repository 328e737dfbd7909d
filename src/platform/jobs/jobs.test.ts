import assert from 'node:assert/strict';
import { after, before, describe, type TestContext, test } from 'node:test';
import { systemClock } from '#platform/clock';
import { loadConfig } from '#platform/config';
import { openDb } from '#platform/db';
import type { Env } from '#platform/env';
import { createLog } from '#platform/log';
import { jobsModule } from '#platform/manifests';
import type { Job } from '#platform/module';
import { type TestDatabase, testDatabase } from '#test/database';
import { testServerUrl } from '#test/server';
import {
  countStuckJobs,
  type Droppable,
  dropJob,
  droppable,
  enqueue,
  findStandstill,
  findStuckJob,
  forgetDropped,
  listDroppedJobs,
  listStuckJobs,
  putBackJob,
  retryJob,
  startWorker,
  workersCheck,
} from './index.ts';
import { clocksApart } from './standstill.ts';

describe('jobs: jobs', () => {
  let t: TestDatabase;
  before(async () => {
    t = await testDatabase([jobsModule]);
  });
  after(() => t.drop());

  const envOf = () =>
    ({
      db: t.db,
      clock: systemClock,
      log: createLog('silent'),
      config: loadConfig({ LOG_LEVEL: 'silent' }),
    }) as unknown as Env;

  // Stopped whatever comes of the test: one that is left at work would keep the run from ending.
  const working = async (context: TestContext, jobs: readonly Job[]) => {
    const worker = await startWorker(envOf(), jobs);
    let stopping: Promise<void> | undefined;
    const stop = () => (stopping ??= worker.stop());
    context.after(stop);
    return { stop };
  };

  const until = async (what: () => boolean | Promise<boolean>) => {
    for (let i = 0; i < 200; i++) {
      if (await what()) return;
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    assert.fail('waited 10 s in vain');
  };

  test('where the clocks are apart, the doctor says what each of them shows', () => {
    const said = (later: number) =>
      clocksApart(new Date('2026-11-30T00:00:00Z'), new Date(Date.UTC(2026, 10, 30) + later), ((
        key: string,
        params: object,
      ) => [key, params]) as never);
    assert.equal(said(60_000).state, 'ok');
    assert.deepEqual(said(3_600_000).found, [
      'jobs.doctor.clocks-apart',
      { database: '30/11/2026 07:00', here: '30/11/2026 08:00' },
    ]);
  });

  test('where nobody runs jobs, the doctor says how much should have run and since when; a worker is counted', async c => {
    const look = () => workersCheck.run(envOf(), ((key: string) => key) as never);
    assert.equal((await look()).state, 'warn', 'nobody runs jobs, and nothing waits yet');
    await t.owner.run("INSERT INTO jobs.worker (id, seen_at) VALUES ('died', now() - interval '1 minute')");
    assert.equal((await look()).state, 'bad', 'somebody did, and was heard of no more');
    await t.owner.run("DELETE FROM jobs.worker WHERE id = 'died'");
    const due = new Date(Date.now() - 360_000);
    await t.db.tx(tx => enqueue(tx, { name: 'waits-in-vain', payload: {}, runAt: due }));
    assert.deepEqual(await findStandstill(t.db), { workers: 0, silent: 0, overdue: 1, since: due });
    assert.equal((await look()).state, 'bad');
    const done: unknown[] = [];
    const { stop } = await working(c, [{ name: 'waits-in-vain', run: async () => void done.push(1) }]);
    await until(() => done.length === 1);
    await until(async () => (await look()).state === 'ok');
    await stop();
  });

  test('a job asked for in a transaction runs when that is committed, and not when it is rolled back', async c => {
    const seen: unknown[] = [];
    const worker = await working(c, [{ name: 'note', run: async payload => void seen.push(payload) }]);
    await assert.rejects(
      t.db.tx(async tx => {
        await enqueue(tx, { name: 'note', payload: { n: 1 } });
        throw new Error('the act fails');
      }),
    );
    await t.db.tx(tx => enqueue(tx, { name: 'note', payload: { n: 2 } }));
    await until(() => seen.length > 0);
    await worker.stop();
    assert.deepEqual(seen, [{ n: 2 }]);
  });

  test('the jobs of a worker that died are taken up by another', async c => {
    await t.db.tx(tx => enqueue(tx, { name: 'note', payload: { n: 3 } }));
    await t.owner.run(
      "UPDATE graphile_worker._private_jobs SET locked_by = 'worker-dead', locked_at = now()",
    );
    await t.owner.run(
      "INSERT INTO jobs.worker (id, seen_at) VALUES ('worker-dead', now() - interval '21 seconds')",
    );
    const seen: unknown[] = [];
    const worker = await working(c, [{ name: 'note', run: async payload => void seen.push(payload) }]);
    await until(() => seen.length > 0);
    await worker.stop();
    assert.deepEqual(seen, [{ n: 3 }]);
  });

  test('a job under way is locked in the name that its worker is known by to the others', async c => {
    let locked: unknown;
    const worker = await working(c, [
      {
        name: 'note',
        run: async () => {
          [locked] = await t.owner.query(
            'SELECT count(*)::int AS n FROM graphile_worker._private_jobs j JOIN jobs.worker w ON w.id = j.locked_by',
          );
        },
      },
    ]);
    await t.db.tx(tx => enqueue(tx, { name: 'note', payload: { n: 4 } }));
    await until(() => locked !== undefined);
    await worker.stop();
    assert.deepEqual(locked, { n: 1 });
  });

  for (const moment of ['in its first moment', 'at rest'])
    test(`a worker goes on when its connections were cut ${moment}`, async c => {
      const seen: unknown[] = [];
      const worker = await working(c, [{ name: 'note', run: async payload => void seen.push(payload) }]);
      if (moment === 'at rest') await new Promise(resolve => setTimeout(resolve, 200));
      await t.owner.query(
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
      );
      await until(() =>
        t.db
          .tx(tx => enqueue(tx, { name: 'note', payload: { n: 5 } }))
          .then(
            () => true,
            () => false,
          ),
      );
      await until(() => seen.length > 0);
      await worker.stop();
      assert.deepEqual(seen, [{ n: 5 }]);
    });

  test('a job that fails again and again is found, without whom it was for, and runs again when somebody says so', async c => {
    let broken = true;
    await working(c, [
      {
        name: 'tell',
        run: async () => {
          if (broken) throw new Error('550 <a.pao@example.vn> +84 912 345 678 unknown');
        },
      },
    ]);
    await t.db.tx(tx => enqueue(tx, { name: 'tell', payload: { to: 'a.pao@example.vn' } }));
    const failed = async () =>
      (
        await t.owner.query<{ n: number }>(
          `SELECT attempts::int AS n FROM graphile_worker.jobs
           WHERE task_identifier = 'tell' AND last_error IS NOT NULL AND locked_at IS NULL`,
        )
      ).map(job => job.n);
    await until(async () => (await failed()).length === 1);
    assert.deepEqual(await listStuckJobs(t.db, { limit: 50, offset: 0 }), [], 'one failure is none');
    await t.owner.run(
      "UPDATE graphile_worker._private_jobs SET attempts = 2, run_at = now(), created_at = now() - interval '1 hour', updated_at = now() - interval '1 hour'",
    );
    await until(async () => (await failed())[0] === 3);
    const [third] = await listStuckJobs(t.db, { limit: 50, offset: 0 });
    const wasAsked = Date.now() - 1_800_000;
    assert.ok(third && third.failedAt.getTime() > wasAsked, 'when it failed, not when it was asked for');
    await t.owner.run(
      "UPDATE graphile_worker._private_jobs SET attempts = 25, run_at = now() + interval '1 day'",
    );
    const [job, ...more] = await listStuckJobs(t.db, { limit: 50, offset: 0 });
    assert.equal(more.length, 0);
    assert.equal(job?.name, 'tell');
    assert.equal(job?.givenUp, true);
    assert.match(job?.error ?? '', /^550 <…@…> … unknown/);
    const again = () => t.db.tx(tx => retryJob(tx, job?.id ?? ''));
    const stands = () => findStuckJob(t.db, job?.id ?? '');
    assert.equal(await again(), 'tell');
    const waits = await stands();
    assert.ok(waits?.retriedAt && !waits.givenUp, 'it stays until it has succeeded');
    await until(async () => (await stands())?.attempts === 26);
    const still = await stands();
    assert.ok(still && still.failedAt.getTime() > wasAsked, 'and how often it failed is not forgotten');
    assert.equal((await listStuckJobs(t.db, { limit: 50, offset: 0 })).length, 1);
    assert.deepEqual(await countStuckJobs(t.db), [{ name: 'tell', n: 1 }]);
    await t.owner.run(
      "UPDATE graphile_worker._private_jobs SET attempts = attempts + 1, locked_at = now(), locked_by = 'w', run_at = now() + interval '1 day' WHERE id = $1",
      [job?.id],
    );
    const running = await stands();
    assert.deepEqual([running?.running, running?.attempts], [true, 26], 'while it runs it is there too');
    assert.equal(await again(), undefined, 'one that runs is left to that');
    await t.owner.run(
      'UPDATE graphile_worker._private_jobs SET locked_at = NULL, locked_by = NULL WHERE id = $1',
      [job?.id],
    );
    broken = false;
    assert.equal(await again(), 'tell');
    await until(async () => (await failed()).length === 0);
    assert.equal(await stands(), undefined, 'it has succeeded');
    assert.equal(await again(), undefined, 'it has run');
  });

  test('one that can never succeed is dropped with a reason, kept, and put back once', async () => {
    const told: unknown[] = [];
    const matter: Droppable = {
      name: 'tell-all',
      dropped: async (_tx, payload, _at, error) => void told.push(['dropped', payload, error]),
      putBack: async (_tx, payload) => void told.push(['put back', payload]),
    };
    const env = { extensions: () => [matter] } as unknown as Env;
    assert.equal(droppable(matter).point, 'jobs.droppable');
    const why = {
      reason: 'Dịch vụ này không dùng nữa',
      by: 'somebody',
      at: new Date('2026-11-28T03:00:00Z'),
    };
    const drop = (id: string) => t.db.tx(tx => dropJob(tx, env, id, why));
    const putBack = (id: string) => t.db.tx(tx => putBackJob(tx, env, id, why.at));
    for (const n of [1, 2])
      await t.db.tx(tx => enqueue(tx, { name: 'tell-all', payload: { n }, key: `k${n}`, queue: 'tell' }));
    const { id } = await t.owner.one<{ id: string }>(
      "SELECT id::text FROM graphile_worker._private_jobs WHERE key = 'k1'",
    );
    assert.equal(await drop(id), undefined, 'one that has not failed stays');
    await t.owner.run(
      "UPDATE graphile_worker._private_jobs SET attempts = 4, last_error = '550 <a.pao@example.vn>' WHERE key IN ('k1', 'k2')",
    );
    assert.deepEqual(await countStuckJobs(t.db), [{ name: 'tell-all', n: 2 }]);
    await t.owner.run(
      "UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'w' WHERE id = $1",
      [id],
    );
    assert.equal(await drop(id), undefined, 'one that runs is left alone');
    await t.owner.run(
      'UPDATE graphile_worker._private_jobs SET locked_at = NULL, locked_by = NULL WHERE id = $1',
      [id],
    );
    assert.equal(await drop(id), 'tell-all');
    assert.equal(await drop(id), undefined, 'it is gone');
    assert.equal(await findStuckJob(t.db, id), undefined);
    assert.deepEqual(told, [['dropped', { n: 1 }, '550 <…@…>']]);
    const [kept] = await listDroppedJobs(t.db, { limit: 5, offset: 0 });
    assert.deepEqual(
      [kept?.id, kept?.reason, kept?.droppedBy, kept?.error],
      [id, why.reason, why.by, '550 <…@…>'],
    );
    await assert.rejects(t.db.query('SELECT payload FROM jobs.dropped'), /permission denied/);

    assert.equal(await putBack(id), 'tell-all');
    assert.equal(await putBack(id), undefined, 'once');
    assert.deepEqual(told.at(-1), ['put back', { n: 1 }]);
    const again = await t.owner.query<{ id: string; payload: unknown }>(
      "SELECT id::text, payload FROM graphile_worker._private_jobs WHERE key = 'k1' AND attempts = 0",
    );
    assert.deepEqual(
      again.map(j => j.payload),
      [{ n: 1 }],
    );
    // Asked for again meanwhile: that is it.
    await t.owner.run(
      "UPDATE graphile_worker._private_jobs SET attempts = 4, last_error = 'no' WHERE key = 'k1'",
    );
    assert.equal(await drop(again[0]?.id ?? ''), 'tell-all');
    await t.db.tx(tx => enqueue(tx, { name: 'tell-all', payload: { n: 3 }, key: 'k1' }));
    assert.equal(await putBack(again[0]?.id ?? ''), 'tell-all');
    assert.deepEqual(
      await t.owner.query("SELECT payload FROM graphile_worker._private_jobs WHERE key = 'k1'"),
      [{ payload: { n: 3 } }],
    );
    await t.owner.run(
      "UPDATE graphile_worker._private_jobs SET attempts = 4, last_error = 'no' WHERE key = 'k1'",
    );
    const [one] = await listStuckJobs(t.db, { limit: 1, offset: 1 }, 'tell-all');
    assert.equal(await drop(one?.id ?? ''), 'tell-all');
    assert.equal(await forgetDropped(t.db, new Date('2027-02-20T00:00:00Z')), 0);
    assert.equal(await forgetDropped(t.db, new Date('2027-03-01T00:00:00Z')), 1);
    assert.equal(await putBack(one?.id ?? ''), undefined, 'it is not kept any more');
    await t.owner.run("DELETE FROM graphile_worker._private_jobs WHERE key IN ('k1', 'k2')");
  });

  test('a job that fails while the database is away ends no process: it is taken up, and work goes on, when it is back', async c => {
    const { name } = await t.owner.one<{ name: string }>('SELECT current_database() AS name');
    // From beside it: nobody shuts the database that he is in, and who asks meanwhile must not need to come in.
    const beside = openDb({ url: await testServerUrl(), max: 1 });
    c.after(() => beside.close());
    const letIn = (yes: boolean) => beside.query(`ALTER DATABASE "${name}" ALLOW_CONNECTIONS ${yes}`);
    const seen: unknown[] = [];
    let tried = false;
    await working(c, [
      {
        name: 'note',
        run: async payload => {
          const again = tried;
          tried ||= (payload as { n: number }).n === 4;
          if (again) return void seen.push(payload);
          await letIn(false);
          await beside.query(
            `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
              WHERE datname = $1 AND application_name LIKE 'fansipan-worker%'`,
            [name],
          );
          throw new Error('the job fails, and that cannot be written down');
        },
      },
    ]);
    await t.db.tx(tx => enqueue(tx, { name: 'note', payload: { n: 4 }, key: 'away' }));
    const shut = () =>
      beside
        .one<{ open: boolean }>('SELECT datallowconn AS open FROM pg_database WHERE datname = $1', [name])
        .then(row => !row.open);
    await until(shut);
    // Without a listener a promise that nobody waits for would have ended the process by now.
    await new Promise(resolve => setTimeout(resolve, 300));
    await letIn(true);
    await t.db.tx(tx => enqueue(tx, { name: 'note', payload: { n: 5 } }));
    // The one in hand does not wait until the others take its worker for dead, which is longer than is waited here.
    await until(() => seen.length === 2);
    assert.deepEqual(new Set(seen.map(payload => (payload as { n: number }).n)), new Set([4, 5]));
  });

  test('the app’s role may put jobs in, and may not read or change them', async () => {
    await assert.rejects(t.db.query('SELECT * FROM graphile_worker._private_jobs'), /permission denied/);
  });
});
