import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { messagesAbout } from '#engines/messaging';
import { openTasks } from '#engines/work';
import { formatDate, localDate } from '#platform/clock';
import { newId } from '#platform/db';
import { ledgerService } from '#platform/ledger';
import {
  controlSlipOf,
  type Dossier,
  endedLetters,
  handOver,
  handOverReturned,
  handOverSlipOf,
  isNewPaper,
  keptActsOf,
  liftRevocation,
  listHandOvers,
  listResults,
  mailingsOfDossier,
  mailState,
  makeMailList,
  newPapersOf,
  noteReturned,
  paperStandsOf,
  readAddress,
  renewResult,
  resultFor,
  returnResult,
  revokeResult,
  stepFor,
  taskKind,
  undoAct,
  waitingForPost,
} from '../index.ts';
import { notifyApplicant } from '../notify.ts';
import type { CasesFixture } from '../testing/fixture.ts';
import { facing, HANDED, type People, signedCard, withLibrary } from '../testing/people.ts';
import { wordsOf } from '../testing/words-of.ts';

describe('cases: the new paper of somebody who was given the old one', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary((library, all) => {
    f = library;
    p = all;
  });

  const signed = (way?: string) => signedCard(f, p, way);

  const give = async (dossier: Dossier, who = p.clerk) => {
    const { input } = await facing(f, p.clerk, dossier);
    return f.db.tx(async tx => {
      const locked = await stepFor(tx, who, input, f.clock.now());
      return handOver(tx, f.deps, { ...input, locked, handed: HANDED }, locked.actor);
    });
  };

  const held = async (dossier: Dossier) => {
    const result = (await listResults(f.db, dossier.id)).find(r => r.status === 'valid');
    return result ?? assert.fail('no result holds');
  };
  const next = () => f.clock.set(new Date(f.clock.now().getTime() + 60_000));

  async function reissues(dossier: Dossier) {
    next();
    const of = { dossierId: dossier.id, resultId: (await held(dossier)).id };
    const { actor } = await resultFor(f.db, p.chairman, of, 'reissue', f.clock.now());
    const wish = { ...of, id: newId(), kind: 'reissue' as const, reason: 'Thẻ bị ướt, rách' };
    await renewResult(f.db, f.deps, { ...wish, signerName: p.chairman.name }, actor);
    next();
    return held(dossier);
  }

  async function revokes(dossier: Dossier) {
    const of = { dossierId: dossier.id, resultId: (await held(dossier)).id };
    const { actor } = await resultFor(f.db, p.chairman, of, 'revoke', f.clock.now());
    const why = { reason: 'Cấp trên giấy tờ không đúng', basis: 'Điều 7 Nội quy thư viện' };
    const wish = { ...of, ...why, id: newId(), kind: 'revocation' as const, signerName: p.chairman.name };
    return revokeResult(f.db, f.deps, wish, actor);
  }

  const waits = async (dossier: Dossier) => (await openTasks(f.db, dossier.id)).filter(isNewPaper);
  const entries = (dossier: Dossier) => f.ctx.get(ledgerService).history(f.db, `dossier:${dossier.id}`);

  test('lies at the desk that handed the old one over, is given to who comes, and the dossier stays closed', async () => {
    const dossier = await signed();
    await give(dossier);
    const old = await held(dossier);
    const result = await reissues(dossier);
    const [task, ...more] = await waits(dossier);
    assert.ok(task && more.length === 0);
    assert.deepEqual([task.agencyId, task.dueAt, taskKind(task)], [f.agencies.centre, null, 'paper']);
    assert.deepEqual(
      (await newPapersOf(f.db, dossier, task)).map(r => r.number),
      [result.number],
    );
    const { clock } = f;
    const people = { recipient: null, relation: null, clerk: p.clerk.name };
    const only = [{ id: result.id, replaces: true }];
    const slip = wordsOf(
      await handOverSlipOf(f.db, f.deps, dossier, f.agencies.centre, people, clock.now(), only),
    );
    assert.match(
      slip.replace(/\s+/g, ' '),
      new RegExp(`số ${result.number}, thay bản số ${old.number}[\\s\\S]*Bản cũ \\(thu lại`),
    );
    const other = { id: newId(), status: 'returned' } as const;
    assert.deepEqual([...(await paperStandsOf(f.db, [await f.again(dossier), other])).keys()], [dossier.id]);
    await assert.rejects(give(dossier, p.stranger), { code: 'NOT_FOUND' });
    await assert.rejects(give(dossier, p.officer), { code: 'NOT_ALLOWED' });
    assert.equal((await give(dossier)).status, 'returned');
    assert.deepEqual(await waits(dossier), []);
    const last = (await entries(dossier)).at(-1);
    assert.deepEqual(
      [last?.kind, last?.body.how, last?.body.anew, last?.body.checked],
      ['case.returned', 'counter', [result.number], 'slip'],
    );
    assert.equal((await listHandOvers(f.db, dossier.id)).length, 2);
    await reissues(dossier);
    assert.equal((await waits(dossier)).length, 1, 'lost again, issued again');
  });

  test('is not waited for by who has the electronic one, nor where the first still lies at the desk', async () => {
    const electronic = await signed('electronic');
    await reissues(electronic);
    assert.deepEqual(await waits(electronic), []);
    const lying = await signed();
    await reissues(lying);
    assert.deepEqual(await waits(lying), []);
    await give(lying);
    assert.deepEqual(await waits(lying), [], 'it went with the step of the process');
  });

  test('of two that came after each other there is one to fetch; a revoked one is not given, one that holds again is', async () => {
    const dossier = await signed();
    await give(dossier);
    await reissues(dossier);
    const result = await reissues(dossier);
    const [task] = await waits(dossier);
    const papers = await newPapersOf(f.db, dossier, task ?? assert.fail());
    assert.deepEqual(
      papers.map(r => r.id),
      [result.id],
    );
    const { act } = await revokes(dossier);
    assert.deepEqual(await waits(dossier), []);
    next();
    const decision = { number: '1/2026/QĐ-GQKN', on: '2026-11-20' };
    const { accountId, postId } = p.chairman;
    const actor = { accountId, postId, agencyId: f.agencies.bacHa, at: f.clock.now() };
    await f.db.tx(tx =>
      liftRevocation(tx, f.deps, { dossierId: dossier.id, actId: act.id, decision }, actor),
    );
    assert.equal((await waits(dossier)).length, 1);
  });

  /** What waits of a dossier goes out by post. */
  async function send({ id: dossierId }: Dossier) {
    const all = await waitingForPost(f.db, p.clerk, f.clock.now());
    const taskId = all.find(w => w.dossier.id === dossierId)?.taskId ?? '';
    const letters = [{ dossierId, taskId, trackingNumber: null }];
    const input = { agencyId: f.agencies.centre, letters };
    return f.db.tx(tx => makeMailList(tx, f.deps, p.clerk, input, f.clock.now()));
  }

  test('who wants none is noted; sent by post it is on a list, and off it again', async () => {
    const dossier = await signed('post');
    await send(dossier);
    const result = await reissues(dossier);
    await send(dossier);
    assert.deepEqual(await waits(dossier), []);
    assert.deepEqual((await entries(dossier)).at(-1)?.body.anew, [result.number]);
    next();
    const [act] = await keptActsOf(f.db, dossier.id);
    const actor = { accountId: p.clerk.accountId, postId: p.clerk.postId, agencyId: f.agencies.centre };
    const input = { dossierId: dossier.id, actId: act?.id ?? '' };
    const back = await f.db.tx(tx => undoAct(tx, f.deps, input, { ...actor, at: f.clock.now() }));
    assert.equal(back.status, 'returned');
    assert.equal((await waits(dossier)).length, 1);
    await f.db.tx(async tx => {
      const [task] = await waits(dossier);
      const step = { dossierId: dossier.id, taskId: task?.id ?? '' };
      const locked = await stepFor(tx, p.clerk, step, f.clock.now());
      await returnResult(tx, f.deps, { ...step, locked, how: 'online' }, locked.actor);
    });
    assert.deepEqual(await waits(dossier), []);
  });

  describe('a letter with the old paper', () => {
    /** Sent by post and reissued: before it came back, or after. */
    async function sent(tracking: string | null = null): Promise<Dossier> {
      const dossier = await signed('post');
      const waiting = await waitingForPost(f.db, p.clerk, f.clock.now());
      const taskId = waiting.find(w => w.dossier.id === dossier.id)?.taskId ?? '';
      const letters = [{ dossierId: dossier.id, taskId, trackingNumber: tracking }];
      const input = { agencyId: f.agencies.centre, letters };
      await f.db.tx(tx => makeMailList(tx, f.deps, p.clerk, input, f.clock.now()));
      return dossier;
    }
    const letter = async (dossier: Dossier) =>
      (await mailingsOfDossier(f.db, dossier.id))[0] ?? assert.fail('no letter');
    async function comesBack(dossier: Dossier) {
      const { accountId, postId } = p.clerk;
      const actor = { accountId, postId, agencyId: f.agencies.centre, at: f.clock.now() };
      const given = { on: localDate(f.clock.now()), why: 'Không có người nhận' };
      const of = await letter(dossier);
      await f.db.tx(tx => noteReturned(tx, f.deps, of, given, actor));
      return mailState(await letter(dossier));
    }
    const handedOver = async (dossier: Dossier) => {
      const { accountId, postId } = p.clerk;
      const actor = { accountId, postId, agencyId: f.agencies.centre, at: f.clock.now() };
      const of = await letter(dossier);
      return f.db.tx(tx => handOverReturned(tx, f.deps, of, HANDED, actor));
    };

    test('that lies at the counter is kept when it is issued again, and never handed over', async () => {
      const dossier = await sent();
      assert.equal(await comesBack(dossier), 'back');
      assert.equal((await endedLetters(f.db, [await letter(dossier)])).size, 0);
      await reissues(dossier);
      assert.equal(mailState(await letter(dossier)), 'settled');
      assert.deepEqual([...(await endedLetters(f.db, [await letter(dossier)])).values()], ['replaced']);
      await assert.rejects(handedOver(dossier), { code: 'MAIL_SETTLED' });
      assert.equal((await waits(dossier)).length, 1, 'the new one waits');
    });

    test('that comes back afterwards is kept too, and the entry says why', async () => {
      const dossier = await sent();
      await reissues(dossier);
      await give(dossier);
      assert.equal(await comesBack(dossier), 'settled');
      const last = (await entries(dossier)).at(-1);
      assert.deepEqual([last?.kind, last?.body.replaced], ['case.mail-returned', true]);
      await f.ledger.sealer.sealOnce();
      for (let i = 0; i < 3; i++) await f.ledger.followers.runOnce([notifyApplicant.id]);
      const told = (await messagesAbout(f.db, dossier.id)).map(m => m.key);
      assert.ok(!told.includes('cases.message.mail-returned'), 'of the new paper the applicant was told');
      // The slip that goes with the dossier says both, with the number and the day.
      const [result] = (await listResults(f.db, dossier.id)).filter(r => r.status === 'valid');
      const slip = await controlSlipOf(f.db, f.deps, await f.again(dossier), f.clock.now());
      const words = wordsOf(slip).replace(/\s+/g, ' ');
      assert.ok(words.includes(`Số ${result?.number}`), words);
      assert.ok(words.includes(`Ngày ${formatDate(localDate(f.clock.now()))}`), words);
    });

    test('of a result that was revoked is told apart: its decision is handed over', async () => {
      const dossier = await sent();
      await revokes(dossier);
      assert.equal(await comesBack(dossier), 'back');
      assert.deepEqual([...(await endedLetters(f.db, [await letter(dossier)])).values()], ['revocation']);
      await handedOver(dossier);
      assert.equal(mailState(await letter(dossier)), 'settled');
      const given = (await entries(dossier)).at(-1);
      assert.deepEqual([given?.kind, given?.body.ended], ['case.handed-over', 'revocation']);
      assert.match(String(given?.body.decision), /QĐ/);
      const slip = await controlSlipOf(f.db, f.deps, await f.again(dossier), f.clock.now());
      const words = wordsOf(slip).replace(/\s+/g, ' ');
      assert.ok(words.includes(`Giao Quyết định số ${given?.body.decision}, không trả kết quả`), words);
      assert.doesNotMatch(words, /Trả tại quầy kết quả/);
    });

    test('whose number was known when it went out: the applicant finds it', async () => {
      const dossier = await sent('EB100000077VN');
      const tracked = (await entries(dossier)).find(e => e.kind === 'case.mail-tracked');
      assert.deepEqual([tracked?.body.tracking, tracked?.actor], ['EB100000077VN', p.clerk.accountId]);
    });
  });

  test('a picture sign in an address is seen before any list is drawn', () => {
    assert.equal(readAddress('Thôn 😀 Na Hối, xã Bắc Hà'), undefined);
    assert.equal(readAddress('Thôn Na Hối, xã Bắc Hà'), 'Thôn Na Hối, xã Bắc Hà');
  });

  test('the applicant is told where it is to be fetched, or that the post brings it', async () => {
    const told = async (way: string) => {
      const dossier = await signed(way);
      if (way === 'counter') await give(dossier);
      else await send(dossier);
      await reissues(dossier);
      await f.ledger.sealer.sealOnce();
      for (let i = 0; i < 3; i++) await f.ledger.followers.runOnce([notifyApplicant.id]);
      return (await messagesAbout(f.db, dossier.id)).map(m => m.key).find(key => /reissued/.test(key));
    };
    assert.equal(await told('counter'), 'cases.message.result-reissued-counter');
    assert.equal(await told('post'), 'cases.message.result-reissued-post');
  });
});
