import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { messagesAbout } from '#engines/messaging';
import { ledgerService } from '#platform/ledger';
import { statementsIn } from '#test/statements';
import {
  correctDelivered,
  type Dossier,
  findMailing,
  findMailList,
  handOverReturned,
  keptActsOf,
  type Mailing,
  mailingCalled,
  mailingsOf,
  mailingsOfDossier,
  mailListPaper,
  mailState,
  makeMailList,
  noteDelivered,
  noteReturned,
  openMailings,
  paperStandsOf,
  returnResult,
  sendAgain,
  trackMailing,
  undoAct,
  waitingForPost,
} from '../index.ts';
import { notifyApplicant } from '../notify.ts';
import type { CasesFixture } from '../testing/fixture.ts';
import { does, facing, type People, signs, withLibrary } from '../testing/people.ts';
import { wordsOf } from '../testing/words-of.ts';

describe('cases: results that go out by post', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary((library, all) => {
    f = library;
    p = all;
  });

  /** A card that is signed and lies at the desk, wanted by post unless said otherwise. */
  async function ready(way = 'post', address = 'Thôn Na Hối Nùng, xã Bắc Hà'): Promise<Dossier> {
    const dossier = await f.apply(p.reader, { data: f.filledIn({ way, address }) });
    await does(f, p.clerk, dossier, 'forward');
    await does(f, p.officer, dossier, 'propose');
    return signs(f, p.chairman, dossier);
  }

  const waiting = (who = p.clerk) => waitingForPost(f.db, who, f.clock.now());
  const actor = () => ({
    accountId: p.clerk.accountId,
    postId: p.clerk.postId,
    agencyId: f.agencies.centre,
    at: f.clock.now(),
  });

  async function send(
    dossiers: readonly Dossier[],
    numbers: ReadonlyArray<string | null> = [],
    who = p.clerk,
    address?: string,
  ) {
    const all = await waitingForPost(f.db, p.clerk, f.clock.now(), d => dossiers.some(of => of.id === d.id));
    const letters = dossiers.map((d, i) => ({
      dossierId: d.id,
      taskId: all.find(w => w.dossier.id === d.id)?.taskId ?? '00000000-0000-7000-8000-000000000000',
      trackingNumber: numbers[i] ?? null,
      address,
    }));
    return f.db.tx(tx =>
      makeMailList(tx, f.deps, who, { agencyId: f.agencies.centre, letters }, f.clock.now()),
    );
  }
  const letterOf = async (dossier: Dossier): Promise<Mailing> =>
    (await mailingsOfDossier(f.db, dossier.id)).at(-1) ?? assert.fail('no letter');
  /** What the applicant was told of letters. */
  async function told(dossier: Dossier) {
    await f.ledger.sealer.sealOnce();
    for (let i = 0; i < 3; i++) await f.ledger.followers.runOnce([notifyApplicant.id]);
    const all = await messagesAbout(f.db, dossier.id);
    return all.filter(m => m.channel === 'account' && m.key.startsWith('cases.message.mail-'));
  }
  const again = async (letter: Mailing) => (await findMailing(f.db, letter.id)) ?? assert.fail();

  test('wait at the desk that hands them over, and only those that are wanted by post', async () => {
    const [post, counter] = [await ready(), await ready('counter')];
    const ids = (await waiting()).map(w => w.dossier.id);
    assert.deepEqual([ids.includes(post.id), ids.includes(counter.id)], [true, false]);
    assert.deepEqual(await waiting(p.stranger), []);
    await send([post]);
    assert.ok(!(await waiting()).some(w => w.dossier.id === post.id));
  });

  test('however many wait, they are read with the same few statements', async () => {
    const sent = () => statementsIn(f.db, tx => waitingForPost(tx, p.clerk, f.clock.now()));
    await ready();
    const before = await sent();
    await ready();
    await ready();
    assert.deepEqual(await sent(), before);
  });

  test('are on one numbered list, printed with lines to sign; each dossier is given back', async () => {
    const both = [await ready(), await ready()];
    const list = await send(both, ['EB100000001VN', null]);
    const next = await send([await ready()]);
    assert.equal(next.number, list.number + 1);
    const letters = await mailingsOf(f.db, list.id);
    assert.deepEqual(
      letters.map(m => [m.code, m.trackingNumber, mailState(m)]),
      [
        [both[0]?.code, 'EB100000001VN', 'sent'],
        [both[1]?.code, null, 'sent'],
      ],
    );
    assert.equal((await f.again(both[0] ?? assert.fail())).status, 'returned');
    const found = (await findMailList(f.db, list.id)) ?? assert.fail();
    const words = wordsOf(await mailListPaper(f.db, f.deps, found));
    for (const said of ['BẢNG KÊ BÀN GIAO KẾT QUẢ', 'EB100000001VN', 'NGƯỜI GIAO', 'NGƯỜI NHẬN'])
      assert.ok(words.includes(said), said);
    assert.match(words, new RegExp(`Số: ${list.number}/2026`));
  });

  test('one that is not the visitor’s, or goes out already, stops the whole list', async () => {
    const [mine, other] = [await ready(), await ready()];
    await assert.rejects(send([mine, other], [], p.stranger), { code: 'NOT_FOUND' });
    await send([other]);
    await assert.rejects(send([mine, other]), { code: 'NOT_FOUND' });
    assert.deepEqual(await mailingsOfDossier(f.db, mine.id), []);
    await assert.rejects(send([]), { code: 'LETTERS_MISSING' });
    await assert.rejects(send([mine], ['EB100000001VN']), { code: 'TRACKING_TAKEN' });
    assert.equal((await f.again(mine)).status, 'completed', 'nothing went out');
  });

  test('who asks for it by post afterwards is served: his dossier is found by its code, and goes where he says', async () => {
    const dossier = await ready('counter');
    const codes = async (also?: (d: { id: string }) => boolean) =>
      (await waitingForPost(f.db, p.clerk, f.clock.now(), also)).map(w => w.dossier.id);
    assert.ok(!(await codes()).includes(dossier.id));
    assert.ok((await codes(d => d.id === dossier.id)).includes(dossier.id));
    assert.ok(!(await codes(() => false)).includes(dossier.id));
    await assert.rejects(send([dossier]), { code: 'ADDRESS_MISSING' });
    await send([dossier], [], p.clerk, 'Thôn Na Hối, xã Bắc Hà');
    assert.equal((await letterOf(dossier)).address, 'Thôn Na Hối, xã Bắc Hà');
  });

  test('without an address nothing goes out, whoever tries, until the clerk has asked for one', async () => {
    // As forms were before they asked where to.
    const dossier = await ready('post', '');
    assert.equal((await waiting()).find(w => w.dossier.id === dossier.id)?.address, '');
    await assert.rejects(send([dossier]), { code: 'ADDRESS_MISSING' });
    await assert.rejects(send([dossier], [], p.clerk, 'x'), { code: 'ADDRESS_MISSING' });
    const { input, actor } = await facing(f, p.clerk, dossier);
    const past = f.db.tx(tx => returnResult(tx, f.deps, { ...input, how: 'post' }, actor));
    await assert.rejects(past, { code: 'POSTED_WITHOUT_LETTER' }, 'not past the list either');
    assert.equal((await f.again(dossier)).status, 'completed', 'it still lies at the desk');
    await send([dossier], [], p.clerk, ' Số 3, tổ 5,  phường Lào Cai ');
    assert.equal((await letterOf(dossier)).address, 'Số 3, tổ 5, phường Lào Cai');
    const blank = f.db.query(`UPDATE cases.mailing SET address = '' WHERE dossier_id = $1`, [dossier.id]);
    await assert.rejects(blank, /mailing_address/, 'the database holds it');
  });

  test('get their numbers later, each one of its own; they are found by them', async () => {
    const dossier = await ready();
    await send([dossier]);
    const letter = await letterOf(dossier);
    const track = (number: string) => f.db.tx(tx => trackMailing(tx, f.deps, letter, number, actor()));
    await track('EB200000002VN');
    await track('EB200000002VN');
    await assert.rejects(track('EB100000001VN'), { code: 'TRACKING_TAKEN' });
    const by = (called: string, agencies = [f.agencies.centre]) => mailingCalled(f.db, called, agencies);
    assert.equal((await by('EB200000002VN'))?.id, letter.id);
    assert.equal((await by(dossier.code))?.id, letter.id);
    assert.equal(await by('EB200000002VN', [f.agencies.saPa]), undefined);
    const kinds = (await f.ctx.get(ledgerService).history(f.db, `dossier:${dossier.id}`)).map(e => e.kind);
    assert.deepEqual(
      kinds.slice(-2),
      ['case.returned', 'case.mail-tracked'],
      'the same number twice is one entry',
    );
  });

  test('delivered: the receipt says when and to whom, once', async () => {
    const dossier = await ready();
    await send([dossier]);
    const letter = await letterOf(dossier);
    const deliver = () =>
      f.db.tx(tx => noteDelivered(tx, f.deps, letter, { on: '2026-11-20', to: 'Giàng A Phử' }, actor()));
    const both = await Promise.allSettled([deliver(), deliver()]);
    assert.deepEqual(both.map(b => b.status).sort(), ['fulfilled', 'rejected']);
    assert.equal(mailState(await again(letter)), 'delivered');
    assert.ok(!(await openMailings(f.db, [f.agencies.centre])).some(m => m.id === letter.id));
    const back = f.db.tx(tx => noteReturned(tx, f.deps, letter, { on: '2026-11-20', why: 'x' }, actor()));
    await assert.rejects(back, { code: 'MAIL_SETTLED' });
    const correct = (to: string, who = p.clerk) =>
      f.db.tx(tx =>
        correctDelivered(
          tx,
          f.deps,
          letter,
          { on: '2026-11-20', to },
          { ...actor(), accountId: who.accountId },
        ),
      );
    await assert.rejects(correct('Giàng A Phú', p.officer), { code: 'MAIL_SETTLED' }, 'who noted it');
    await correct('Giàng A Phú');
    await correct('Giàng A Phú');
    await correct('Giàng Thị Mỷ');
    assert.equal((await again(letter)).deliveredTo, 'Giàng Thị Mỷ');
    const noted = (await f.ctx.get(ledgerService).history(f.db, `dossier:${dossier.id}`)).slice(-3);
    assert.deepEqual(
      noted.map(e => [e.kind, e.body.corrected, e.personal.to]),
      [
        ['case.mail-delivered', undefined, 'Giàng A Phử'],
        ['case.mail-delivered', true, 'Giàng A Phú'],
        ['case.mail-delivered', true, 'Giàng Thị Mỷ'],
      ],
      'the same again is no entry, and what was noted stays to be read',
    );
  });

  test('brought back: the result lies at the counter again, and is handed over there, once', async () => {
    const dossier = await ready();
    await send([dossier]);
    const letter = await letterOf(dossier);
    const recipient = { name: 'Giàng Thị Mỷ', personalNumber: null, relation: null };
    const give = () =>
      f.db.tx(tx =>
        handOverReturned(tx, f.deps, letter, { check: { by: 'slip' }, recipient, signature: null }, actor()),
      );
    await assert.rejects(give(), { code: 'MAIL_SETTLED' });
    await f.db.tx(tx =>
      noteReturned(tx, f.deps, letter, { on: '2026-11-20', why: 'Không có người nhận' }, actor()),
    );
    assert.equal(mailState(await again(letter)), 'back');
    assert.equal((await openMailings(f.db, [f.agencies.centre]))[0]?.id, letter.id, 'first in the list');
    const [message, ...more] = await told(dossier);
    assert.deepEqual([message?.key, more], ['cases.message.mail-returned', []]);
    const words = f.ctx.t('cases.message.mail-returned.body', { ...message?.params, base: '' });
    assert.match(
      words,
      /chuyển hoàn ngày 20\/11\/2026\. Lý do: Không có người nhận\. Bản giấy đang ở Trung tâm/,
    );
    await give();
    await assert.rejects(give(), { code: 'MAIL_SETTLED' });
    assert.equal(mailState(await again(letter)), 'settled');
    const kinds = (await f.ctx.get(ledgerService).history(f.db, `dossier:${dossier.id}`)).map(e => e.kind);
    assert.deepEqual(kinds.slice(-3), ['case.returned', 'case.mail-returned', 'case.handed-over']);
  });

  test('brought back, it goes out again with a number of its own; the old letter keeps its story, and it is done once', async () => {
    const dossier = await ready();
    await send([dossier], ['EB400000001VN']);
    const first = await letterOf(dossier);
    const address = 'Số 3, tổ 5, phường Lào Cai';
    const resend = (letter: Mailing, trackingNumber: string | null, to = address) =>
      f.db.tx(tx => sendAgain(tx, f.deps, letter, { address: to, trackingNumber }, actor()));
    const back = (letter: Mailing) =>
      f.db.tx(tx => noteReturned(tx, f.deps, letter, { on: '2026-11-20', why: 'Sai địa chỉ' }, actor()));
    await assert.rejects(resend(first, null), { code: 'MAIL_SETTLED' }, 'it is under way');
    await back(first);
    await assert.rejects(resend(first, 'EB400000001VN'), { code: 'TRACKING_TAKEN' });
    await assert.rejects(resend(first, null, 'x'), { code: 'ADDRESS_MISSING' });
    f.clock.set(new Date(f.clock.now().getTime() + 60_000));
    const list = await resend(first, 'EB400000002VN');
    await assert.rejects(resend(first, 'EB400000003VN'), { code: 'MAIL_SETTLED' });
    const second = (await mailingsOf(f.db, list.id))[0] ?? assert.fail();
    const old = await again(first);
    assert.deepEqual(
      [mailState(old), old.sentAgainAs, old.trackingNumber, old.returnedWhy],
      ['again', second.id, 'EB400000001VN', 'Sai địa chỉ'],
    );
    assert.deepEqual([second.address, mailState(second)], [address, 'sent']);
    assert.equal((await f.again(dossier)).status, 'returned');
    const stands = async () => (await paperStandsOf(f.db, [await f.again(dossier)])).get(dossier.id);
    assert.equal(await stands(), 'sent-again');
    assert.deepEqual((await told(dossier)).map(m => m.key.slice('cases.message.'.length)).sort(), [
      'mail-returned',
      'mail-sent-again',
    ]);
    // It may come back too, and is handed over then; where a decision ended what is in it, it goes nowhere again.
    await back(second);
    const ended = f.db.tx(async tx => {
      await tx.run("UPDATE cases.result SET status = 'replaced' WHERE dossier_id = $1", [dossier.id]);
      await sendAgain(tx, f.deps, second, { address, trackingNumber: null }, actor());
    });
    await assert.rejects(ended, { code: 'RESULT_ENDED' });
    assert.equal(await stands(), 'waits');
    const recipient = { name: 'Giàng Thị Mỷ', personalNumber: null, relation: null };
    const handed = { check: { by: 'slip' as const }, recipient, signature: null };
    await f.db.tx(tx => handOverReturned(tx, f.deps, second, handed, actor()));
    const own = f.db.query('UPDATE cases.mailing SET sent_again_as = id WHERE id = $1', [second.id]);
    await assert.rejects(own, /mailing_sent_again/, 'the database holds it');
    await f.ledger.sealer.sealOnce();
    const kinds = (await f.ctx.get(ledgerService).history(f.db, `dossier:${dossier.id}`)).map(e => e.kind);
    assert.deepEqual(kinds.slice(-5), [
      'case.mail-returned',
      'case.mail-sent-again',
      'case.mail-tracked',
      'case.mail-returned',
      'case.handed-over',
    ]);
  });

  test('one that was not ready is taken off its list again, and may go with another; not what has the operator’s number', async () => {
    const both = [await ready(), await ready()] as const;
    const list = await send(both, ['EB300000003VN', null]);
    const off = async (dossier: Dossier, reason = '') => {
      const [act] = await keptActsOf(f.db, dossier.id);
      const wish = { dossierId: dossier.id, actId: act?.id ?? '', reason };
      return f.db.tx(tx => undoAct(tx, f.deps, wish, actor()));
    };
    await assert.rejects(off(both[0]), { code: 'UNDO_NOT_THIS' }, 'the operator has it');
    const letter = await letterOf(both[1]);
    assert.equal((await off(both[1], 'Còn thiếu bản sao')).status, 'completed', 'it lies at the desk');
    const lines = await mailingsOf(f.db, list.id);
    assert.deepEqual(
      lines.map(m => [mailState(m), m.takenOffWhy]),
      [
        ['sent', null],
        ['off', 'Còn thiếu bản sao'],
      ],
      'its line stays',
    );
    const found = (await findMailList(f.db, list.id)) ?? assert.fail();
    assert.equal(found.letters, 1);
    assert.match(wordsOf(await mailListPaper(f.db, f.deps, found)), /bàn giao 1 bưu gửi[\s\S]*gỡ khỏi/);
    assert.match(wordsOf(await mailListPaper(f.db, f.deps, found)), /gỡ khỏi bảng kê: Còn thiếu bản sao/);
    assert.ok(!(await openMailings(f.db, [f.agencies.centre])).some(m => m.id === letter.id));
    const late = f.db.tx(tx => trackMailing(tx, f.deps, letter, 'EB300000004VN', actor()));
    await assert.rejects(late, { code: 'MAIL_SETTLED' });
    await send([both[1]], ['EB300000004VN']);
    assert.equal(mailState(await letterOf(both[1])), 'sent');
  });
});
