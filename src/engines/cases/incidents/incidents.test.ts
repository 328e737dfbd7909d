import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { delegate } from '#engines/identity';
import { createAgency, getAgency } from '#engines/organisation';
import { openTasks } from '#engines/work';
import { newId } from '#platform/db';
import type { Job } from '#platform/module';
import { SINCE } from '../../identity/testing/agencies.ts';
import { agencyFacts } from '../../organisation/testing/facts.ts';
import {
  actorAt,
  type Dossier,
  findIncidents,
  incidentFor,
  listIncidents,
  restartProcess,
  retryIncident,
} from '../index.ts';
import { jobs } from '../process/jobs.ts';
import { dossierState } from '../state-check.ts';
import { CARD, type CasesFixture, FRIDAY, ROOM } from '../testing/fixture.ts';
import { register } from '../testing/modules.ts';
import { does, type People, signs, stepsOf, withLibrary } from '../testing/people.ts';
import { publishNext } from '../testing/versions.ts';

describe('cases: incidents', () => {
  type Official = People['clerk'];
  let f: CasesFixture;
  let p: People;
  let keeper: Official;
  let stranger: Official;
  withLibrary(async (library, all) => {
    f = library;
    p = all;
    keeper = await f.official('Sùng A Chứ', f.agencies.bacHa, ['agency-admin']);
    stranger = await f.official('Lục Văn Toàn', f.agencies.saPa, ['agency-admin']);
  });
  afterEach(() => {
    f.clock.set(FRIDAY);
    register.answer = async () => ({ known: true });
  });

  const run = (name: string, payload: unknown) =>
    (jobs.find(j => j.name === name) as Job).run(payload, f.ctx);
  type Waiting = { name: string; payload: Record<string, unknown> };
  const waiting = (dossier: Dossier): Promise<Waiting[]> =>
    f.owner.query<Waiting>(
      `SELECT t.identifier AS name, j.payload FROM graphile_worker._private_jobs j
       JOIN graphile_worker._private_tasks t ON t.id = j.task_id WHERE j.payload ->> 'dossierId' = $1 ORDER BY j.id`,
      [dossier.id],
    );
  /** Runs what was asked for last, as a worker would. */
  async function work(dossier: Dossier, more: object = {}): Promise<void> {
    const job = (await waiting(dossier)).at(-1);
    if (!job) assert.fail('nothing waits');
    await run(job.name, { ...job.payload, ...more });
  }

  const open = async (dossier: Dossier) =>
    (await listIncidents(f.db, dossier.id)).find(i => !i.settledAt) ?? assert.fail('no incident');

  /** A dossier whose first service has failed for good. */
  async function stuck(): Promise<Dossier> {
    register.answer = async () => {
      throw new Error('sổ bạn đọc không trả lời');
    };
    const dossier = await f.apply(p.reader, { code: ROOM });
    await work(dossier, { tries: 5 });
    return dossier;
  }

  const retry = async (who: Official, id: string) => {
    const at = f.clock.now();
    const { facts } = await incidentFor(f.db, who, id, at);
    const actor = actorAt(who, at, facts, 'incident.manage');
    await f.db.tx(tx => retryIncident(tx, f.deps, id, actor));
  };
  const restart = async (who: Official, incidentId: string, reason: string) => {
    const at = f.clock.now();
    const { facts } = await incidentFor(f.db, who, incidentId, at);
    const actor = actorAt(who, at, facts, 'incident.manage');
    return f.db.tx(tx => restartProcess(tx, f.deps, { incidentId, reason }, actor));
  };
  const seenBy = async (who: Official, settled = false) =>
    (await findIncidents(f.db, who, f.clock.now(), { settled, limit: 50, offset: 0 })).incidents;

  test('a service that failed is called again by the agency’s administrator; it fails again, then answers', async () => {
    const dossier = await stuck();
    const { id, job } = await open(dossier);
    assert.equal(job?.service, 'reader-register');
    assert.ok((await seenBy(keeper)).some(i => i.id === id && i.dossier.code === dossier.code));
    f.clock.advance(60_000);
    await retry(keeper, id);
    await retry(keeper, id);
    assert.equal((await waiting(dossier)).filter(j => j.payload.tries === 1).length, 2, 'asked once');
    const asked = await open(dossier);
    assert.deepEqual(asked.retriedAt, f.clock.now());
    assert.ok(asked.failedAt < f.clock.now());
    f.clock.advance(60_000);
    register.answer = async () => {
      throw new Error('sổ bạn đọc đang bảo trì');
    };
    await work(dossier, { tries: 5 });
    const again = await open(dossier);
    assert.equal(again.id, id, 'the same trouble is one incident');
    assert.deepEqual(again.failedAt, f.clock.now());
    assert.match(again.error, /bảo trì/);
    register.answer = async () => ({ known: true });
    await retry(keeper, id);
    await work(dossier);
    assert.ok((await stepsOf(f, dossier)).includes('check'));
    assert.deepEqual(await seenBy(keeper), []);
    assert.ok((await seenBy(keeper, true)).some(i => i.id === id));
    await assert.rejects(retry(keeper, id), { code: 'INCIDENT_SETTLED', params: { code: dossier.code } });
    const told = (await f.ledger.history(f.db, `dossier:${dossier.id}`)).filter(
      e => e.kind === 'case.incident-retried',
    );
    assert.deepEqual(
      told.map(e => [e.actor, e.post, e.body.element]),
      Array.from({ length: 3 }, () => [keeper.accountId, keeper.postId, 'look-up']),
    );
  });

  test('an incident of another commune, or for who handles dossiers only, is not there', async () => {
    const dossier = await stuck();
    const { id } = await open(dossier);
    for (const who of [stranger, p.clerk, p.officer, p.chairman]) {
      assert.deepEqual(await seenBy(who), []);
      for (const unknown of [id, newId(), "' OR 1=1 --"])
        await assert.rejects(incidentFor(f.db, who, unknown, f.clock.now()), { code: 'NOT_FOUND' });
    }
    await restart(keeper, id, 'Dọn dẹp');
  });

  test('a delegate mends in the post that he was given it from', async () => {
    const dossier = await stuck();
    const { id } = await open(dossier);
    const today = { from: '2026-11-20', to: '2026-11-28' };
    await f.db.tx(tx =>
      delegate(
        tx,
        {
          fromPostId: keeper.postId,
          toPostId: p.registrar.postId,
          roles: ['agency-admin'],
          reason: 'Đi họp',
          ...today,
        },
        f.act(),
      ),
    );
    const registrar = {
      ...p.registrar,
      ...(await f.visitor(p.registrar.accountId, 'official')),
      postId: p.registrar.postId,
      name: p.registrar.name,
    };
    await retry(registrar, id);
    const entry = (await f.ledger.history(f.db, `dossier:${dossier.id}`)).at(-1);
    assert.deepEqual([entry?.actor, entry?.post], [registrar.accountId, keeper.postId]);
    register.answer = async () => ({ known: true });
    await work(dossier);
  });

  test('a process that ended without a result goes back to its first step, in writing', async () => {
    const dossier = await f.apply(p.reader, { code: ROOM });
    await work(dossier);
    await does(f, p.officer, dossier, 'stop');
    const incident = await open(dossier);
    assert.equal(incident.reason, 'ended-without-result');
    assert.deepEqual(await openTasks(f.db, dossier.id), []);
    await assert.rejects(retry(keeper, incident.id), { code: 'ACT_NOT_ALLOWED_NOW' });
    await assert.rejects(restart(keeper, incident.id, ' '), { code: 'REASON_MISSING' });
    const { dueAt, status } = await f.again(dossier);
    const next = await restart(keeper, incident.id, 'Bấm nhầm Dừng');
    assert.deepEqual([next.dueAt, next.status], [dueAt, status], 'its deadline does not move');
    await work(dossier);
    await does(f, p.officer, dossier, 'propose');
    assert.equal((await signs(f, p.chairman, dossier)).status, 'completed');
    const entry = (await f.ledger.history(f.db, `dossier:${dossier.id}`)).find(
      e => e.kind === 'case.process-restarted',
    );
    assert.deepEqual(entry?.body.element, incident.elementId);
    assert.deepEqual(entry?.personal, { reason: 'Bấm nhầm Dừng' });
    const [kept] = await dossierState
      .actual(f.db, null, 1000)
      .then(rows => rows.filter(r => r.key.endsWith(dossier.id)));
    assert.equal(kept?.state.status, 'completed');
  });

  test('a dossier with a result does not go back to its first step', async () => {
    const card = await f.apply(p.reader, { code: CARD });
    await does(f, p.clerk, card, 'forward');
    await does(f, p.officer, card, 'propose');
    await signs(f, p.chairman, card);
    const id = newId();
    await f.owner.run(
      `INSERT INTO cases.incident (id, dossier_id, element_id, token, reason, error, opened_at, failed_at)
       VALUES ($1, $2, 'hand-over', 1, 'process-stuck', 'thử', $3, $3)`,
      [id, card.id, f.clock.now()],
    );
    await assert.rejects(restart(keeper, id, 'Thử'), { code: 'ACT_NOT_ALLOWED_NOW' });
  });

  test('a step that no agency does waits at the desk, named by lane and procedure, until the agency is there; the clerk’s own step is done', async () => {
    const ARCHIVE = 'Phòng Lưu trữ';
    await publishNext(f, CARD, {
      process: xml => xml.replace('<userTask id="check"', `<userTask id="check" fs:agency="${ARCHIVE}"`),
    });
    const dossier = await f.apply(p.reader, { code: CARD });
    await does(f, p.clerk, dossier, 'forward');
    assert.deepEqual(await stepsOf(f, dossier), []);
    const incident = await open(dossier);
    assert.equal(incident.reason, 'no-agency');
    for (const named of ['STEP_WITHOUT_AGENCY', 'Thẩm tra', CARD])
      assert.ok(incident.error.includes(named), named);
    assert.ok((await seenBy(keeper)).some(i => i.id === incident.id));
    assert.deepEqual(await seenBy(stranger), []);
    await assert.rejects(retry(keeper, incident.id), { code: 'STEP_WITHOUT_AGENCY' });
    assert.equal((await open(dossier)).id, incident.id);
    await f.db.tx(async tx => {
      const above = await getAgency(tx, f.agencies.bacHa, '2026-11-20');
      const facts = agencyFacts({
        name: ARCHIVE,
        identifier: 'Z99.LT',
        kind: 'division',
        parentId: above.id,
        areaId: above.areaId ?? assert.fail('no area'),
      });
      await createAgency(tx, facts, { from: SINCE, to: null }, f.act());
    });
    await retry(keeper, incident.id);
    assert.deepEqual(await stepsOf(f, dossier), ['check']);
    assert.ok((await seenBy(keeper)).every(i => i.id !== incident.id));
    await assert.rejects(retry(keeper, incident.id), { code: 'INCIDENT_SETTLED' });
  });

  test('who sends an application to a procedure whose first step nobody does is refused', async () => {
    await publishNext(f, CARD, {
      process: xml => xml.replace('<userTask id="receive"', '<userTask id="receive" fs:agency="Sở Không Có"'),
    });
    await assert.rejects(f.apply(p.reader, { code: CARD }), { code: 'STEP_WITHOUT_AGENCY' });
  });

  test('a dossier that was sent back into one of two branches waits at their join, which is told, and goes back to its first step', async () => {
    const flow = (id: string, from: string, to: string, when = '') =>
      `<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${when && `<conditionExpression>${when}</conditionExpression>`}</sequenceFlow>`;
    const process = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:fs="https://fansipan.vn/bpmn" id="d" targetNamespace="t">
      <process id="reader-card" isExecutable="true"><startEvent id="s"/><parallelGateway id="fork"/>
      <userTask id="look" fs:role="receiver" fs:act="process"/><userTask id="check" fs:role="officer" fs:act="process"/><parallelGateway id="join"/>
      <userTask id="decide" fs:role="officer" fs:act="process" fs:outcomes="on,again"/><exclusiveGateway id="agreed" default="on"/>
      <userTask id="sign" fs:role="leader" fs:act="sign"/><endEvent id="e"/>
      ${flow('f1', 's', 'fork')}${flow('f2', 'fork', 'look')}${flow('f3', 'fork', 'check')}${flow('f4', 'look', 'join')}${flow('f5', 'check', 'join')}
      ${flow('f6', 'join', 'decide')}${flow('f7', 'decide', 'agreed')}${flow('on', 'agreed', 'sign')}${flow('f8', 'sign', 'e')}${flow('back', 'agreed', 'check', 'tasks.decide.outcome = "again"')}</process></definitions>`;
    await publishNext(f, CARD, { process: () => process });
    const dossier = await f.apply(p.reader, { code: CARD });
    await does(f, p.clerk, dossier, 'done');
    await does(f, p.officer, dossier, 'done');
    await does(f, p.officer, dossier, 'again');
    await does(f, p.officer, dossier, 'done');
    assert.deepEqual(await openTasks(f.db, dossier.id), []);
    const incident = await open(dossier);
    assert.deepEqual([incident.reason, incident.elementId], ['join-starved', 'join']);
    await assert.rejects(retry(keeper, incident.id), { code: 'ACT_NOT_ALLOWED_NOW' });
    await restart(keeper, incident.id, 'Nhánh kia không tới được');
    assert.deepEqual((await openTasks(f.db, dossier.id)).map(t => t.elementId).sort(), ['check', 'look']);
    assert.equal((await listIncidents(f.db, dossier.id)).filter(i => !i.settledAt).length, 0);
  });
});
