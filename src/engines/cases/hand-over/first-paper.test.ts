import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { messagesAbout } from '#engines/messaging';
import { openTasks } from '#engines/work';
import { localDate } from '#platform/clock';
import { newId } from '#platform/db';
import {
  type Dossier,
  handOver,
  handOverReturned,
  handOverSlipOf,
  isFirstPaper,
  isNewPaper,
  liftRevocation,
  listResults,
  mailingsOfDossier,
  makeMailList,
  newPapersOf,
  noteReturned,
  paperStandsOf,
  renewResult,
  resultFor,
  revokeResult,
  statusTextsOf,
  stepFor,
  waitingForPost,
} from '../index.ts';
import { notifyApplicant } from '../notify.ts';
import type { CasesFixture } from '../testing/fixture.ts';
import { facing, HANDED, type People, signedCard, withLibrary } from '../testing/people.ts';
import { wordsOf } from '../testing/words-of.ts';

describe('cases: the paper of a result that was under a revocation when it was to be given', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary((library, all) => {
    f = library;
    p = all;
  });

  const next = () => f.clock.set(new Date(f.clock.now().getTime() + 60_000));
  const actorOf = ({ accountId, postId }: People['clerk'], agencyId: string) => ({
    ...{ accountId, postId, agencyId },
    at: f.clock.now(),
  });

  async function signed(way = 'counter'): Promise<Dossier> {
    const dossier = await signedCard(f, p, way);
    next();
    return dossier;
  }

  async function revokes(dossier: Dossier): Promise<string> {
    const [result] = (await listResults(f.db, dossier.id)).filter(r => r.status === 'valid');
    const of = { dossierId: dossier.id, resultId: result?.id ?? '' };
    const { actor } = await resultFor(f.db, p.chairman, of, 'revoke', f.clock.now());
    const why = { reason: 'Cấp trên giấy tờ không đúng', basis: 'Điều 7 Nội quy thư viện' };
    const wish = { ...of, ...why, id: newId(), kind: 'revocation' as const, signerName: p.chairman.name };
    const { act } = await revokeResult(f.db, f.deps, wish, actor);
    next();
    return act.id;
  }

  async function lifts(dossier: Dossier, actId: string): Promise<void> {
    const decision = { number: '1/2026/QĐ-GQKN', on: '2026-11-20' };
    const actor = actorOf(p.chairman, f.agencies.bacHa);
    await f.db.tx(tx => liftRevocation(tx, f.deps, { dossierId: dossier.id, actId, decision }, actor));
    next();
  }

  async function give(dossier: Dossier, who = p.clerk): Promise<Dossier> {
    const { input } = await facing(f, p.clerk, dossier);
    const after = await f.db.tx(async tx => {
      const locked = await stepFor(tx, who, input, f.clock.now());
      return handOver(tx, f.deps, { ...input, locked, handed: HANDED }, locked.actor);
    });
    next();
    return after;
  }

  const waits = async (dossier: Dossier) => (await openTasks(f.db, dossier.id)).filter(isNewPaper);

  test('who was given the decision alone is given the result when that is lifted', async () => {
    const dossier = await signed();
    const act = await revokes(dossier);
    await give(dossier);
    assert.deepEqual(await waits(dossier), []);
    await lifts(dossier, act);
    const [task, ...more] = await waits(dossier);
    assert.ok(task && isFirstPaper(task) && more.length === 0);
    assert.deepEqual([task.agencyId, task.title.step], [f.agencies.centre, 'Trả bản giấy chưa giao']);
    const papers = await newPapersOf(f.db, dossier, task);
    assert.deepEqual(
      papers.map(r => r.replaces),
      [false],
    );
    const closed = await f.again(dossier);
    assert.equal((await statusTextsOf(f.db, [closed])).get(dossier.id), 'cases.result-paper-waits');
    const nobody = { recipient: null, relation: null, clerk: p.clerk.name };
    const slip = wordsOf(
      await handOverSlipOf(f.db, f.deps, closed, f.agencies.centre, nobody, f.clock.now(), papers),
    );
    assert.match(slip.replace(/\s+/g, ' '), /Kết quả bàn giao gồm/);
    assert.doesNotMatch(slip.replace(/\s+/g, ' '), /Bản cũ|thay bản số/);
    await assert.rejects(give(dossier, p.officer), { code: 'NOT_ALLOWED' });
    assert.equal((await give(dossier)).status, 'returned');
    assert.deepEqual(await waits(dossier), []);
    const last = (await f.ledger.history(f.db, `dossier:${dossier.id}`)).at(-1);
    assert.deepEqual([last?.kind, last?.body.anew], ['case.returned', papers.map(r => r.number)]);
    await f.ledger.sealer.sealOnce();
    for (let i = 0; i < 3; i++) await f.ledger.followers.runOnce([notifyApplicant.id]);
    const told = (await messagesAbout(f.db, dossier.id)).map(m => m.key);
    assert.ok(
      told.some(key => key.startsWith('cases.message.revocation-lifted')),
      told.join(),
    );
  });

  test('corrected at the desk, then revoked: of a paper that nobody was given none is asked back, nor named on the slip', async () => {
    const dossier = await signed();
    const [old] = await listResults(f.db, dossier.id);
    const of = { dossierId: dossier.id, resultId: old?.id ?? '' };
    const { actor } = await resultFor(f.db, p.chairman, of, 'reissue', f.clock.now());
    const wish = { ...of, id: newId(), kind: 'reissue' as const, reason: 'Thẻ bị ướt, rách' };
    await renewResult(f.db, f.deps, { ...wish, signerName: p.chairman.name }, actor);
    next();
    const act = await revokes(dossier);
    await give(dossier);
    await lifts(dossier, act);
    const [task] = await waits(dossier);
    assert.ok(task && isFirstPaper(task));
    const papers = await newPapersOf(f.db, dossier, task);
    assert.deepEqual(
      papers.map(r => r.replaces),
      [false],
    );
    const nobody = { recipient: null, relation: null, clerk: p.clerk.name };
    const slip = wordsOf(
      await handOverSlipOf(f.db, f.deps, dossier, f.agencies.centre, nobody, f.clock.now(), papers),
    );
    assert.doesNotMatch(slip.replace(/\s+/g, ' '), /Bản cũ|thay bản số/);
    // Given by now, it is asked back when the next takes its place.
    await give(dossier);
    const now = { dossierId: dossier.id, resultId: papers[0]?.id ?? '' };
    const by = (await resultFor(f.db, p.chairman, now, 'reissue', f.clock.now())).actor;
    const again = { ...wish, ...now, id: newId(), signerName: p.chairman.name };
    await renewResult(f.db, f.deps, again, by);
    const [later] = await waits(dossier);
    assert.ok(later && !isFirstPaper(later));
  });

  test('who had it before it was revoked is asked for nothing', async () => {
    const dossier = await signed();
    await give(dossier);
    await lifts(dossier, await revokes(dossier));
    assert.deepEqual(await waits(dossier), []);
  });

  test('of a letter that came back, and whose decision was given over the counter, the result is given too', async () => {
    const dossier = await signed('post');
    const [of] = (await waitingForPost(f.db, p.clerk, f.clock.now())).filter(
      w => w.dossier.id === dossier.id,
    );
    const letters = [{ dossierId: dossier.id, taskId: of?.taskId ?? '', trackingNumber: null }];
    const list = { agencyId: f.agencies.centre, letters };
    await f.db.tx(tx => makeMailList(tx, f.deps, p.clerk, list, f.clock.now()));
    next();
    const letter = async () => (await mailingsOfDossier(f.db, dossier.id))[0] ?? assert.fail('no letter');
    const act = await revokes(dossier);
    const why = { on: localDate(f.clock.now()), why: 'Không có người nhận' };
    const clerk = () => actorOf(p.clerk, f.agencies.centre);
    const sent = await letter();
    await f.db.tx(tx => noteReturned(tx, f.deps, sent, why, clerk()));
    next();
    const back = await letter();
    await f.db.tx(tx => handOverReturned(tx, f.deps, back, HANDED, clerk()));
    next();
    assert.deepEqual([...(await paperStandsOf(f.db, [await f.again(dossier)])).keys()], []);
    await lifts(dossier, act);
    assert.equal((await waits(dossier)).length, 1);
    assert.deepEqual([...(await paperStandsOf(f.db, [await f.again(dossier)])).keys()], [dossier.id]);
  });
});
