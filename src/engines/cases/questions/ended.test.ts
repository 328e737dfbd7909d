import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { openTasks } from '#engines/work';
import { watchDeadlines } from '../deadlines/watch.ts';
import {
  actorOf,
  answerQuestion,
  consult,
  type Dossier,
  dossierFor,
  isOpen,
  listQuestions,
  stopProcessing,
  withdraw,
} from '../index.ts';
import { dossierState } from '../state-check.ts';
import { CARD, type CasesFixture, FRIDAY } from '../testing/fixture.ts';
import { does, facing, type People, signs, withLibrary } from '../testing/people.ts';
import { undoes } from '../testing/undoing.ts';

describe('cases: what was asked when the dossier comes to its end', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary((library, all) => {
    f = library;
    p = all;
  });
  afterEach(() => f.clock.set(FRIDAY));

  /** Two agencies were asked, of which one has answered. */
  async function asked(): Promise<Dossier> {
    const dossier = await f.apply(p.reader, { code: CARD });
    await does(f, p.clerk, dossier, 'forward');
    const { input, actor } = await facing(f, p.officer, dossier);
    const agencyIds = [f.agencies.saPa, f.agencies.province];
    const question = { ...input, agencyIds, what: 'Bạn đọc này có thẻ nơi khác không?', days: 1 };
    await f.db.tx(tx => consult(tx, f.deps, question, actor));
    const first = (await listQuestions(f.db, dossier.id)).find(q => q.toAgency === f.agencies.province);
    assert.ok(first);
    const given = { dossierId: dossier.id, questionId: first.id, outcome: 'agree', answer: '', papers: [] };
    await f.db.tx(tx => answerQuestion(tx, f.deps, given, actorOf(p.officer, f.clock.now())));
    return dossier;
  }
  const open = async (d: Dossier) => (await listQuestions(f.db, d.id)).filter(isOpen).map(q => q.toAgency);
  const tasksOf = async (d: Dossier) =>
    (await openTasks(f.db, d.id)).filter(t => t.ref.startsWith('question:')).map(t => t.agencyId);
  /** What its entries say was asked in vain; the state that they tell is that of the tables. */
  async function told(d: Dossier) {
    await f.ledger.sealer.sealOnce();
    const wrong = await f.ledger.verifyState([dossierState]);
    assert.deepEqual(
      wrong.filter(x => x.key === `dossier:${d.id}`),
      [],
    );
    const history = await f.ledger.history(f.db, `dossier:${d.id}`);
    return history.filter(e => e.kind === 'case.question-dropped').map(e => [e.actor, e.body.why]);
  }
  const ENDED = [['system', 'ended']];

  test('with the last signature nobody waits for the rest; the signature taken back, it is open again', async () => {
    const dossier = await asked();
    await does(f, p.officer, dossier, 'propose');
    assert.deepEqual(await open(dossier), [f.agencies.saPa], 'who goes on may wait for it still');
    assert.deepEqual(await tasksOf(dossier), [f.agencies.saPa]);
    await signs(f, p.chairman, dossier);
    assert.deepEqual([await open(dossier), await tasksOf(dossier)], [[], []]);
    assert.deepEqual(await told(dossier), ENDED);
    await dossierFor(f.db, p.stranger, dossier.id, 'read', f.clock.now());
    await undoes(f, p.chairman, dossier);
    assert.deepEqual(await open(dossier), [f.agencies.saPa]);
    assert.deepEqual(await tasksOf(dossier), [f.agencies.saPa]);
  });

  test('taken back by its owner, or stopped, its story says so too', async () => {
    const withdrawn = await asked();
    const { id: dossierId } = withdrawn;
    await f.db.tx(tx => withdraw(tx, f.deps, { dossierId, reason: '' }, actorOf(p.reader, f.clock.now())));
    assert.deepEqual([await open(withdrawn), await told(withdrawn)], [[], ENDED]);
    const stopped = await asked();
    const stop = { dossierId: stopped.id, reason: 'Việc đã được giải quyết ở nơi khác' };
    await f.db.tx(async tx =>
      stopProcessing(tx, f.deps, stop, { ...actorOf(p.chairman, f.clock.now()), agencyId: f.agencies.bacHa }),
    );
    assert.deepEqual([await open(stopped), await told(stopped)], [[], ENDED]);
  });

  test('what was left open long ago is closed when its answer is due, and is nowhere late', async () => {
    const dossier = await asked();
    await does(f, p.officer, dossier, 'propose');
    await signs(f, p.chairman, dossier);
    await f.owner.query('UPDATE cases.question SET dropped_at = NULL WHERE dossier_id = $1', [dossier.id]);
    f.clock.set('2026-11-27T08:00:00+07:00');
    await watchDeadlines(f.ctx);
    assert.deepEqual(await open(dossier), []);
    assert.ok((await listQuestions(f.db, dossier.id)).every(q => !q.lateAt));
  });
});
