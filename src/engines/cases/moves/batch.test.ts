import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findProcedureInForce, type ProcedureVersion, processFile } from '#engines/procedures';
import { openTasks } from '#engines/work';
import type { Env } from '#platform/env';
import { FAULTY, mendedOf } from '../testing/faulty.ts';
import { CARD, type CasesFixture } from '../testing/fixture.ts';
import { does, type People, stepsOf, withLibrary } from '../testing/people.ts';
import { publishNext } from '../testing/versions.ts';
import type { Dossier } from '../types.ts';
import { countMoves, countRunning, findMoves, listMoveItems } from './batch.ts';
import { runBatch } from './run-batch.ts';
import {
  approveMoves,
  askMoves,
  rejectMoves,
  resumeMoves,
  stopMoves,
  undoMove,
  undoMoves,
} from './steer-batch.ts';

const REASON = 'Bản 2 có bước xem lại thừa';

describe('cases: moving many', () => {
  let f: CasesFixture;
  let p: People;
  let source: string;
  let faulty: ProcedureVersion;
  let mended: ProcedureVersion;
  let unseen: Dossier;
  let looked: Dossier;
  let again: Dossier;
  let odd: Dossier;
  withLibrary(async (library, all) => {
    f = library;
    p = all;
    source = await processFile(f.db, (await findProcedureInForce(f.db, CARD, '2026-11-20'))?.process ?? null);
    faulty = await publishNext(f, CARD, FAULTY);
    const apply = () => f.apply(p.reader, { data: f.filledIn({ way: 'electronic' }) });
    [unseen, looked, again, odd] = [await apply(), await apply(), await apply(), await apply()];
    for (const dossier of [looked, again, odd]) await does(f, p.clerk, dossier, 'forward');
    await does(f, p.officer, again, 'propose', 'check');
    await does(f, p.officer, odd, 'odd', 'check');
    f.clock.set('2026-11-23T09:00:00+07:00');
    mended = await publishNext(f, CARD, mendedOf(source));
  });

  const by = (who: { accountId: string; postId: string }) => ({
    accountId: who.accountId,
    postId: who.postId,
    agencyId: f.agencies.province,
    at: f.clock.now(),
  });
  const env = () => f.ctx as unknown as Env;
  const work = (batchId: string) => runBatch(env(), { batchId });
  const ask = (dossiers: readonly string[] | 'all' = 'all', reason = REASON) =>
    f.db.tx(tx =>
      askMoves(
        tx,
        f.deps,
        { fromVersionId: faulty.id, toVersionId: mended.id, reason, dossiers },
        by(p.officer),
      ),
    );
  const approve = (id: string, who = p.chairman) => f.db.tx(tx => approveMoves(tx, f.deps, id, by(who)));
  const stateOf = async (id: string) => (await findMoves(f.db, id))?.state;
  const places = async () =>
    Promise.all([unseen, looked, again, odd].map(async d => (await stepsOf(f, d)).join()));
  const versions = async () =>
    Promise.all(
      [unseen, looked, again, odd].map(async d =>
        (await f.again(d)).procedureVersionId === mended.id ? 'new' : 'old',
      ),
    );
  const moves = async () =>
    (await f.db.one<{ n: number }>('SELECT count(*)::int AS n FROM cases.version_move')).n;

  test('three at different places are moved, one that cannot is left with the reason; whoever asks does not approve', async () => {
    assert.equal((await countRunning(f.db, [faulty.id])).get(faulty.id), 4);
    await assert.rejects(ask('all', ''), { code: 'REASON_MISSING' });
    await assert.rejects(ask([]), { code: 'MOVE_NOTHING' });
    await assert.rejects(ask(['nobody']), { code: 'MOVE_NOTHING' });
    await assert.rejects(ask([odd.id]), { code: 'MOVE_NONE_CAN' }, 'nobody approves a move of nothing');
    const id = await ask();
    await assert.rejects(ask(), { code: 'MOVE_UNDER_WAY' });
    await work(id);
    assert.deepEqual(await versions(), ['old', 'old', 'old', 'old'], 'nothing moves before it is approved');
    await assert.rejects(approve(id, p.officer), { code: 'MOVE_OWN_ASKING' });
    await assert.rejects(
      f.db.run(
        "UPDATE cases.version_batch SET state = 'running', decided_by = asked_by, decided_at = now() WHERE id = $1",
        [id],
      ),
      { constraint: 'version_batch_other_person' },
    );
    const before = await places();
    await approve(id);
    await assert.rejects(approve(id), { code: 'MOVE_BATCH_STATE' });
    await work(id);
    assert.equal(await stateOf(id), 'done');
    assert.deepEqual(before, ['receive', 'check', 'check-again', 'odd']);
    assert.deepEqual(await places(), ['receive', 'check', 'sign', 'odd']);
    assert.deepEqual(await versions(), ['new', 'new', 'new', 'old']);
    const [left, ...moved] = await listMoveItems(f.db, id, { limit: 10, offset: 0 });
    assert.deepEqual(
      [left?.code, left?.state, left?.error, left?.params?.name],
      [odd.code, 'left', 'MOVE_NO_COUNTERPART', 'Xếp xó'],
    );
    assert.deepEqual(new Set(moved.map(m => m.state)), new Set(['moved']));
    const [entry] = (await f.ledger.history(f.db, `dossier:${looked.id}`)).filter(
      e => e.kind === 'case.moved',
    );
    assert.deepEqual([entry?.actor, entry?.body.batch], [p.chairman.accountId, id]);

    await work(id);
    assert.equal(await moves(), 3, 'a job that runs again moves nobody again');
    await assert.rejects(ask([looked.id]), { code: 'MOVE_NOTHING' });
  });

  test('all are moved back but the one on whom somebody has acted since; it is listed', async () => {
    const [batch] = await f.db.query<{ id: string }>('SELECT id FROM cases.version_batch');
    const id = batch?.id ?? assert.fail();
    await does(f, p.officer, looked, 'propose', 'check');
    await f.db.tx(tx => undoMoves(tx, f.deps, id, by(p.chairman)));
    await work(id);
    assert.equal(await stateOf(id), 'done');
    assert.deepEqual(await places(), ['receive', 'sign', 'check-again', 'odd']);
    assert.deepEqual(await versions(), ['old', 'new', 'old', 'old']);
    assert.deepEqual(await countMoves(f.db, id), { all: 4, waiting: 0, moved: 0, left: 1, back: 2, kept: 1 });
    const kept = (await listMoveItems(f.db, id, { limit: 10, offset: 0 })).find(i => i.state === 'kept');
    assert.deepEqual([kept?.code, kept?.error], [looked.code, 'MOVE_ACTED_SINCE']);
    await assert.rejects(
      f.db.tx(tx => undoMoves(tx, f.deps, id, by(p.chairman))),
      { code: 'MOVE_BATCH_STATE' },
    );
  });

  test('it is stopped and goes on; a worker that dies between two, or in the midst of one, leaves nobody half moved', async () => {
    const id = await ask([unseen.id, again.id]);
    await approve(id);
    await f.db.tx(tx => stopMoves(tx, f.deps, id, by(p.officer)));
    await work(id);
    assert.deepEqual(await countMoves(f.db, id), { all: 2, waiting: 2, moved: 0, left: 0, back: 0, kept: 0 });
    await f.db.tx(tx => resumeMoves(tx, f.deps, id, by(p.officer)));

    const began = await moves();
    // The worker dies after its first dossier, then, taken up by another, at the last moment of the second.
    for (const [dies, done] of [
      ['between', 1],
      ['within', 1],
    ] as const) {
      let transactions = 0;
      const mortal: Env['db'] = {
        ...f.db,
        tx: (work, options) => {
          transactions++;
          if (dies === 'between' && transactions > 1) throw new Error('killed');
          if (dies === 'within' && transactions > 1) throw new Error('killed');
          return f.db.tx(async tx => {
            const result = await work(tx);
            if (dies === 'within') throw new Error('killed');
            return result;
          }, options);
        },
      };
      await assert.rejects(
        runBatch(Object.assign(Object.create(f.ctx), { db: mortal }) as Env, { batchId: id }),
        {
          message: 'killed',
        },
      );
      assert.equal((await countMoves(f.db, id)).moved, done, dies);
      assert.equal(await moves(), began + done);
    }
    await work(id);
    assert.equal(await moves(), began + 2);
    assert.deepEqual(await countMoves(f.db, id), { all: 2, waiting: 0, moved: 2, left: 0, back: 0, kept: 0 });
    assert.equal((await openTasks(f.db, again.id)).length, 1, 'one open step, not two');
  });

  test('one of them is moved back alone, once', async () => {
    const { id } = await f.db.one<{ id: string }>(
      'SELECT id FROM cases.version_batch ORDER BY asked_at DESC, id DESC LIMIT 1',
    );
    const one = () => f.db.tx(tx => undoMove(tx, f.deps, { id, dossierId: again.id }, by(p.chairman)));
    await one();
    assert.deepEqual(await stepsOf(f, again), ['check-again']);
    await assert.rejects(one(), { code: 'MOVE_NOTHING' });
    assert.deepEqual(await countMoves(f.db, id), { all: 2, waiting: 0, moved: 1, left: 0, back: 1, kept: 0 });
  });

  test('one that was stopped before its first is closed, and the next may be asked for', async () => {
    const id = await ask([again.id]);
    await approve(id);
    await f.db.tx(tx => stopMoves(tx, f.deps, id, by(p.officer)));
    await assert.rejects(ask([again.id]), { code: 'MOVE_UNDER_WAY' });
    await f.db.tx(tx => undoMoves(tx, f.deps, id, by(p.chairman)));
    await work(id);
    assert.equal(await stateOf(id), 'done');
    assert.deepEqual(await stepsOf(f, again), ['check-again']);
  });

  test('what is not approved says why, and does nothing', async () => {
    const id = await ask([again.id]);
    const reject = (reason: string) => f.db.tx(tx => rejectMoves(tx, f.deps, { id, reason }, by(p.chairman)));
    await assert.rejects(reject(''), { code: 'REASON_MISSING' });
    await reject('Chờ bản 4');
    await work(id);
    assert.deepEqual(await stepsOf(f, again), ['check-again']);
    assert.equal((await findMoves(f.db, id))?.refusal, 'Chờ bản 4');
    assert.deepEqual(
      (await f.ledger.history(f.db, `version-batch:${id}`)).map(e => e.kind),
      ['version-batch.asked', 'version-batch.rejected'],
    );
  });
});
