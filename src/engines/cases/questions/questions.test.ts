import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { messagesAbout } from '#engines/messaging';
import { inbox, listTasks, openTasks } from '#engines/work';
import { formatDateTime } from '#platform/clock';
import { newId } from '#platform/db';
import { watchDeadlines } from '../deadlines/watch.ts';
import {
  actorOf,
  answerQuestion,
  consult,
  type Dossier,
  dossierFor,
  dropQuestion,
  isOpen,
  listQuestions,
  reachOfInbox,
  requestSupplement,
  storyOf,
  supplement,
  withdraw,
} from '../index.ts';
import { fireTimer } from '../process/fire-timer.ts';
import { dossierState } from '../state-check.ts';
import { CARD, type CasesFixture, FRIDAY, LOAN } from '../testing/fixture.ts';
import { asks, does, facing, type People, stepsOf, withLibrary } from '../testing/people.ts';
import { answerDays } from './due.ts';
import { openQuestions } from './question.ts';

describe('cases: questions', () => {
  let f: CasesFixture;
  let p: People;
  let director: People['officer'];
  withLibrary(async (library, all) => {
    f = library;
    p = all;
    director = await f.official('Trần Thị Yến', f.agencies.province, ['officer', 'leader']);
  });
  afterEach(() => f.clock.set(FRIDAY));

  const at = (text: string) => f.clock.set(`${text}+07:00`);
  const mine = () => actorOf(p.reader, f.clock.now());
  const questionTo = async (d: Dossier, agency: string | null) => {
    const found = (await listQuestions(f.db, d.id)).filter(q => q.toAgency === agency).at(-1);
    if (!found) throw new Error('nothing was asked');
    return found;
  };
  const says = async (
    d: Dossier,
    agency: string | null,
    outcome: string,
    actor = mine(),
    answer = 'Theo sổ',
  ) => {
    const { id } = await questionTo(d, agency);
    const given = { dossierId: d.id, questionId: id, outcome, answer, papers: [] };
    return f.db.tx(tx => answerQuestion(tx, f.deps, given, actor));
  };
  const actor = async (who: People['officer'], d: Dossier, element?: string) =>
    (await facing(f, who, d, element)).actor;

  describe('a process', () => {
    const loan = async () => {
      const dossier = await f.apply(p.reader, { code: LOAN });
      await does(f, p.clerk, dossier, 'forward');
      return dossier;
    };

    test('asks another agency and the reader at once; what comes before it is awaited is kept', async () => {
      const dossier = await loan();
      assert.deepEqual(new Set(await stepsOf(f, dossier)), new Set(['ask-shelf', 'note']));
      const theirs = await inbox(
        f.db,
        await reachOfInbox(f.db, p.stranger, f.clock.now()),
        { state: 'open' },
        { limit: 10 },
      );
      const task = theirs.find(t => t.subjectId === dossier.id);
      assert.equal(task?.title.step, 'Hỏi sách còn không');
      assert.equal(formatDateTime(task?.dueAt ?? new Date(0)), '23/11/2026 17:00', 'one working day');
      const told = (await messagesAbout(f.db, dossier.id)).find(m => /message\.question/.test(m.key));
      const open = (await openQuestions(f.db, dossier.id)).find(x => x.toAgency === null);
      assert.deepEqual(
        [told?.key, told?.params.until],
        open?.dueAt
          ? ['cases.message.question-due', formatDateTime(open.dueAt)]
          : ['cases.message.question', ''],
        'that an answer is waited for, and until when',
      );
      assert.equal((await dossierFor(f.db, p.stranger, dossier.id, 'read', f.clock.now())).id, dossier.id);
      await says(dossier, f.agencies.saPa, 'there', await actor(p.stranger, dossier, 'ask-shelf'));
      assert.ok(!(await stepsOf(f, dossier)).includes('check'), 'the reader has not answered');
      await says(dossier, null, 'done');
      assert.deepEqual(await stepsOf(f, dossier), ['note'], 'the answer waits for the process');
      await does(f, p.officer, dossier, 'done');
      assert.deepEqual(await stepsOf(f, dossier), ['check']);
      const { outcomes } = (await f.again(dossier)).processState;
      assert.deepEqual(outcomes.shelf, { outcome: 'there', late: false });
      await f.ledger.sealer.sealOnce();
      assert.deepEqual(
        (await f.ledger.verifyState([dossierState])).filter(x => x.key === `dossier:${dossier.id}`),
        [],
      );
    });

    test('goes by what was answered, and takes only answers that it named', async () => {
      const dossier = await loan();
      await does(f, p.officer, dossier, 'done');
      const theirs = await actor(p.stranger, dossier, 'ask-shelf');
      await assert.rejects(says(dossier, f.agencies.saPa, 'burnt', theirs), { code: 'OUTCOME_UNKNOWN' });
      await says(dossier, f.agencies.saPa, 'lent', theirs);
      await assert.rejects(says(dossier, f.agencies.saPa, 'there', theirs), { code: 'TASK_DONE' });
      await says(dossier, null, 'done');
      assert.deepEqual(await stepsOf(f, dossier), ['search']);
    });

    test('that goes on without the answer asks no longer', async () => {
      const dossier = await loan();
      await does(f, p.officer, dossier, 'done');
      const { tokens } = (await f.again(dossier)).processState;
      const token = tokens.find(t => t.at === 'shelf')?.id ?? 0;
      const waiting = (
        await f.owner.query<{ payload: unknown }>(
          `SELECT payload FROM graphile_worker._private_jobs WHERE payload ->> 'elementId' = 'too-long'`,
        )
      ).at(-1);
      assert.ok(waiting);
      const { firesAt } = await f.db.one<{ firesAt: Date }>(
        'SELECT fires_at AS "firesAt" FROM cases.timer WHERE dossier_id = $1 AND token = $2',
        [dossier.id, token],
      );
      f.clock.set(firesAt);
      await fireTimer(f.ctx, { dossierId: dossier.id, token, elementId: 'too-long' });
      const question = await questionTo(dossier, f.agencies.saPa);
      assert.ok(question.droppedAt);
      assert.deepEqual(await stepsOf(f, dossier), [], 'it has left the other library’s inbox');
      await says(dossier, null, 'done');
      assert.deepEqual(await stepsOf(f, dossier), ['check']);
    });

    test('whose question is not answered in time tells whoever handles the dossier, until the answer is there', async () => {
      const dossier = await loan();
      await does(f, p.officer, dossier, 'done');
      at('2026-11-24T08:00:00');
      await watchDeadlines(f.ctx);
      await watchDeadlines(f.ctx);
      const told = async () => (await openTasks(f.db, dossier.id)).filter(t => t.ref.startsWith('late:'));
      const [notice, ...more] = await told();
      assert.equal(notice?.title.step, 'Chưa có trả lời đúng hạn: Hỏi sách còn không');
      assert.deepEqual([notice?.agencyId, more], [f.agencies.bacHa, []]);
      await dossierFor(f.db, p.officer, dossier.id, 'settle-question', f.clock.now());
      await assert.rejects(dossierFor(f.db, p.clerk, dossier.id, 'settle-question', f.clock.now()), {
        code: 'NOT_ALLOWED',
      });
      await says(dossier, f.agencies.saPa, 'there', actorOf(p.officer, f.clock.now()));
      assert.deepEqual(await told(), []);
    });

    test('cannot go on without: whoever handles the dossier enters the answer that came on paper', async () => {
      const dossier = await loan();
      const asked = { dossierId: dossier.id, questionId: (await questionTo(dossier, f.agencies.saPa)).id };
      const by = await actor(p.officer, dossier, 'note');
      await assert.rejects(
        f.db.tx(tx => dropQuestion(tx, f.deps, asked, by)),
        { code: 'PROCESS_AWAITS_ANSWER' },
      );
      await dossierFor(f.db, p.officer, dossier.id, 'settle-question', f.clock.now());
      await says(dossier, f.agencies.saPa, 'there', by);
      assert.deepEqual(await stepsOf(f, dossier), ['note']);
    });
  });

  describe('an official asks', () => {
    /** A dossier at the officer's desk, and what he asks whom. */
    async function asked(
      agencies: readonly string[],
      options: { code?: string; days?: number | null; what?: string } = {},
    ): Promise<Dossier> {
      const dossier = await f.apply(p.reader, { code: options.code ?? LOAN });
      await does(f, p.clerk, dossier, 'forward');
      const { input, actor: by } = await facing(f, p.officer, dossier);
      const question = {
        ...input,
        agencyIds: agencies,
        what: options.what ?? 'Bạn đọc này có nợ sách không?',
        days: options.days ?? null,
      };
      await f.db.tx(tx => consult(tx, f.deps, question, by));
      return dossier;
    }
    const both = () => [f.agencies.saPa, f.agencies.province];
    const opinion = async (who: People['officer'], d: Dossier, agency: string, outcome: string) => {
      const ref = `question:${(await questionTo(d, agency)).id}`;
      const task = (await openTasks(f.db, d.id)).find(t => t.ref === ref);
      const by = { accountId: who.accountId, postId: who.postId, agencyId: agency, at: f.clock.now() };
      assert.ok(task);
      return says(d, agency, outcome, by);
    };

    test('two at once, in two working days as the process says; his step and the clock wait, theirs go on', async () => {
      const dossier = await asked(both());
      const now = await f.again(dossier);
      assert.deepEqual([now.status, now.paused], ['processing', 'consultation']);
      const tasks = await listTasks(f.db, dossier.id);
      const stateOf = (element: string) => tasks.filter(t => t.elementId === element).map(t => t.state);
      assert.deepEqual(stateOf('note'), ['suspended']);
      assert.deepEqual(stateOf('question'), ['open', 'open']);
      assert.equal(
        formatDateTime((await questionTo(dossier, f.agencies.saPa)).dueAt ?? new Date(0)),
        '24/11/2026 17:00',
      );
      const due = dossier.dueAt;
      at('2026-11-23T10:00:00');
      await opinion(p.stranger, dossier, f.agencies.saPa, 'agree');
      assert.equal((await f.again(dossier)).paused, 'consultation', 'the other has not answered');
      at('2026-11-23T15:30:00');
      await opinion(director, dossier, f.agencies.province, 'disagree');
      const running = await f.again(dossier);
      assert.equal(running.paused, null);
      assert.ok(running.dueAt > due, 'what was waited for is not counted');
      assert.ok((await stepsOf(f, dossier)).includes('note'));
      const story = await storyOf(f.db, f.ledger, running, f.clock.now());
      const answers = story.happenings.filter(h => h.kind === 'question-answered');
      assert.deepEqual(
        answers.map(h => [h.who, h.body.outcome, h.personal.answer]),
        [
          ['Trần Thị Yến', 'disagree', 'Theo sổ'],
          ['Sùng A Chứ', 'agree', 'Theo sổ'],
        ],
      );
    });

    test('what was paid before anybody was asked explains nothing of when the answer is due', async () => {
      const dossier = await asked(both());
      const question = await questionTo(dossier, f.agencies.province);
      const before = (minutes: number) => new Date(question.askedAt.getTime() - minutes * 60_000);
      await f.db.tx(tx =>
        tx.run(
          `INSERT INTO cases.pause (id, dossier_id, kind, span) VALUES ($1, $2, 'payment', tstzrange($3, $4))`,
          [newId(), dossier.id, before(20), before(5)],
        ),
      );
      const days = (await answerDays(f.db, question, question.askedAt)) ?? assert.fail();
      assert.ok(days.every(day => !day.pauses));
    });

    test('and one is late: the clock runs from the hour at which the answer was due, who asked is told, the answer still counts', async () => {
      const dossier = await asked(both());
      const question = await questionTo(dossier, f.agencies.province);
      at('2026-11-23T10:00:00');
      await opinion(p.stranger, dossier, f.agencies.saPa, 'agree');
      at('2026-11-25T08:00:00');
      await watchDeadlines(f.ctx);
      await watchDeadlines(f.ctx);
      const running = await f.again(dossier);
      assert.equal(running.paused, null);
      const pauses = await f.db.query<{ to: Date }>(
        'SELECT upper(span) AS "to" FROM cases.pause WHERE dossier_id = $1',
        [dossier.id],
      );
      assert.deepEqual(
        pauses.map(x => x.to),
        [question.dueAt],
      );
      const late = (await f.ledger.history(f.db, `dossier:${dossier.id}`)).filter(
        e => e.kind === 'case.question-late' && e.body.question === question.id,
      );
      assert.equal(late.length, 1, 'said once');
      await does(f, p.officer, dossier, 'done', 'note');
      await opinion(director, dossier, f.agencies.province, 'agree');
      const told = (await openTasks(f.db, dossier.id)).filter(t => t.ref.startsWith('answers:'));
      assert.deepEqual(
        told.map(t => [t.title.step, t.postId]),
        [['Xem ý kiến trả lời: Ghi sổ', p.officer.postId]],
      );
      const answered = await questionTo(dossier, f.agencies.province);
      assert.ok(answered.lateAt && answered.answeredAt);
    });

    test('where the process does not stop the clock, his step goes on beside the question', async () => {
      const dossier = await asked([f.agencies.province], { code: CARD, days: 1 });
      assert.equal((await f.again(dossier)).paused, null);
      await does(f, p.officer, dossier, 'propose', 'check');
      assert.ok((await stepsOf(f, dossier)).includes('sign'));
    });

    test('only in the course of his own step, somebody else, something, in some time, and once', async () => {
      const refused = async (change: Parameters<typeof asked>[1], agencies = [f.agencies.saPa]) => {
        let code = '';
        await asked(agencies, change).catch(error => {
          code = error.code;
        });
        return code;
      };
      assert.equal(await refused({ what: ' ' }), 'REASON_MISSING');
      assert.equal(await refused({}, []), 'CONSULT_NOBODY');
      assert.equal(await refused({}, [f.agencies.bacHa]), 'CONSULT_NOBODY');
      assert.equal(await refused({ days: 61 }), 'CONSULT_NOBODY');
      assert.equal(await refused({ code: CARD, days: null }), 'CONSULT_NOBODY', 'this process says no limit');
      const dossier = await asked([f.agencies.province], { code: CARD, days: 1 });
      const { input, actor: by } = await facing(f, p.officer, dossier, 'check');
      const again = { ...input, agencyIds: [f.agencies.province], what: 'Lần nữa', days: 1 };
      await assert.rejects(
        f.db.tx(tx => consult(tx, f.deps, again, by)),
        { code: 'ALREADY_ASKED' },
      );
      for (const who of [p.clerk, p.chairman])
        await assert.rejects(dossierFor(f.db, who, dossier.id, 'consult', f.clock.now()), {
          code: 'NOT_ALLOWED',
        });
      await assert.rejects(dossierFor(f.db, p.stranger, dossier.id, 'consult', f.clock.now()), {
        code: 'NOT_FOUND',
      });
    });

    test('an opinion that is no plain yes needs words', async () => {
      const dossier = await asked([f.agencies.saPa]);
      const by = { ...mine(), accountId: p.stranger.accountId };
      await assert.rejects(says(dossier, f.agencies.saPa, 'disagree', by, ' '), { code: 'REASON_MISSING' });
      await says(dossier, f.agencies.saPa, 'agree', by, '');
      assert.equal((await questionTo(dossier, f.agencies.saPa)).answer, null);
    });

    test('and goes on without: the question leaves the other inbox, the clock runs', async () => {
      const dossier = await asked([f.agencies.saPa]);
      const question = await questionTo(dossier, f.agencies.saPa);
      const by = { ...mine(), accountId: p.officer.accountId };
      await dossierFor(f.db, p.officer, dossier.id, 'settle-question', f.clock.now());
      const asking = { dossierId: dossier.id, questionId: question.id };
      await f.db.tx(tx => dropQuestion(tx, f.deps, asking, by));
      assert.deepEqual(new Set(await stepsOf(f, dossier)), new Set(['note', 'ask-shelf']));
      assert.equal((await f.again(dossier)).paused, null);
      await assert.rejects(
        f.db.tx(tx => dropQuestion(tx, f.deps, asking, by)),
        { code: 'QUESTION_CLOSED' },
      );
    });

    test('while the reader is waited for the questions wait too, and their time with them', async () => {
      const dossier = await asked([f.agencies.province], { code: CARD, days: 2 });
      at('2026-11-20T14:00:00');
      await asks(f, p.officer, dossier);
      assert.deepEqual(await stepsOf(f, dossier), []);
      at('2026-11-23T14:00:00');
      await watchDeadlines(f.ctx);
      await f.db.tx(tx => supplement(tx, f.deps, { dossierId: dossier.id, papers: [] }, mine()));
      const question = await questionTo(dossier, f.agencies.province);
      // Asked on Friday: Monday and Tuesday, and the five hours of Monday that were waited.
      assert.equal(formatDateTime(question.dueAt ?? new Date(0)), '25/11/2026 14:00');
      const task = (await openTasks(f.db, dossier.id)).find(t => t.elementId === 'question');
      assert.deepEqual(task?.dueAt, question.dueAt);
    });

    test('a dossier that is taken back leaves no question behind', async () => {
      const dossier = await asked(both());
      await f.db.tx(tx => withdraw(tx, f.deps, { dossierId: dossier.id, reason: '' }, mine()));
      assert.equal((await listQuestions(f.db, dossier.id)).filter(isOpen).length, 0);
      assert.deepEqual(await stepsOf(f, dossier), []);
      await assert.rejects(says(dossier, f.agencies.saPa, 'agree'), { code: 'QUESTION_CLOSED' });
    });
  });

  test('a supplement asked while agencies are asked stops all, and leads back to waiting for them', async () => {
    const dossier = await f.apply(p.reader, { code: LOAN });
    await does(f, p.clerk, dossier, 'forward');
    const { input, actor: faced } = await facing(f, p.officer, dossier);
    const { judged: _, ...by } = faced;
    const question = { ...input, agencyIds: [f.agencies.province], what: 'Có nợ sách không?', days: 5 };
    await f.db.tx(tx => consult(tx, f.deps, question, by));
    const what = { dossierId: dossier.id, what: 'Thiếu ảnh' };
    await f.db.tx(tx => requestSupplement(tx, f.deps, what, by));
    assert.deepEqual([(await f.again(dossier)).paused, await stepsOf(f, dossier)], ['supplement', []]);
    at('2026-11-23T10:00:00');
    await f.db.tx(tx => supplement(tx, f.deps, { dossierId: dossier.id, papers: [] }, mine()));
    assert.equal((await f.again(dossier)).paused, 'consultation');
    assert.deepEqual(new Set(await stepsOf(f, dossier)), new Set(['ask-shelf', 'question']));
  });
});
