import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { messagesAbout } from '#engines/messaging';
import type { ProcedureVersion } from '#engines/procedures';
import { listTasks, openTasks } from '#engines/work';
import { assign, storyOf } from '../index.ts';
import { notifyApplicant } from '../notify.ts';
import { loadProcedure } from '../process/load.ts';
import { dossierState } from '../state-check.ts';
import { CARD, type CasesFixture, LOAN, ROOM } from '../testing/fixture.ts';
import { does, facing, type People, signs, stepsOf, withLibrary } from '../testing/people.ts';
import { publishNext } from '../testing/versions.ts';
import type { Dossier } from '../types.ts';
import { changedFor } from './asked-of-applicant.ts';
import { moveBack } from './move-back.ts';
import { moveDossier } from './move-dossier.ts';
import { planMove } from './plan-move.ts';
import { loadWay } from './way.ts';

const REASON = 'Bản 2 thiếu bước ký';

describe('cases: moves', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary((library, all) => {
    f = library;
    p = all;
  });

  const who = () => ({
    accountId: p.chairman.accountId,
    postId: p.chairman.postId,
    agencyId: f.agencies.province,
    at: f.clock.now(),
  });
  const version = async (dossier: Dossier) => (await loadProcedure(f.db, await f.again(dossier))).version;
  const move = async (dossier: Dossier, to: Pick<ProcedureVersion, 'id'>, reason = REASON) => {
    const { procedureVersionId: fromVersionId } = await f.again(dossier);
    const input = { dossierId: dossier.id, fromVersionId, toVersionId: to.id, reason };
    return f.db.tx(tx => moveDossier(tx, f.deps, input, who()));
  };
  const back = (dossier: Dossier) => f.db.tx(tx => moveBack(tx, f.deps, { dossierId: dossier.id }, who()));
  const plan = async (dossier: Dossier, to: Pick<ProcedureVersion, 'id'>) => {
    const now = await f.again(dossier);
    const way = await loadWay(f.db, now.procedureVersionId, to.id, f.clock.now());
    return (await planMove(f.db, now, way, f.clock.now())).plan;
  };

  /** Everything of a dossier that a move may change. */
  const all = async (dossier: Dossier) => {
    const { version: _, ...row } = await f.again(dossier);
    const rows = (sql: string) => f.db.query(sql, [dossier.id]);
    return {
      row,
      tasks: (await listTasks(f.db, dossier.id)).filter(t => t.state === 'open' || t.state === 'suspended'),
      timers: await rows(
        'SELECT token, element_id, fires_at, started_at, timer FROM cases.timer WHERE dossier_id = $1 ORDER BY 1, 2',
      ),
      questions: await rows('SELECT * FROM cases.question WHERE dossier_id = $1 ORDER BY id'),
      papers: await rows('SELECT id, field FROM cases.paper WHERE dossier_id = $1 ORDER BY id'),
      incidents: await rows('SELECT * FROM cases.incident WHERE dossier_id = $1 ORDER BY id'),
    };
  };

  /** What the questions of a dossier are awaited as. */
  const messages = async (dossier: Dossier) =>
    (
      await f.db.query<{ message: string }>(
        'SELECT message FROM cases.question WHERE dossier_id = $1 ORDER BY 1',
        [dossier.id],
      )
    ).map(q => q.message);

  const kinds = async (dossier: Dossier) =>
    (await f.ledger.history(f.db, `dossier:${dossier.id}`)).map(e => e.kind);

  test('a step with another name: the dossier stands there, whoever had it has it, and goes on to its end', async () => {
    const dossier = await f.apply(p.reader, { data: f.filledIn({ way: 'electronic' }) });
    await does(f, p.clerk, dossier, 'forward');
    const { input, actor } = await facing(f, p.officer, dossier);
    await f.db.tx(tx => assign(tx, f.deps, { ...input, postId: p.officer.postId }, actor));
    const next = await publishNext(f, CARD, {
      process: xml => xml.replaceAll('"check"', '"appraise"').replace('Thẩm tra', 'Thẩm định'),
      mapping: { elements: [{ from: 'check', to: 'appraise' }], fields: [] },
      content: { limits: { online: { n: 9, unit: 'working-day' } } },
    });
    const before = await all(dossier);
    const shown = await plan(dossier, next);
    assert.deepEqual(shown.places, [{ from: 'Thẩm tra', to: 'Thẩm định' }]);
    assert.deepEqual(shown.steps, [{ name: 'Thẩm định', same: true, keepsPost: true }]);
    assert.deepEqual([shown.blocks, shown.lostOutcomes, shown.missing], [[], [], []]);
    assert.ok(shown.otherLimit, 'the new limit is said to be another');
    assert.deepEqual(await all(dossier), before, 'to ask changes nothing');

    const moved = await move(dossier, next);
    assert.equal((await version(moved)).number, next.number);
    assert.deepEqual(moved.dueAt, before.row.dueAt, 'the time promised stays');
    const [task] = await openTasks(f.db, dossier.id);
    assert.deepEqual([task?.elementId, task?.postId], ['appraise', p.officer.postId]);
    const closed = (await listTasks(f.db, dossier.id)).find(t => t.elementId === 'check');
    assert.deepEqual([closed?.state, closed?.outcome], ['cancelled', 'moved']);

    const story = await storyOf(f.db, f.ledger, moved, f.clock.now());
    const said = story.happenings.find(h => h.kind === 'moved') ?? assert.fail();
    assert.equal(said.personal.reason, REASON);
    assert.deepEqual([said.body.fromNumber, said.body.number], [next.number - 1, next.number]);
    const assigned = story.happenings.find(h => h.kind === 'assigned');
    assert.equal(
      assigned?.body.element,
      'appraise',
      'what was done before is told under the name that it has now',
    );

    await does(f, p.officer, dossier, 'propose', 'appraise');
    assert.equal((await signs(f, p.chairman, dossier)).status, 'returned');
    await f.ledger.sealer.sealOnce();
    const problems = await f.ledger.verifyState([dossierState]);
    assert.deepEqual(
      problems.filter(x => x.key === `dossier:${dossier.id}`),
      [],
    );
    await assert.rejects(back(dossier), { code: 'MOVE_ACTED_SINCE' });
  });

  test('moved and moved back it is the same: steps, people, timers, answers, questions', async () => {
    f.clock.set('2026-11-23T09:00:00+07:00');
    const room = await f.apply(p.reader, { code: ROOM });
    const loan = await f.apply(p.reader, { code: LOAN });
    await does(f, p.clerk, loan, 'forward');
    await does(f, p.officer, loan, 'done', 'note');
    const state = (await f.again(room)).processState;
    assert.equal(state.tokens[0]?.at, 'look-up');
    const nextRoom = await publishNext(f, ROOM, {
      process: xml => xml.replaceAll('"look-up"', '"find-reader"'),
      mapping: { elements: [{ from: 'look-up', to: 'find-reader' }], fields: [] },
    });
    const nextLoan = await publishNext(f, LOAN, {
      process: xml =>
        xml
          .replaceAll('"shelf"', '"answer"')
          .replace('fs:limit="3 working-day"', 'fs:limit="4 working-day"')
          .replaceAll('"book"', '"title"')
          .replace('tasks.shelf.outcome', 'tasks.answer.outcome'),
      mapping: {
        elements: [
          { from: 'shelf', to: 'answer' },
          { from: 'book', to: 'title' },
        ],
        fields: [],
      },
    });
    for (const [dossier, next] of [
      [room, nextRoom],
      [loan, nextLoan],
    ] as const) {
      const before = await all(dossier);
      f.clock.advance(3_600_000);
      await move(dossier, next);
      const there = await all(dossier);
      assert.notDeepEqual(there.row.processState, before.row.processState);
      if (dossier === loan) assert.deepEqual(await messages(loan), ['answer', 'title']);
      await assert.rejects(move(dossier, next), { code: 'MOVE_NOTHING' });
      assert.deepEqual(await all(dossier), there, 'a second time changes nothing');
      await back(dossier);
      assert.deepEqual(await all(dossier), before);
      await assert.rejects(back(dossier), { code: 'MOVE_UNDONE' });
      assert.deepEqual((await kinds(dossier)).slice(-2), ['case.moved', 'case.moved-back']);
      await move(dossier, next);
      await back(dossier);
      assert.deepEqual(await all(dossier), before, 'once more too');
    }
  });

  test('timers are counted by the new rule from when they began; questions are awaited under their new names', async () => {
    f.clock.set('2026-11-24T09:00:00+07:00');
    const loan = await f.apply(p.reader, { code: LOAN });
    const [first] = [await version(loan)];
    assert.equal(first.number, 2);
    await does(f, p.clerk, loan, 'forward');
    await does(f, p.officer, loan, 'done', 'note');
    const due = async () =>
      (
        await f.db.one<{ at: Date }>('SELECT fires_at AS at FROM cases.timer WHERE dossier_id = $1', [
          loan.id,
        ])
      ).at;
    const was = await due();
    f.clock.advance(2 * 3_600_000);
    const next = await publishNext(f, LOAN, {
      process: xml => xml.replace('fs:limit="4 working-day"', 'fs:limit="2 working-day"'),
    });
    const shown = await plan(loan, next);
    assert.deepEqual(
      shown.timers.map(t => t.was),
      [was],
    );
    await move(loan, next);
    assert.deepEqual(await due(), shown.timers[0]?.will);
    assert.ok((await due()) < was);
    assert.deepEqual(await messages(loan), ['answer', 'title']);
  });

  describe('the applicant', () => {
    const told = async (dossier: Dossier) => {
      await f.ledger.sealer.sealOnce();
      for (let i = 0; i < 2; i++) await f.ledger.followers.runOnce([notifyApplicant.id]);
      const moves = (await messagesAbout(f.db, dossier.id)).filter(m =>
        m.key.startsWith('cases.message.moved'),
      );
      return [...new Set(moves.map(m => m.key))];
    };

    test('is told nothing of a move that changes nothing for him', async () => {
      const dossier = await f.apply(p.reader);
      await does(f, p.clerk, dossier, 'forward');
      await move(dossier, await publishNext(f, CARD, { content: { keywords: ['thẻ đọc'] } }));
      assert.deepEqual(await told(dossier), []);
    });

    test('is told once when he need not answer a question any more, and that he has to after all', async () => {
      f.clock.set('2026-11-24T15:00:00+07:00');
      const loan = await f.apply(p.reader, { code: LOAN });
      await does(f, p.clerk, loan, 'forward');
      const asked = () =>
        f.db.query(
          `SELECT id FROM cases.question WHERE dossier_id = $1 AND to_agency IS NULL AND answered_at IS NULL AND dropped_at IS NULL`,
          [loan.id],
        );
      assert.equal((await asked()).length, 1);
      const next = await publishNext(f, LOAN, {
        process: xml =>
          xml
            .replace(/<bpmndi:BPMNDiagram[\s\S]*<\/bpmndi:BPMNDiagram>/, '')
            .replace(
              /<intermediate(Throw|Catch)Event id="(?:ask-book|title)"[\s\S]*?<\/intermediate\1Event>/g,
              '',
            )
            .replace(/ *<sequenceFlow id="f[789]" [^\n]*\n/g, ''),
        mapping: {
          elements: [
            { from: 'title', to: 'note' },
            { from: 'ask-book', to: null, reason: 'Không hỏi nữa' },
          ],
          fields: [],
        },
      });
      await move(loan, next);
      assert.equal((await asked()).length, 0);
      assert.deepEqual(await told(loan), ['cases.message.moved-unasked']);
      await back(loan);
      assert.equal((await asked()).length, 1);
      assert.deepEqual((await told(loan)).sort(), [
        'cases.message.moved-asked',
        'cases.message.moved-unasked',
      ]);
    });

    test('is told of another due time, and not of hours within a day', () => {
      const before = { due: '2026-11-30T10:00:00.000Z', asked: ['a'] };
      assert.deepEqual(changedFor(before, before), {});
      assert.deepEqual(changedFor(before, { due: '2026-12-02T10:00:00.000Z', asked: [] }), {
        due: '2026-12-02T10:00:00.000Z',
        unasked: 1,
      });
      assert.deepEqual(changedFor({ ...before, asked: [] }, before), { asked: 1 });
      assert.deepEqual(changedFor(before, { due: null, asked: ['a'] }), {}, 'nothing is promised now');
    });
  });

  describe('is refused, and nothing is changed,', () => {
    const refused = async (dossier: Dossier, to: Pick<ProcedureVersion, 'id'>, code: string) => {
      const before = await all(dossier);
      const entries = (await kinds(dossier)).length;
      await assert.rejects(move(dossier, to), { code });
      assert.deepEqual(await all(dossier), before);
      assert.equal((await kinds(dossier)).length, entries);
    };

    test('where it stands at a step that is no more and nobody says where it goes', async () => {
      f.clock.set('2026-11-25T09:00:00+07:00');
      const dossier = await f.apply(p.reader);
      await does(f, p.clerk, dossier, 'forward');
      const next = await publishNext(f, CARD, { process: xml => xml.replaceAll('"appraise"', '"weigh"') });
      const shown = await plan(dossier, next);
      assert.deepEqual(shown.places, [{ from: 'Thẩm định', to: null }]);
      assert.deepEqual(
        shown.blocks.map(b => [b.code, b.params.element]),
        [['MOVE_NO_COUNTERPART', 'appraise']],
      );
      await refused(dossier, next, 'MOVE_NO_COUNTERPART');
    });

    test('where it is finished, the version is not in force, or is another procedure’s; or nobody says why', async () => {
      f.clock.set('2026-11-26T09:00:00+07:00');
      const dossier = await f.apply(p.reader, { data: f.filledIn({ way: 'electronic' }) });
      const old = await version(dossier);
      await does(f, p.clerk, dossier, 'forward');
      const next = await publishNext(f, CARD, { content: { keywords: ['thẻ'] } });
      await refused(dossier, old, 'MOVE_NOTHING');
      await refused(dossier, await version(await f.apply(p.reader, { code: ROOM })), 'MOVE_OTHER_PROCEDURE');
      await assert.rejects(move(dossier, next, ' '), { code: 'REASON_MISSING' });
      await move(dossier, next);
      await refused(dossier, old, 'MOVE_NOT_IN_FORCE');
      await back(dossier);
      await does(f, p.officer, dossier, 'propose', 'weigh');
      await signs(f, p.chairman, dossier);
      await refused(dossier, next, 'MOVE_CLOSED');
    });

    test('by the database too: another version without a move that says so, or of another procedure', async () => {
      const dossier = await f.apply(p.reader);
      const [room, card] = [await version(await f.apply(p.reader, { code: ROOM })), await version(dossier)];
      await assert.rejects(
        f.owner.run('UPDATE cases.dossier SET procedure_version_id = $2 WHERE id = $1', [
          dossier.id,
          room.id,
        ]),
        { constraint: 'dossier_version_moved' },
      );
      await assert.rejects(
        f.db.run(
          `INSERT INTO cases.version_move (id, dossier_id, procedure_id, from_version, to_version, moved_at, moved_by, reason, before, after_state)
           VALUES (gen_random_uuid(), $1, $2, $3, $4, now(), 'x', 'x', '{}', '{}')`,
          [dossier.id, card.procedureId, card.id, room.id],
        ),
        { code: '23503' },
      );
    });
  });

  test('answers go along; what is then missing, and what has no place any more, is said', async () => {
    f.clock.set('2026-11-27T09:00:00+07:00');
    const dossier = await f.apply(p.reader);
    const next = await publishNext(f, CARD, {
      form: definition => {
        const text = JSON.stringify(definition)
          .replaceAll('"name"', '"fullName"')
          .replaceAll('"reader.name"', '"reader.fullName"')
          .replaceAll('"reader.phone"', '"reader.mobile"')
          .replaceAll('"phone":{', '"mobile":{')
          .replace('"required":["fullName","phone"]', '"required":["fullName","mobile"]');
        return JSON.parse(text);
      },
      mapping: { elements: [], fields: [{ from: 'reader.name', to: 'reader.fullName' }] },
    });
    const shown = await plan(dossier, next);
    assert.deepEqual(shown.missing, ['reader.mobile']);
    assert.deepEqual(shown.lostAnswers, [{ name: 'reader.phone', reason: null }]);
    const moved = await move(dossier, next);
    assert.deepEqual(moved.data.reader, { fullName: 'Giàng A Phử' });
    const copies = await f.db.query<{ copied: boolean }>(
      `SELECT jsonb_typeof(before -> 'data') = 'object' AS copied FROM cases.version_move ORDER BY id DESC LIMIT 2`,
    );
    assert.deepEqual(
      copies,
      [{ copied: true }, { copied: false }],
      'answers are kept twice only where they change',
    );
    assert.equal(moved.formVersion, (await loadProcedure(f.db, moved)).form.version);
    await back(dossier);
    assert.deepEqual((await f.again(dossier)).data, dossier.data);
  });

  test('somebody who has acted without moving it on has acted too: a step that was given to somebody', async () => {
    const dossier = await f.apply(p.reader);
    f.clock.set('2026-11-30T08:00:00+07:00');
    const next = await publishNext(f, CARD, { content: { keywords: ['sách'] } });
    await move(dossier, next);
    const { input, actor } = await facing(f, p.clerk, dossier);
    await f.db.tx(tx => assign(tx, f.deps, { ...input, postId: p.clerk.postId }, actor));
    await assert.rejects(back(dossier), { code: 'MOVE_ACTED_SINCE' });
  });

  test('once somebody has acted on it, it stays where it is', async () => {
    const dossier = await f.apply(p.reader);
    f.clock.set('2026-12-01T09:00:00+07:00');
    const next = await publishNext(f, CARD, { content: { keywords: ['đọc'] } });
    await move(dossier, next);
    await does(f, p.clerk, dossier, 'forward');
    const now = await all(dossier);
    await assert.rejects(back(dossier), { code: 'MOVE_ACTED_SINCE' });
    assert.deepEqual(await all(dossier), now);
    assert.deepEqual(await stepsOf(f, dossier), ['weigh']);
  });
});
