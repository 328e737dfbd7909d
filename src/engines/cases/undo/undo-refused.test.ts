import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { endRule, makeRule } from '#engines/work';
import { isAppError } from '#platform/errors';
import { record } from '../acts/record.ts';
import { actorOf, assign, type Dossier, keptActsOf, refuse, supplement, undoAct, undoFor } from '../index.ts';
import { CARD, type CasesFixture, FRIDAY } from '../testing/fixture.ts';
import { asks, does, facing, type People, stepsOf, withLibrary } from '../testing/people.ts';
import { lastOf, undoes } from '../testing/undoing.ts';
import { forgetActs } from './read-acts.ts';

describe('cases: undo, by whom and how long', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary((library, all) => {
    f = library;
    p = all;
  });
  afterEach(() => f.clock.set(FRIDAY));
  const at = (text: string) => f.clock.set(`${text}+07:00`);
  const acts = (d: Dossier) => keptActsOf(f.db, d.id);
  const checked = async () => {
    const dossier = await f.apply(p.reader, { code: CARD });
    await does(f, p.clerk, dossier, 'forward');
    return dossier;
  };
  const deskOf = async (who: People['officer'], d: Dossier) => (await facing(f, who, d)).actor;

  describe('is refused', () => {
    test('to whom it was not, and to whom the dossier is nothing', async () => {
      const dossier = await checked();
      await does(f, p.officer, dossier, 'propose');
      await assert.rejects(undoes(f, p.clerk, dossier), { code: 'NOT_ALLOWED' });
      await assert.rejects(undoes(f, p.stranger, dossier), { code: 'NOT_FOUND' });
    });

    test('when somebody else has acted since, who and what is said; when it was he himself, that comes first', async () => {
      const dossier = await checked();
      const first = await lastOf(f, dossier);
      await does(f, p.officer, dossier, 'propose');
      const undoFirst = (who: People['officer'], actId = first?.id ?? '') =>
        undoFor(f.db, f.deps, who, { dossierId: dossier.id, actId }, f.clock.now());
      const { refusal } = await undoFirst(p.clerk);
      assert.deepEqual(
        [refusal?.code, refusal?.params.who, refusal?.params.what],
        ['UNDO_ACTED_SINCE', 'Lù Thị Sen', 'entry.case.step-done'],
      );
      const clerk = { accountId: p.clerk.accountId, postId: p.clerk.postId, agencyId: f.agencies.centre };
      await assert.rejects(
        f.db.tx(tx =>
          undoAct(
            tx,
            f.deps,
            { dossierId: dossier.id, actId: first?.id ?? '' },
            { ...clerk, at: f.clock.now() },
          ),
        ),
        { code: 'UNDO_ACTED_SINCE' },
      );
      await undoes(f, p.officer, dossier);
      await undoes(f, p.clerk, dossier);
      assert.deepEqual(await stepsOf(f, dossier), ['receive']);
      // In the other order his own two.
      await does(f, p.clerk, dossier, 'forward');
      await does(f, p.officer, dossier, 'propose');
      await undoes(f, p.officer, dossier);
      const { input, actor } = await facing(f, p.officer, dossier);
      await f.db.tx(tx => assign(tx, f.deps, { ...input, postId: p.officer.postId }, actor));
      const given = await lastOf(f, dossier);
      await does(f, p.officer, dossier, 'propose');
      assert.equal((await undoFirst(p.officer, given?.id)).refusal?.code, 'UNDO_LATER_FIRST');
    });

    test('by whom something was done since is named, also where a step was handed out by rule along with it', async () => {
      const other = await f.official('Hầu A Súa', f.agencies.centre, ['receiver']);
      const rule = { agencyId: f.agencies.bacHa, field: null, procedure: null, permission: null };
      const fixed = { ...rule, way: 'fixed' as const, postId: p.officer.postId };
      const ruleId = await f.db.tx(tx => makeRule(tx, fixed, f.act()));
      const dossier = await f.apply(p.reader, { code: CARD });
      const { input, actor } = await facing(f, p.clerk, dossier);
      await f.db.tx(tx => assign(tx, f.deps, { ...input, postId: other.postId }, actor));
      const given = await lastOf(f, dossier);
      await does(f, other, dossier, 'forward');
      const since = (await f.ledger.history(f.db, `dossier:${dossier.id}`)).slice(given?.toVersion);
      assert.ok(since.some(e => e.kind === 'case.assigned' && e.actor === 'system'));
      const wish = { dossierId: dossier.id, actId: given?.id ?? '' };
      const { refusal } = await undoFor(f.db, f.deps, p.clerk, wish, f.clock.now());
      assert.deepEqual(
        [refusal?.code, refusal?.params.who, refusal?.params.what, refusal?.params.nobody],
        ['UNDO_ACTED_SINCE', 'Hầu A Súa', 'entry.case.step-done', undefined],
      );
      await f.db.tx(tx => endRule(tx, ruleId, f.act()));
    });

    test('where what came since was nobody, as a payment through the bank, nobody is named', async () => {
      const dossier = await checked();
      const bank = { accountId: 'system', postId: null, agencyId: null, at: f.clock.now() };
      await f.db.tx(tx =>
        record(tx, f.ledger, dossier, bank, 'paid', { amount: 10_000, left: 0, how: 'transfer' }),
      );
      await assert.rejects(
        undoes(f, p.clerk, dossier),
        e =>
          isAppError(e) &&
          e.code === 'UNDO_ACTED_SINCE' &&
          e.params.nobody === 1 &&
          e.params.what === 'entry.case.paid',
      );
    });

    test('when the reader has handed in what was asked for', async () => {
      const dossier = await checked();
      await asks(f, p.officer, dossier);
      await f.db.tx(tx =>
        supplement(tx, f.deps, { dossierId: dossier.id, papers: [] }, actorOf(p.reader, f.clock.now())),
      );
      await assert.rejects(
        undoes(f, p.officer, dossier),
        e => isAppError(e) && e.code === 'UNDO_ACTED_SINCE' && e.params.applicant === 1,
      );
    });

    test('when its time is over', async () => {
      const dossier = await checked();
      await does(f, p.officer, dossier, 'propose');
      at('2026-11-21T09:00:01');
      await assert.rejects(undoes(f, p.officer, dossier), { code: 'UNDO_TOO_LATE' });
    });

    test('of no act at all, and is done once when it is asked for twice', async () => {
      const dossier = await checked();
      const by = { accountId: p.officer.accountId, postId: p.officer.postId, agencyId: f.agencies.bacHa };
      const undo = (actId: string) =>
        f.db.tx(tx => undoAct(tx, f.deps, { dossierId: dossier.id, actId }, { ...by, at: f.clock.now() }));
      await assert.rejects(undo('0190a1b2-0000-7000-8000-000000000000'), { code: 'UNDO_NOTHING' });
      await does(f, p.officer, dossier, 'propose');
      const act = await lastOf(f, dossier);
      await Promise.all([undo(act?.id ?? ''), undo(act?.id ?? '')]);
      const told = (await f.ledger.history(f.db, `dossier:${dossier.id}`)).filter(
        e => e.kind === 'case.act-undone',
      );
      assert.equal(told.length, 1);
    });
  });

  test('who holds the same post, or acts for it with the right that the act needs, takes it back too', async () => {
    const dossier = await checked();
    await does(f, p.officer, dossier, 'propose');
    const act = await lastOf(f, dossier);
    const grant = (permission: string) => ({
      permission,
      agencyId: f.agencies.bacHa,
      below: false,
      postId: p.officer.postId,
      fields: null,
    });
    const deputy = await f.official('Hoàng Văn Pao', f.agencies.bacHa, ['registrar']);
    const asks = (permission: string) =>
      undoFor(
        f.db,
        f.deps,
        { ...deputy, grants: [...deputy.grants, grant(permission)] },
        { dossierId: dossier.id, actId: act?.id ?? '' },
        f.clock.now(),
      );
    await assert.rejects(asks('dossier.sign'), { code: 'NOT_ALLOWED' });
    const { actor, refusal } = await asks('dossier.process');
    assert.equal(refusal, null);
    assert.deepEqual([actor.accountId, actor.postId], [deputy.accountId, p.officer.postId]);
    await f.db.tx(tx => undoAct(tx, f.deps, { dossierId: dossier.id, actId: act?.id ?? '' }, actor));
    assert.deepEqual(await stepsOf(f, dossier), ['check']);
  });

  test('what is older than it may be taken back is forgotten; what was taken back stays to be read', async () => {
    const dossier = await checked();
    await does(f, p.officer, dossier, 'propose');
    await undoes(f, p.officer, dossier);
    await forgetActs(f.db, new Date('2026-11-30T00:00:00Z'));
    assert.deepEqual(
      (await acts(dossier)).map(a => [a.kind, a.undoneAt !== null]),
      [['step-done', true]],
    );
  });

  test('the database lets a status go back only with an act that is being taken back', async () => {
    const dossier = await checked();
    const by = await deskOf(p.officer, dossier);
    await f.db.tx(tx => refuse(tx, f.deps, { dossierId: dossier.id, reason: 'Trùng hồ sơ đã nộp' }, by));
    await assert.rejects(
      f.db.run("UPDATE cases.dossier SET status = 'processing', closed_at = NULL WHERE id = $1", [
        dossier.id,
      ]),
      { constraint: 'dossier_status_moves' },
    );
    await assert.rejects(
      f.db.run("UPDATE cases.undoable_act SET kind = 'assigned' WHERE dossier_id = $1", [dossier.id]),
      { constraint: 'undoable_act_once' },
    );
  });
});
