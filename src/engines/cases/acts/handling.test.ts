import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { inbox, listTasks, openTasks } from '#engines/work';
import { due } from '#engines/worktime';
import { formatDateTime } from '#platform/clock';
import { watchDeadlines } from '../deadlines/watch.ts';
import {
  actorAt,
  actorOf,
  apologise,
  assign,
  assignees,
  completeStep,
  consult,
  type Dossier,
  dossierFor,
  factsOf,
  listQuestions,
  reachOfInbox,
  stopProcessing,
  storyOf,
  supplement,
  transfer,
  transferTargets,
} from '../index.ts';
import { dossierState } from '../state-check.ts';
import { CARD, type CasesFixture, FRIDAY, LOAN } from '../testing/fixture.ts';
import { asks, does, facing, type People, signs, stepsOf, withLibrary } from '../testing/people.ts';
import { calendarOf } from './deadline.ts';

describe('cases: acts/handling', () => {
  let f: CasesFixture;
  let p: People;
  let colleague: People['officer'];
  withLibrary(async (library, all) => {
    f = library;
    p = all;
    colleague = await f.official('Hoàng Văn Pao', f.agencies.bacHa, ['officer']);
  });
  afterEach(() => f.clock.set(FRIDAY));

  const at = (text: string) => f.clock.set(`${text}+07:00`);
  const open = (who: People['clerk'], action: Parameters<typeof dossierFor>[3], d: Dossier) =>
    dossierFor(f.db, who, d.id, action, f.clock.now());
  const checked = async (code = CARD) => {
    const dossier = await f.apply(p.reader, { code });
    await does(f, p.clerk, dossier, 'forward');
    return dossier;
  };
  const leads = async (d: Dossier) =>
    actorAt(
      p.chairman,
      f.clock.now(),
      await factsOf(f.db, await f.again(d), f.clock.now()),
      'dossier.decide',
    );
  const history = async (d: Dossier) =>
    (await f.ledger.history(f.db, `dossier:${d.id}`)).map(e => e.kind.replace('case.', ''));

  describe('handling is stopped', () => {
    test('in writing, with a number, when what was asked for never came; nothing of it stays open', async () => {
      const dossier = await checked();
      // While nobody waits for the applicant, who works on it proposes, and who answers for the agency decides.
      await assert.rejects(open(p.officer, 'stop', dossier), { code: 'NOT_ALLOWED' });
      await open(p.chairman, 'stop', dossier);
      await asks(f, p.officer, dossier, 'Thiếu ảnh chân dung');
      await assert.rejects(
        open(p.officer, 'stop', dossier),
        { code: 'NOT_ALLOWED' },
        'he was asked just now',
      );
      at('2026-12-20T09:00:00');
      await open(p.officer, 'stop', dossier);
      await assert.rejects(open(p.clerk, 'stop', dossier), { code: 'NOT_ALLOWED' });
      await assert.rejects(open(p.stranger, 'stop', dossier), { code: 'NOT_FOUND' });
      const by = { accountId: p.officer.accountId, postId: p.officer.postId, agencyId: f.agencies.bacHa };
      const stop = (reason: string) =>
        f.db.tx(tx =>
          stopProcessing(tx, f.deps, { dossierId: dossier.id, reason }, { ...by, at: f.clock.now() }),
        );
      await assert.rejects(stop(' '), { code: 'REASON_MISSING' });
      const stopped = await stop('Quá 30 ngày không bổ sung ảnh');
      assert.deepEqual([stopped.status, stopped.paused, stopped.processState.tokens], ['stopped', null, []]);
      assert.deepEqual(await stepsOf(f, dossier), []);
      const [last] = (await storyOf(f.db, f.ledger, stopped, f.clock.now())).happenings;
      assert.match(String(last?.body.number), /^\d+\/2026$/);
      await assert.rejects(stop('Lần nữa'), { code: 'ACT_NOT_ALLOWED_NOW' });
    });

    test('not once there is a result', async () => {
      const dossier = await checked();
      await does(f, p.officer, dossier, 'propose');
      await signs(f, p.chairman, dossier);
      const { actor } = await facing(f, p.clerk, dossier);
      await assert.rejects(
        f.db.tx(tx => stopProcessing(tx, f.deps, { dossierId: dossier.id, reason: 'Thôi' }, actor)),
        { code: 'ACT_NOT_ALLOWED_NOW' },
      );
    });
  });

  describe('a dossier is transferred', () => {
    const send = async (d: Dossier, agencyId: string, reason = 'Người nộp cư trú tại xã Sa Pa') => {
      const { actor } = await facing(f, p.officer, d);
      return f.db.tx(tx => transfer(tx, f.deps, { dossierId: d.id, agencyId, reason }, actor));
    };

    test('to the agency that is competent: its people do the open step, code and due time stay', async () => {
      const dossier = await checked();
      await open(p.officer, 'transfer', dossier);
      await assert.rejects(open(p.chairman, 'transfer', dossier), { code: 'NOT_ALLOWED' });
      const sent = await send(dossier, f.agencies.saPa);
      assert.deepEqual(
        [sent.agencyId, sent.code, sent.dueAt, sent.status],
        [f.agencies.saPa, dossier.code, dossier.dueAt, 'processing'],
      );
      await assert.rejects(does(f, p.officer, dossier, 'propose'), /faces no step/);
      await open(p.officer, 'read', dossier);
      assert.equal((await does(f, p.stranger, dossier, 'propose')).status, 'processing');
      assert.equal((await signs(f, p.stranger, dossier)).status, 'completed');
      const own = await calendarOf(f.db, await f.again(dossier));
      assert.deepEqual(due(dossier.receivedAt, dossier.timeLimit, own).at, dossier.dueAt);
      await f.ledger.sealer.sealOnce();
      assert.deepEqual(
        (await f.ledger.verifyState([dossierState])).filter(x => x.key === `dossier:${dossier.id}`),
        [],
      );
    });

    test('with every branch of its process, and what was asked is answered to who has it now', async () => {
      const dossier = await checked(LOAN);
      const { input, actor } = await facing(f, p.officer, dossier);
      const asked = { ...input, agencyIds: [f.agencies.province], what: 'Có nợ sách không?', days: 3 };
      await f.db.tx(tx => consult(tx, f.deps, asked, actor));
      const wish = { dossierId: dossier.id, agencyId: f.agencies.saPa, reason: 'Sai nơi' };
      const { judged: _, ...anybody } = actor;
      await assert.rejects(
        f.db.tx(tx => transfer(tx, f.deps, wish, anybody)),
        { code: 'ACT_NOT_ALLOWED_NOW' },
        'the clock stands still',
      );
      const other = await checked(LOAN);
      const sent = await send(other, f.agencies.saPa);
      const tasks = await listTasks(f.db, other.id);
      assert.deepEqual(
        tasks.filter(t => t.state === 'open').map(t => [t.elementId, t.agencyId]),
        [
          ['ask-shelf', f.agencies.saPa],
          ['note', f.agencies.saPa],
        ],
      );
      assert.equal((await listQuestions(f.db, sent.id)).filter(q => !q.answeredAt && !q.droppedAt).length, 2);
    });

    test('not to itself, a desk or nowhere, and not without a reason', async () => {
      const dossier = await checked();
      for (const agencyId of [f.agencies.bacHa, dossier.id])
        await assert.rejects(send(dossier, agencyId), { code: 'TRANSFER_NOWHERE' });
      for (const agencyId of [f.agencies.centre, f.agencies.province])
        await assert.rejects(send(dossier, agencyId), { code: 'TRANSFER_NOT_COMPETENT' });
      assert.ok(
        (await transferTargets(f.db, dossier, f.clock.now())).every(a => a.kind === 'commune-committee'),
      );
      await assert.rejects(send(dossier, f.agencies.saPa, ' '), { code: 'REASON_MISSING' });
    });
  });

  describe('a step is given', () => {
    const give = async (d: Dossier, postId: string | null, who = p.officer) => {
      const { input } = await facing(f, p.officer, d).catch(() => facing(f, colleague, d));
      const by = { accountId: who.accountId, postId: who.postId, agencyId: f.agencies.bacHa };
      const giving = { ...input, postId, note: 'Nhờ anh xem' };
      return f.db.tx(tx => assign(tx, f.deps, giving, { ...by, at: f.clock.now() }));
    };
    const sees = async (who: People['clerk'], d: Dossier) => {
      const tasks = await inbox(
        f.db,
        await reachOfInbox(f.db, who, f.clock.now()),
        { state: 'open' },
        { limit: 100 },
      );
      return tasks.some(t => t.subjectId === d.id);
    };

    test('to one officer by the leader: the others see it no longer, until it is given back', async () => {
      const dossier = await checked();
      await open(p.chairman, 'assign', dossier);
      await open(p.officer, 'assign', dossier);
      await assert.rejects(open(p.registrar, 'assign', dossier), { code: 'NOT_ALLOWED' });
      await give(dossier, colleague.postId, p.chairman);
      assert.deepEqual([await sees(p.officer, dossier), await sees(colleague, dossier)], [false, true]);
      await assert.rejects(does(f, p.officer, dossier, 'propose'), /faces no step/);
      await give(dossier, null, colleague);
      assert.deepEqual([await sees(p.officer, dossier), await sees(colleague, dossier)], [true, true]);
      assert.deepEqual((await history(dossier)).slice(-2), ['assigned', 'handed-back']);
      const [, given] = (await storyOf(f.db, f.ledger, await f.again(dossier), f.clock.now())).happenings;
      assert.deepEqual([given?.post, given?.personal.note], ['Chủ tịch', 'Nhờ anh xem']);
    });

    test('only to a post that may do it and is held, and not once it is done', async () => {
      const dossier = await checked();
      for (const post of [p.registrar.postId, p.stranger.postId, dossier.id])
        await assert.rejects(give(dossier, post), { code: 'POST_CANNOT' });
      const task = (await openTasks(f.db, dossier.id))[0];
      assert.ok(task);
      const able = (await assignees(f.db, dossier, task, f.clock.now())).map(x => x.postId);
      assert.deepEqual(new Set(able), new Set([p.officer.postId, colleague.postId]));
      const { input, actor } = await facing(f, p.officer, dossier);
      await does(f, p.officer, dossier, 'propose');
      const late = { ...input, postId: colleague.postId };
      await assert.rejects(
        f.db.tx(tx => assign(tx, f.deps, late, actor)),
        { code: 'TASK_DONE' },
      );
    });
  });

  describe('the leader is told', () => {
    test('before a step is overdue, once, and no longer when it is done', async () => {
      const dossier = await checked(LOAN);
      const note = (await openTasks(f.db, dossier.id)).find(t => t.elementId === 'note');
      assert.ok(note?.dueAt);
      const { at: when } = await f.db.one<{ at: Date }>(
        'SELECT escalate_at AS at FROM work.task WHERE id = $1',
        [note.id],
      );
      assert.equal(formatDateTime(when), '04/12/2026 15:00', 'two hours of work before it is due');
      f.clock.set(new Date(when.getTime() - 60_000));
      await watchDeadlines(f.ctx);
      const told = async () =>
        (await f.ledger.history(f.db, `dossier:${dossier.id}`)).filter(e => e.body.task === note.id);
      assert.equal((await told()).length, 0);
      f.clock.set(when);
      await Promise.all([watchDeadlines(f.ctx), watchDeadlines(f.ctx)]);
      const warnings = async () =>
        (await openTasks(f.db, dossier.id)).filter(
          t => t.ref.startsWith('escalation:') && t.elementId === 'note',
        );
      assert.deepEqual(
        (await told()).map(e => [e.kind, e.body.to]),
        [['case.escalated', f.agencies.bacHa]],
      );
      const [warning, ...more] = await warnings();
      assert.deepEqual(
        [warning?.permission, warning?.agencyId, more.length],
        ['dossier.decide', f.agencies.bacHa, 0],
      );
      const read = { dossierId: dossier.id, taskId: warning?.id ?? '', outcome: 'done' };
      const by = { accountId: p.chairman.accountId, postId: p.chairman.postId, agencyId: f.agencies.bacHa };
      const before = await f.again(dossier);
      await f.db.tx(tx => completeStep(tx, f.deps, read, { ...by, at: f.clock.now() }));
      assert.deepEqual((await f.again(dossier)).processState, before.processState, 'reading moves nothing');
      assert.equal((await history(dossier)).at(-1), 'notice-read');
      await watchDeadlines(f.ctx);
      assert.equal((await warnings()).length, 0);
    });
  });

  describe('an apology', () => {
    const say = async (d: Dossier, newDate: string, reason = 'Mất điện hai ngày') => {
      const actor = await leads(d);
      return f.db.tx(tx => apologise(tx, f.deps, { dossierId: d.id, newDate, reason }, actor));
    };

    test('gives one new date, which all go by from then on; a second is refused', async () => {
      const dossier = await checked();
      await open(p.chairman, 'apologise', dossier);
      await assert.rejects(open(p.officer, 'apologise', dossier), { code: 'NOT_ALLOWED' });
      at('2026-11-23T09:00:00');
      const renewed = await say(dossier, '2026-11-30');
      assert.equal(formatDateTime(renewed.dueAt), '30/11/2026 17:00');
      assert.deepEqual(
        (await openTasks(f.db, dossier.id)).map(t => formatDateTime(t.dueAt ?? new Date(0))),
        ['30/11/2026 17:00'],
      );
      const story = await storyOf(f.db, f.ledger, await f.again(dossier), f.clock.now());
      assert.equal(story.apology?.inTime, true);
      assert.equal(story.explanation.apology?.until.getTime(), renewed.dueAt.getTime());
      assert.equal(story.explanation.at.getTime(), renewed.dueAt.getTime());
      await assert.rejects(say(dossier, '2026-12-07'), { code: 'APOLOGY_ALREADY_GIVEN' });
      await assert.rejects(
        f.owner.run(
          `INSERT INTO cases.apology SELECT dossier_id, number + 1, year, given_at, given_by, given_post, agency_id, reason, due_before,
             until, in_time FROM cases.apology WHERE dossier_id = $1`,
          [dossier.id],
        ),
        { constraint: 'apology_once' },
      );
      await assert.rejects(f.db.run('DELETE FROM cases.apology WHERE dossier_id = $1', [dossier.id]), {
        code: '42501',
      });
    });

    test('is not given while nothing is near: of a long limit in its last third', async () => {
      const dossier = await checked(LOAN);
      await assert.rejects(say(dossier, '2026-12-11'), { code: 'APOLOGY_TOO_EARLY' });
      assert.equal((await f.again(dossier)).dueAt.getTime(), dossier.dueAt.getTime());
      f.clock.set(new Date(dossier.dueAt.getTime() - 2 * 86_400_000));
      assert.ok((await say(dossier, '2026-12-11')).dueAt > dossier.dueAt);
    });

    test('may come too late and is seen to; what is waited for afterwards moves the new date', async () => {
      const dossier = await checked();
      at('2026-11-24T15:00:00');
      await say(dossier, '2026-11-27');
      const story = await storyOf(f.db, f.ledger, await f.again(dossier), f.clock.now());
      assert.equal(story.apology?.inTime, false);
      at('2026-11-25T08:00:00');
      await asks(f, p.officer, dossier);
      at('2026-11-26T08:00:00');
      const back = await f.db.tx(tx =>
        supplement(tx, f.deps, { dossierId: dossier.id, papers: [] }, actorOf(p.reader, f.clock.now())),
      );
      assert.equal(formatDateTime(back.dueAt), '30/11/2026 17:00', 'a working day was waited');
    });

    test('for a later working day only, with a reason, while the result is owed', async () => {
      const dossier = await checked();
      await assert.rejects(say(dossier, '2026-11-24'), { code: 'NEW_DATE_NOT_LATER' });
      await assert.rejects(say(dossier, '2026-11-29'), { code: 'NEW_DATE_CLOSED' });
      for (const wrong of ['2026-02-31', '30/11/2026', ''])
        await assert.rejects(say(dossier, wrong), { code: 'NEW_DATE_UNREADABLE' });
      await assert.rejects(say(dossier, '2026-11-30', ''), { code: 'REASON_MISSING' });
      await asks(f, p.officer, dossier);
      await assert.rejects(say(dossier, '2026-11-30'), { code: 'ACT_NOT_ALLOWED_NOW' });
    });
  });
});
