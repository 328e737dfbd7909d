import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openTasks } from '#engines/work';
import {
  actorOf,
  type Dossier,
  dossiersOfAccount,
  fetchedAt,
  handOver,
  isFirstPaper,
  leftIfEnded,
  makeMailList,
  stepFor,
  waitingForPost,
  withdraw,
} from '../index.ts';
import { type CasesFixture, CIRCLE } from '../testing/fixture.ts';
import { does, HANDED, type People, signs, withLibrary } from '../testing/people.ts';

describe('cases: the paper of what was signed before its dossier was taken back', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary((library, all) => {
    f = library;
    p = all;
  });

  const withdraws = (dossier: Dossier) =>
    f.db.tx(tx =>
      withdraw(tx, f.deps, { dossierId: dossier.id, reason: '' }, actorOf(p.reader, f.clock.now())),
    );
  async function begun(way: string) {
    const dossier = await f.apply(p.reader, { code: CIRCLE, data: f.filledIn({ way }) });
    await does(f, p.clerk, dossier, 'forward');
    return dossier;
  }
  /** One of three results is signed, and lies nowhere yet. */
  async function partSigned(way: string) {
    const dossier = await begun(way);
    await signs(f, p.stranger, dossier);
    return dossier;
  }
  const papers = async ({ id }: Dossier) => (await openTasks(f.db, id)).filter(isFirstPaper);

  test('is told before, and handed over at the counter by a step of its own', async () => {
    const dossier = await partSigned('counter');
    const left = await leftIfEnded(f.db, dossier, f.clock.now());
    assert.deepEqual(
      [left?.results.map(r => r.title), left?.paper?.way, left?.paper?.from.id],
      [['Thẻ mượn liên xã'], 'counter', f.agencies.centre],
    );
    assert.equal((await withdraws(dossier)).status, 'withdrawn');
    const own = (view: 'waiting' | 'over') =>
      dossiersOfAccount(f.db, p.reader.accountId, { limit: 20, offset: 0 }, { view });
    const isIn = async (view: 'waiting' | 'over') => (await own(view)).some(d => d.id === dossier.id);
    assert.deepEqual(
      [await isIn('waiting'), await isIn('over')],
      [true, false],
      'there is something to fetch',
    );
    const [task] = await papers(dossier);
    assert.equal(task?.agencyId, f.agencies.centre);
    assert.equal((await fetchedAt(f.db, await f.again(dossier), f.clock.now())).id, f.agencies.centre);
    const step = { dossierId: dossier.id, taskId: task?.id ?? '' };
    const give = (who: typeof p.clerk) =>
      f.db.tx(async tx => {
        const locked = await stepFor(tx, who, step, f.clock.now());
        return handOver(tx, f.deps, { ...step, locked, handed: HANDED }, locked.actor);
      });
    await assert.rejects(give(p.officer), { code: 'NOT_ALLOWED' });
    assert.equal((await give(p.clerk)).status, 'withdrawn');
    assert.deepEqual(await papers(dossier), []);
    assert.deepEqual([await isIn('waiting'), await isIn('over')], [false, true]);
  });

  test('goes by post where that was asked for', async () => {
    const dossier = await partSigned('post');
    await withdraws(dossier);
    const [letter] = (await waitingForPost(f.db, p.clerk, f.clock.now())).filter(
      w => w.dossier.id === dossier.id,
    );
    const letters = [{ dossierId: dossier.id, taskId: letter?.taskId ?? '', trackingNumber: null }];
    const input = { agencyId: f.agencies.centre, letters };
    await f.db.tx(tx => makeMailList(tx, f.deps, p.clerk, input, f.clock.now()));
    assert.deepEqual(await papers(dossier), []);
  });

  test('nothing waits where no paper is wanted, nothing was signed, or it was given', async () => {
    const electronic = await partSigned('electronic');
    assert.equal((await leftIfEnded(f.db, electronic, f.clock.now()))?.paper, undefined);
    const unsigned = await begun('counter');
    assert.equal(await leftIfEnded(f.db, unsigned, f.clock.now()), undefined);
    const given = await begun('counter');
    await signs(f, p.chairman, given);
    const [task] = (await openTasks(f.db, given.id)).filter(t => t.elementId === 'give');
    const step = { dossierId: given.id, taskId: task?.id ?? '' };
    await f.db.tx(async tx => {
      const locked = await stepFor(tx, p.clerk, step, f.clock.now());
      return handOver(tx, f.deps, { ...step, locked, handed: HANDED }, locked.actor);
    });
    for (const dossier of [electronic, unsigned, given]) {
      await withdraws(dossier);
      assert.deepEqual(await papers(dossier), []);
    }
  });
});
