import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { messagesAbout } from '#engines/messaging';
import { listTasks, openTasks } from '#engines/work';
import { findCalendar, setDay } from '#engines/worktime';
import {
  actorAt,
  answerQuestion,
  apologise,
  assign,
  consult,
  type Dossier,
  factsOf,
  keptActsOf,
  listLetters,
  listQuestions,
  listResults,
  makeMailList,
  refuse,
  returnResult,
  stopProcessing,
  supplement,
  transfer,
  transferTargets,
  undoFor,
  withdraw,
} from '../index.ts';
import { notifyApplicant } from '../notify.ts';
import { dossierState } from '../state-check.ts';
import { CARD, type CasesFixture, FRIDAY, LOAN } from '../testing/fixture.ts';
import { asks, does, facing, type People, signs, stepsOf, withLibrary } from '../testing/people.ts';
import { lastOf, undoes } from '../testing/undoing.ts';
import { imageOf, standOf } from './image.ts';

describe('cases: undo', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary((library, all) => {
    f = library;
    p = all;
  });
  afterEach(() => f.clock.set(FRIDAY));
  const at = (text: string) => f.clock.set(`${text}+07:00`);

  /** What must be the same again: everything that is kept, but for the number that the next token gets. */
  async function stateOf({ id }: Dossier) {
    const image = await imageOf(f.db, id);
    assert.ok(image);
    const found = await f.db.query(
      "SELECT id, title, search FROM work.task WHERE subject_id = $1 AND state IN ('open', 'suspended') ORDER BY id",
      [id],
    );
    return { ...image, found, process: standOf(image.process) };
  }
  const acts = (d: Dossier) => keptActsOf(f.db, d.id);
  const checked = async (code = CARD) => {
    const dossier = await f.apply(p.reader, { code });
    await does(f, p.clerk, dossier, 'forward');
    return dossier;
  };
  const deskOf = async (who: People['officer'], d: Dossier) => (await facing(f, who, d)).actor;
  const leads = async (d: Dossier) =>
    actorAt(
      p.chairman,
      f.clock.now(),
      await factsOf(f.db, await f.again(d), f.clock.now()),
      'dossier.decide',
    );

  /** Does something, takes it back, and sees that nothing of it is left but the two entries. */
  async function thereAndBack(d: Dossier, who: People['officer'], act: () => Promise<unknown>) {
    const before = await stateOf(d);
    await act();
    assert.notDeepEqual(await stateOf(d), before, 'the act changed something');
    at('2026-11-20T09:20:00');
    const now = await undoes(f, who, d);
    assert.deepEqual(await stateOf(d), before);
    return now;
  }

  test('a step: the officer has it before him again, the one that came of it is gone, and the story tells both', async () => {
    const dossier = await checked();
    await thereAndBack(dossier, p.officer, () => does(f, p.officer, dossier, 'propose'));
    assert.deepEqual(await stepsOf(f, dossier), ['check']);
    const gone = (await listTasks(f.db, dossier.id)).filter(t => t.state === 'cancelled');
    assert.deepEqual(
      gone.map(t => [t.elementId, t.outcome]),
      [['sign', 'undone']],
    );
    const [undone, step] = (await f.ledger.history(f.db, `dossier:${dossier.id}`)).reverse();
    assert.deepEqual(
      [undone?.kind, undone?.body.entry, undone?.body.act],
      ['case.act-undone', step?.id, 'step-done'],
    );
    // And it is done once more, with a token of its own.
    await does(f, p.officer, dossier, 'propose');
    assert.deepEqual(await stepsOf(f, dossier), ['sign']);
  });

  test('a request for papers: the clock runs as if it had never stood still, the slip is void and its number used up', async () => {
    const dossier = await checked();
    const due = (await f.again(dossier)).dueAt;
    await thereAndBack(dossier, p.officer, () => asks(f, p.officer, dossier));
    const now = await f.again(dossier);
    assert.deepEqual([now.status, now.paused, now.dueAt], ['processing', null, due]);
    await asks(f, p.officer, dossier, 'Thiếu ảnh chân dung');
    const letters = await listLetters(f.db, f.ledger, now);
    assert.deepEqual(
      letters.map(l => [l.kind, l.void]),
      [
        ['supplement', true],
        ['supplement', false],
      ],
    );
    assert.notEqual(letters[0]?.number, letters[1]?.number);
  });

  test('papers that a clerk took in for the reader: she is waited for again, and they are not in the dossier', async () => {
    const dossier = await checked();
    await asks(f, p.officer, dossier);
    const clerk = { accountId: p.clerk.accountId, postId: p.clerk.postId, agencyId: f.agencies.centre };
    await thereAndBack(dossier, p.clerk, () =>
      f.db.tx(tx =>
        supplement(tx, f.deps, { dossierId: dossier.id, papers: [] }, { ...clerk, at: f.clock.now() }),
      ),
    );
    assert.equal((await f.again(dossier)).status, 'supplementing');
  });

  test('a refusal, a stop, a withdrawal at the counter: the dossier is open again, its steps lie where they lay', async () => {
    const dossier = await checked();
    const reason = 'Không thuộc thẩm quyền giải quyết';
    for (const [act, verb] of [
      ['tu-choi', refuse],
      ['dung', stopProcessing],
    ] as const) {
      const by = await deskOf(p.officer, dossier);
      await thereAndBack(dossier, p.officer, () =>
        f.db.tx(tx => verb(tx, f.deps, { dossierId: dossier.id, reason }, by)),
      );
      const [letter] = (await listLetters(f.db, f.ledger, dossier)).filter(l => l.ref.startsWith(act));
      assert.equal(letter?.void, true);
      f.clock.set(FRIDAY);
    }
    const clerk = { accountId: p.clerk.accountId, postId: p.clerk.postId, agencyId: f.agencies.centre };
    await thereAndBack(dossier, p.clerk, () =>
      f.db.tx(tx => withdraw(tx, f.deps, { dossierId: dossier.id, reason }, { ...clerk, at: f.clock.now() })),
    );
    assert.deepEqual(await stepsOf(f, dossier), ['check']);
  });

  test('an apology: the old date holds, and another may be given', async () => {
    const dossier = await checked();
    const give = async (newDate: string) =>
      f.db.tx(async tx =>
        apologise(tx, f.deps, { dossierId: dossier.id, newDate, reason: 'Chờ in thẻ' }, await leads(dossier)),
      );
    await thereAndBack(dossier, p.chairman, () => give('2026-11-30'));
    await give('2026-12-01');
    assert.deepEqual(
      (await listLetters(f.db, f.ledger, dossier)).map(l => l.void),
      [true, false],
    );
  });

  test('a transfer, and a step that was given to somebody', async () => {
    const dossier = await checked(LOAN);
    const [target] = await transferTargets(f.db, await f.again(dossier), f.clock.now());
    assert.ok(target);
    const by = await deskOf(p.officer, dossier);
    await thereAndBack(dossier, p.officer, () =>
      f.db.tx(tx =>
        transfer(tx, f.deps, { dossierId: dossier.id, agencyId: target.id, reason: 'Đúng địa bàn' }, by),
      ),
    );
    f.clock.set(FRIDAY);
    const { input, actor } = await facing(f, p.officer, dossier);
    await thereAndBack(dossier, p.officer, () =>
      f.db.tx(tx => assign(tx, f.deps, { ...input, postId: p.officer.postId }, actor)),
    );
  });

  describe('a signature', () => {
    const signed = async () => {
      const dossier = await checked();
      await does(f, p.officer, dossier, 'propose');
      return dossier;
    };

    test('is withdrawn by its signer: the paper stays and holds no more, the next one has another number', async () => {
      const dossier = await signed();
      await thereAndBack(dossier, p.chairman, () => signs(f, p.chairman, dossier));
      const [result] = await listResults(f.db, dossier.id);
      assert.deepEqual([result?.status, (await f.again(dossier)).status], ['withdrawn', 'processing']);
      assert.ok(result?.sha256);
      await signs(f, p.chairman, dossier);
      const [next] = await listResults(f.db, dossier.id);
      assert.deepEqual([next?.status, (await f.again(dossier)).status], ['valid', 'completed']);
      assert.notEqual(next?.number, result?.number);
    });

    test('not once the reader has the result', async () => {
      const dossier = await signed();
      await signs(f, p.chairman, dossier);
      const [result] = await listResults(f.db, dossier.id);
      await f.db.run('UPDATE cases.result SET fetched_at = $2 WHERE id = $1', [result?.id, f.clock.now()]);
      await assert.rejects(undoes(f, p.chairman, dossier), { code: 'UNDO_FETCHED' });
    });
  });

  test('an agency takes its answer back; while it stands, who asked cannot take back the question', async () => {
    const dossier = await checked(LOAN);
    const { input, actor: asker } = await facing(f, p.officer, dossier);
    const question = { ...input, agencyIds: [f.agencies.saPa], what: 'Bạn đọc có nợ sách không?', days: 3 };
    await f.db.tx(tx => consult(tx, f.deps, question, asker));
    const asked = await lastOf(f, dossier);
    const questionNow = async () => (await listQuestions(f.db, dossier.id)).find(q => q.elementId === null);
    const open = await questionNow();
    const by = { accountId: p.stranger.accountId, postId: p.stranger.postId, agencyId: f.agencies.saPa };
    await thereAndBack(dossier, p.stranger, () =>
      f.db.tx(tx =>
        answerQuestion(
          tx,
          f.deps,
          {
            dossierId: dossier.id,
            questionId: open?.id ?? '',
            outcome: 'agree',
            answer: 'Không nợ',
            papers: [],
          },
          { ...by, at: f.clock.now() },
        ),
      ),
    );
    assert.equal((await questionNow())?.answer, null);
    await f.db.tx(tx =>
      answerQuestion(
        tx,
        f.deps,
        {
          dossierId: dossier.id,
          questionId: open?.id ?? '',
          outcome: 'agree',
          answer: 'Không nợ',
          papers: [],
        },
        { ...by, at: f.clock.now() },
      ),
    );
    const late = await undoFor(
      f.db,
      f.deps,
      p.officer,
      { dossierId: dossier.id, actId: asked?.id ?? '' },
      f.clock.now(),
    );
    assert.deepEqual([late.refusal?.code, late.refusal?.params.who], ['UNDO_ACTED_SINCE', 'Sùng A Chứ']);
  });

  test('a result that was put on a list for the post waits to be handed over again; one that was given at a counter stays given', async () => {
    const given = async (how: 'post' | 'counter') => {
      const dossier = await f.apply(p.reader, { data: f.filledIn({ way: 'post' }) });
      await does(f, p.clerk, dossier, 'forward');
      await does(f, p.officer, dossier, 'propose');
      await signs(f, p.chairman, dossier);
      const { input, actor } = await facing(f, p.clerk, dossier);
      return {
        dossier,
        give: () =>
          how === 'post'
            ? f.db.tx(tx => makeMailList(tx, f.deps, p.clerk, list(input), f.clock.now()))
            : f.db.tx(tx => returnResult(tx, f.deps, { ...input, how }, actor)),
      };
    };
    const list = (step: { dossierId: string; taskId: string }) => ({
      agencyId: f.agencies.centre,
      letters: [{ ...step, trackingNumber: null }],
    });
    const sent = await given('post');
    const back = await thereAndBack(sent.dossier, p.clerk, sent.give);
    assert.deepEqual([back.status, back.closedAt], ['completed', null]);
    const handed = await given('counter');
    const before = await acts(handed.dossier);
    await handed.give();
    assert.deepEqual((await acts(handed.dossier)).length, before.length, 'nothing is kept of it');
  });

  test('a day that was closed while the dossier was refused moves its due time, as if it had never been refused', async () => {
    const dossier = await checked();
    const by = await deskOf(p.officer, dossier);
    const due = (await f.again(dossier)).dueAt;
    await f.db.tx(tx => refuse(tx, f.deps, { dossierId: dossier.id, reason: 'Trùng hồ sơ' }, by));
    const calendar = await findCalendar(f.db, null);
    const storm = { date: '2026-11-23', kind: 'closed' as const, name: { vi: 'Nghỉ bão', en: 'Storm' } };
    await f.db.tx(tx => setDay(tx, calendar?.id ?? '', storm, f.act()));
    const back = await undoes(f, p.officer, dossier);
    assert.ok(back.dueAt > due, 'a day later');
    assert.deepEqual((await openTasks(f.db, dossier.id))[0]?.dueAt, back.dueAt);
  });

  test('the ledger and the tables agree about all of it, and a status that goes back without its entry is found', async () => {
    await f.ledger.sealer.sealOnce();
    assert.deepEqual(await f.ledger.verifyState([dossierState]), []);
    const dossier = await checked();
    await asks(f, p.officer, dossier);
    await undoes(f, p.officer, dossier);
    await f.owner.query(
      `ALTER TABLE cases.dossier DISABLE TRIGGER ALL;
       UPDATE cases.dossier SET due_at = due_at + interval '1 day' WHERE id = '${dossier.id}';
       ALTER TABLE cases.dossier ENABLE TRIGGER ALL`,
    );
    await f.ledger.sealer.sealOnce();
    assert.equal((await f.ledger.verifyState([dossierState])).length, 1);
  });

  test('who was told of an act is told that it was taken back, with the number that is void; of others nothing is said', async () => {
    const dossier = await checked();
    const tell = async () => {
      for (const e of await f.ledger.history(f.db, `dossier:${dossier.id}`))
        if (notifyApplicant.kinds.includes(e.kind))
          await f.db.tx(tx => notifyApplicant.handle({ ...e, position: 0 }, tx));
      return (await messagesAbout(f.db, dossier.id))
        .filter(m => m.channel === 'account')
        .map(m => m.key)
        .sort();
    };
    await does(f, p.officer, dossier, 'propose');
    await undoes(f, p.officer, dossier);
    const before = await tell();
    assert.ok(!before.some(key => key.includes('act-undone')));
    await asks(f, p.officer, dossier);
    await undoes(f, p.officer, dossier);
    assert.deepEqual(
      (await tell()).filter(key => !before.includes(key)),
      ['cases.message.act-undone-number-supplement', 'cases.message.supplement'],
    );
  });
});
