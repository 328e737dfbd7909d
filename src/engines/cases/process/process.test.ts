import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { messagesAbout } from '#engines/messaging';
import { openTasks } from '#engines/work';
import type { Job } from '#platform/module';
import { actorOf, type Dossier, listIncidents, requestSupplement, supplement } from '../index.ts';
import { dossierState } from '../state-check.ts';
import { type CasesFixture, FRIDAY, ROOM } from '../testing/fixture.ts';
import { register } from '../testing/modules.ts';
import { asks, does, type People, signs, stepsOf, withLibrary } from '../testing/people.ts';
import { jobs } from './jobs.ts';

describe('cases: process/process', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary((library, all) => {
    f = library;
    p = all;
  });
  afterEach(() => {
    f.clock.set(FRIDAY);
    register.answer = async () => ({ known: true });
  });

  const HOUR = 3_600_000;
  type Waiting = { name: string; payload: Record<string, unknown>; runAt: Date };

  /** Jobs of a dossier that wait in the queue, in the order in which they were asked for. */
  const waiting = (dossier: Dossier): Promise<Waiting[]> =>
    f.owner.query<Waiting>(
      `SELECT t.identifier AS name, j.payload, j.run_at AS "runAt"
     FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
     WHERE j.payload ->> 'dossierId' = $1 ORDER BY j.id`,
      [dossier.id],
    );
  const run = (name: string, payload: unknown) =>
    (jobs.find(j => j.name === name) as Job).run(payload, f.ctx);

  /** Runs what waits of one kind, as a worker would; what it asks for anew stays in the queue. */
  async function work(dossier: Dossier, name: string): Promise<void> {
    for (const job of (await waiting(dossier)).filter(j => j.name === name)) await run(job.name, job.payload);
  }
  const room = () => f.apply(p.reader, { code: ROOM });
  async function looked(): Promise<Dossier> {
    const dossier = await room();
    await work(dossier, 'cases.call-service');
    return dossier;
  }

  describe('a service task', () => {
    test('is answered, and the process tells the applicant and another agency', async () => {
      const dossier = await looked();
      assert.deepEqual(new Set(await stepsOf(f, dossier)), new Set(['check', 'tell-desk']));
      const told = (await openTasks(f.db, dossier.id)).find(t => t.elementId === 'tell-desk');
      assert.equal(told?.agencyId, f.agencies.centre);
      const [message, ...others] = (await messagesAbout(f.db, dossier.id)).filter(
        m => m.channel === 'account',
      );
      assert.deepEqual(
        [message?.key, message?.params.what, others.length],
        ['cases.message.process', 'Đã giữ chỗ', 0],
      );
      assert.equal(
        f.ctx.t('cases.message.process.body', { ...message?.params, base: '' }).includes('Đã giữ chỗ'),
        true,
      );
    });

    test('called again by a worker that took over changes nothing', async () => {
      const dossier = await looked();
      const { processState } = await f.again(dossier);
      const calls = register.calls;
      await work(dossier, 'cases.call-service');
      assert.equal(register.calls, calls);
      assert.deepEqual((await f.again(dossier)).processState, processState);
      assert.equal((await openTasks(f.db, dossier.id)).length, 2);
    });

    test('is called anew after a fault; when it fails for good people see it, until it answers after all', async () => {
      register.answer = async () => {
        throw new Error('sổ bạn đọc không trả lời');
      };
      const dossier = await room();
      await work(dossier, 'cases.call-service');
      const [, again] = await waiting(dossier);
      assert.equal(again?.payload.tries, 2);
      assert.ok(again && again.runAt > f.clock.now());
      assert.deepEqual(await listIncidents(f.db, dossier.id), []);
      for (const tries of [4, 5, 5]) await run('cases.call-service', { ...again.payload, tries });
      const [incident, ...more] = await listIncidents(f.db, dossier.id);
      assert.equal(more.length, 0);
      assert.equal(incident?.reason, 'service-failed');
      assert.match(incident?.error ?? '', /sổ bạn đọc/);
      assert.equal(incident?.job?.service, 'reader-register');
      register.answer = async () => ({ known: true });
      await run('cases.call-service', { ...again.payload, tries: 1 });
      assert.ok((await listIncidents(f.db, dossier.id))[0]?.settledAt);
      assert.ok((await stepsOf(f, dossier)).includes('check'));
    });
  });

  describe('a timer', () => {
    test('fires once when its hour has come, not before, however often it is asked', async () => {
      const dossier = await looked();
      await work(dossier, 'cases.fire-timer');
      assert.ok(!(await stepsOf(f, dossier)).includes('remind'));
      f.clock.advance(3 * HOUR);
      const jobsNow = (await waiting(dossier)).filter(j => j.name === 'cases.fire-timer');
      assert.equal(jobsNow.length, 1);
      await Promise.all([1, 2, 3].map(() => run('cases.fire-timer', jobsNow[0]?.payload)));
      assert.equal((await stepsOf(f, dossier)).filter(s => s === 'remind').length, 1);
      const told = (await f.ledger.history(f.db, `dossier:${dossier.id}`)).filter(
        e => e.kind === 'case.timer-fired',
      );
      assert.deepEqual(
        told.map(({ actor, body: { element, made, dropped } }) => [actor, element, made, dropped]),
        [['system', 'late', ['remind'], undefined]],
        'it stands in the dossier’s story',
      );
    });

    test('waits while the clock stands still, and fires as much later', async () => {
      const dossier = await looked();
      f.clock.advance(HOUR);
      await asks(f, p.officer, dossier, 'Thiếu giờ mượn');
      f.clock.advance(5 * HOUR);
      await work(dossier, 'cases.fire-timer');
      const by = actorOf(p.reader, f.clock.now());
      await f.db.tx(tx => supplement(tx, f.deps, { dossierId: dossier.id, papers: [] }, by));
      await work(dossier, 'cases.fire-timer');
      assert.ok(!(await stepsOf(f, dossier)).includes('remind'));
      const { firesAt } = await f.db.one<{ firesAt: Date }>(
        'SELECT fires_at AS "firesAt" FROM cases.timer WHERE dossier_id = $1',
        [dossier.id],
      );
      assert.equal(firesAt.getTime(), new Date(FRIDAY).getTime() + 8 * HOUR);
      f.clock.set(firesAt);
      await work(dossier, 'cases.fire-timer');
      assert.ok((await stepsOf(f, dossier)).includes('remind'));
    });
  });

  test('an answer that comes while the reader is waited for opens a step that waits, too', async () => {
    const dossier = await room();
    const [call] = await waiting(dossier);
    const actor = actorOf(p.officer, f.clock.now());
    await f.db.tx(tx => requestSupplement(tx, f.deps, { dossierId: dossier.id, what: 'Thiếu giờ' }, actor));
    await run('cases.call-service', call?.payload);
    assert.deepEqual(await stepsOf(f, dossier), []);
    const by = actorOf(p.reader, f.clock.now());
    await f.db.tx(tx => supplement(tx, f.deps, { dossierId: dossier.id, papers: [] }, by));
    assert.ok((await stepsOf(f, dossier)).includes('check'));
  });

  describe('a process', () => {
    test('may have a step after the signature, and ends with it', async () => {
      const dossier = await looked();
      await does(f, p.officer, dossier, 'propose').catch(() => does(f, p.officer, dossier, 'propose'));
      await signs(f, p.chairman, dossier);
      assert.deepEqual((await stepsOf(f, dossier)).includes('stamp'), true);
      const ended = await does(f, p.registrar, dossier, 'done');
      assert.equal(ended.status, 'returned');
      await f.ledger.sealer.sealOnce();
      const problems = await f.ledger.verifyState([dossierState]);
      assert.deepEqual(
        problems.filter(x => x.key === `dossier:${dossier.id}`),
        [],
      );
    });

    test('that ends without a result is an incident, for the applicant would wait for ever', async () => {
      const dossier = await looked();
      await does(f, p.officer, dossier, 'stop');
      const [incident] = await listIncidents(f.db, dossier.id);
      assert.equal(incident?.reason, 'ended-without-result');
      assert.equal((await f.again(dossier)).closedAt, null);
    });

    test('that cannot go on says where, and nothing is half done', async () => {
      const dossier = await looked();
      await assert.rejects(does(f, p.officer, dossier, 'maze'), {
        code: 'PROCESS_STUCK',
        params: { element: 'maze' },
      });
      assert.ok((await stepsOf(f, dossier)).includes('check'));
    });
  });
});
