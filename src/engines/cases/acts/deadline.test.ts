import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { messagesAbout } from '#engines/messaging';
import { openTasks } from '#engines/work';
import { createCalendar, due, findCalendar, loadCalendar, setDay, shareOut } from '#engines/worktime';
import { formatDateTime } from '#platform/clock';
import { followCalendar } from '../deadlines/follow-calendar.ts';
import { recountOpen } from '../deadlines/recount-open.ts';
import {
  actorOf,
  type Dossier,
  receiptOf,
  recountWords,
  sharedMinutes,
  storyOf,
  supplement,
} from '../index.ts';
import { notifyApplicant } from '../notify.ts';
import { advance } from '../process/run.ts';
import { dossierState } from '../state-check.ts';
import { type CasesFixture, FRIDAY, ROOM } from '../testing/fixture.ts';
import { asks, does, type People, withLibrary } from '../testing/people.ts';

describe('cases: acts/deadline', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary((library, all) => {
    f = library;
    p = all;
  });
  afterEach(() => f.clock.set(FRIDAY));

  const at = (text: string) => f.clock.set(`${text}+07:00`);
  const shown = async (d: Dossier) => formatDateTime((await f.again(d)).dueAt);

  async function waitsFor(dossier: Dossier, from: string, to: string): Promise<void> {
    at(from);
    await asks(f, p.clerk, dossier);
    at(to);
    const by = actorOf(p.reader, f.clock.now());
    await f.db.tx(tx => supplement(tx, f.deps, { dossierId: dossier.id, papers: [] }, by));
  }

  /** The last job that counts open deadlines anew. */
  const recounts = () =>
    f.owner.query<{ payload: Parameters<typeof recountOpen>[1] }>(
      `SELECT j.payload FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
     WHERE t.identifier = 'cases.recount-deadlines' ORDER BY j.id DESC LIMIT 1`,
    );

  describe('the due time', () => {
    test('is two working days after reception, at closing time', async () => {
      assert.equal(await shown(await f.apply(p.reader)), '24/11/2026 17:00');
    });

    test('counts from the next working day when it was received after the cut-off', async () => {
      at('2026-11-20T16:01:00');
      assert.equal(await shown(await f.apply(p.reader)), '25/11/2026 17:00');
    });

    test('is that of the channel: four working hours at the counter', async () => {
      assert.equal(await shown(await f.apply(p.reader, { channel: 'counter' })), '20/11/2026 14:30');
    });

    test('moves by exactly the working time that was waited, as the worktime engine counts it', async () => {
      const dossier = await f.apply(p.reader);
      await waitsFor(dossier, '2026-11-23T10:00:00', '2026-11-24T15:30:00');
      const pause = { from: new Date('2026-11-23T10:00:00+07:00'), to: f.clock.now() };
      const calendar = await loadCalendar(f.db, dossier.agencyId, dossier.receivedAt);
      const expected = due(dossier.receivedAt, dossier.timeLimit, calendar, [pause]).at;
      assert.deepEqual((await f.again(dossier)).dueAt, expected);
      assert.equal(formatDateTime(expected), '26/11/2026 11:30');
      assert.deepEqual(
        (await openTasks(f.db, dossier.id)).map(t => t.dueAt),
        [expected],
      );
    });

    test('stands still in the story while the reader is waited for', async () => {
      const dossier = await f.apply(p.reader);
      await asks(f, p.clerk, dossier);
      const later = new Date('2026-12-20T09:00:00+07:00');
      const story = await storyOf(f.db, f.ledger, await f.again(dossier), later);
      assert.equal(story.deadline?.state, 'paused');
    });

    test('answered in the same moment, waits a moment and not for ever', async () => {
      const dossier = await f.apply(p.reader);
      await waitsFor(dossier, '2026-11-20T10:00:00', '2026-11-20T10:00:00');
      assert.equal(await shown(dossier), '24/11/2026 17:00');
    });
  });

  describe('a step', () => {
    const stepDue = async (d: Dossier, element: string) =>
      (await openTasks(f.db, d.id)).find(t => t.elementId === element)?.dueAt;

    // Reception Friday 9:00, two working days: due Tuesday 17:00, which is 22.5 hours of work away. The check has 60 of 100.
    test('is due by its share of what is left, and moves with what is waited for', async () => {
      const dossier = await f.apply(p.reader, { code: ROOM });
      const [token] = dossier.processState.tokens;
      const procedure = await f.procedureOf(ROOM);
      const answer = { type: 'service-answered' as const, token: token?.id ?? 0, outcome: { known: true } };
      await f.db.tx(tx => advance({ tx, procedure, at: f.clock.now(), ledger: f.ledger }, dossier, answer));
      assert.equal(formatDateTime((await stepDue(dossier, 'check')) ?? new Date(0)), '23/11/2026 16:00');
      const story = await storyOf(f.db, f.ledger, await f.again(dossier), f.clock.now());
      assert.equal(sharedMinutes(f.clock.now(), story.dossier.dueAt, story), 22.5 * 60);
      await asks(f, p.officer, await f.again(dossier));
      at('2026-11-23T09:00:00');
      const by = actorOf(p.reader, f.clock.now());
      await f.db.tx(tx => supplement(tx, f.deps, { dossierId: dossier.id, papers: [] }, by));
      const calendar = await loadCalendar(f.db, dossier.agencyId, dossier.receivedAt);
      const again = await f.again(dossier);
      const left = shareOut({
        from: dossier.receivedAt,
        to: again.dueAt,
        shares: [6, 4],
        calendar,
        pauses: [{ from: dossier.receivedAt, to: f.clock.now() }],
      });
      assert.deepEqual(await stepDue(dossier, 'check'), left[0]);
      const waited = await storyOf(f.db, f.ledger, again, f.clock.now());
      assert.equal(sharedMinutes(dossier.receivedAt, again.dueAt, waited), 16 * 60, 'pauses left out');
      await does(f, p.officer, again, 'propose');
      const [signing] = shareOut({ from: f.clock.now(), to: again.dueAt, shares: [3, 1], calendar });
      assert.deepEqual(await stepDue(dossier, 'sign'), signing);
    });

    test('of a process that names no shares has all that is left', async () => {
      const dossier = await f.apply(p.reader);
      assert.deepEqual(await stepDue(dossier, 'receive'), dossier.dueAt);
    });
  });

  describe('a day off that was not foreseen', () => {
    test('moves the open deadlines it lies in, once, with an entry; the receipt keeps what was promised', async () => {
      const open = await f.apply(p.reader);
      const quick = await f.apply(p.reader, { channel: 'counter' });
      const first = await receiptOf(f.db, f.deps, f.ctx.texts, open);
      // One whose clock has stopped.
      const waiting = await f.apply(p.reader);
      await does(f, p.clerk, waiting, 'forward');
      await asks(f, p.officer, await f.again(waiting));
      const calendar = await findCalendar(f.db, null);
      assert.ok(calendar);
      const storm = { date: '2026-11-23', kind: 'closed' as const, name: { vi: 'Nghỉ bão', en: 'Storm' } };
      await f.db.tx(tx => setDay(tx, calendar.id, storm, f.act()));
      await f.ledger.sealer.sealOnce();
      await f.ledger.followers.runOnce([followCalendar.id]);
      const asked = await recounts();
      assert.ok(asked[0]);
      for (let i = 0; i < 2; i++) await recountOpen(f.ctx, asked[0].payload);
      assert.deepEqual([await shown(open), await shown(quick)], ['25/11/2026 17:00', '20/11/2026 14:30']);
      const kinds = async (d: Dossier) => (await f.ledger.history(f.db, `dossier:${d.id}`)).map(e => e.kind);
      assert.deepEqual(await kinds(open), ['case.submitted', 'case.recounted']);
      assert.deepEqual(await kinds(quick), ['case.submitted']);
      const [, moved] = await f.ledger.history(f.db, `dossier:${open.id}`);
      assert.deepEqual(recountWords(moved?.body ?? {}, 'vi'), {
        before: '24/11/2026 17:00',
        after: '25/11/2026 17:00',
        why: `${calendar.nameVi}: thứ Hai 23/11/2026 nghỉ (Nghỉ bão)`,
      });
      await f.ledger.sealer.sealOnce();
      for (let i = 0; i < 2; i++) await f.ledger.followers.runOnce([notifyApplicant.id]);
      const told = (await messagesAbout(f.db, open.id)).filter(m => m.key === 'cases.message.recounted');
      assert.deepEqual(
        told.map(m => [m.channel, m.params.before, m.params.due, m.params.why]),
        told.map(m => [
          m.channel,
          '24/11/2026 17:00',
          '25/11/2026 17:00',
          `${calendar.nameVi}: thứ Hai 23/11/2026 nghỉ (Nghỉ bão)`,
        ]),
      );
      assert.ok(told.length > 0, 'the reader is told that the day has changed');
      assert.equal(new Set(told.map(m => m.channel)).size, told.length, 'and once');
      assert.deepEqual(
        (await messagesAbout(f.db, quick.id)).filter(m => m.key === 'cases.message.recounted'),
        [],
      );
      assert.deepEqual(
        (await openTasks(f.db, open.id)).map(t => formatDateTime(t.dueAt ?? new Date(0))),
        ['25/11/2026 17:00'],
      );
      assert.deepEqual(await f.ledger.verifyState([dossierState]), []);
      assert.deepEqual(await receiptOf(f.db, f.deps, f.ctx.texts, await f.again(open)), first);
      const once = await kinds(waiting);
      assert.equal(once.filter(kind => kind === 'case.recounted').length, 1);
      at('2026-11-30T09:00:00');
      await recountOpen(f.ctx, asked[0].payload);
      assert.deepEqual(await kinds(waiting), once, 'waiting longer is no other day');
    });
  });

  describe('a calendar of its own', () => {
    test('that an agency gets moves its open deadlines at once, and the story says why', async () => {
      const open = await f.apply(p.reader);
      assert.match(await shown(open), / 17:00$/);
      const hours = [
        [480, 690],
        [780, 960],
      ] as const;
      const week = [[], hours, hours, hours, hours, hours, []];
      const name = { vi: 'Lịch xã Bắc Hà', en: 'Calendar of Bắc Hà' };
      await f.db.tx(tx =>
        createCalendar(tx, { agencyId: open.agencyId, name, hours: { from: '2026-11-21', week } }, f.act()),
      );
      await f.ledger.sealer.sealOnce();
      await f.ledger.followers.runOnce([followCalendar.id]);
      const [asked] = await recounts();
      await recountOpen(f.ctx, asked?.payload ?? assert.fail());
      assert.match(await shown(open), / 16:00$/);
      const { happenings } = await storyOf(f.db, f.ledger, await f.again(open), f.clock.now());
      assert.equal(
        recountWords(happenings[0]?.body ?? {}, 'vi').why,
        'Lịch xã Bắc Hà: giờ làm việc thay đổi',
      );
    });
  });
});
