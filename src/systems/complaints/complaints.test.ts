import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { actorOf, type Dossier, listResults, refuse } from '#engines/cases';
import { newId } from '#platform/db';
import { fold } from '#platform/text';
import type { CasesFixture } from '../../engines/cases/testing/fixture.ts';
import { does, facing, type People, signs, withLibrary } from '../../engines/cases/testing/people.ts';
import { wordsOf } from '../../engines/cases/testing/words-of.ts';
import { complaintFor, dossierAtCounter, ownComplaint, type Right } from './access.ts';
import { settle } from './actions/settle.ts';
import { lastDay, type NewComplaint, submitComplaint } from './actions/submit-complaint.ts';
import { decline, prolong, takeOn, withdrawComplaint } from './actions/take-on.ts';
import { choicesOf } from './choices.ts';
import { copiedComplaints } from './copied.ts';
import {
  complaintsOfDossier,
  countComplaints,
  listComplaints,
  partOf,
  searchComplaints,
} from './data/read.ts';
import { complaints } from './index.ts';
import { isReached, notifyComplainant } from './notify.ts';
import { complaintState } from './state-check.ts';
import { type Complaint, type Settlement, waitsToBeCarriedOut } from './types.ts';

describe('complaints', () => {
  let f: CasesFixture;
  let p: People;
  let vice: People['chairman'];
  let director: People['chairman'];
  withLibrary(
    async (library, all) => {
      f = library;
      p = all;
      vice = await f.official('Lù Văn Thắng', f.agencies.bacHa, ['leader', 'signer'], 'Phó Chủ tịch');
      director = await f.official('Trần Văn Dũng', f.agencies.province, ['leader', 'signer']);
    },
    [complaints],
  );

  const START = '2026-11-20T09:00:00+07:00';
  const daysLater = (n: number) => f.clock.set(new Date(Date.parse(START) + n * 86_400_000).toISOString());

  /** A card that the chairman has signed, or who is said. */
  const card = async (signer = p.chairman): Promise<Dossier> => {
    daysLater(0);
    const dossier = await f.apply(p.reader, { data: f.filledIn({ way: 'electronic' }) });
    await does(f, p.clerk, dossier, 'forward');
    await does(f, p.officer, dossier, 'propose');
    await signs(f, signer, dossier);
    return f.again(dossier);
  };

  const complains = async (dossier: Dossier, change: Partial<NewComplaint> = {}) => {
    const [choice] = await choicesOf(f.db, f.ledger, dossier, f.clock.now());
    const wish: NewComplaint = {
      id: newId(),
      dossier,
      ground: choice?.ground ?? { kind: 'result', id: newId() },
      ...(choice?.first ? { first: choice.first } : {}),
      knownOn: '2026-11-20',
      content: 'Thẻ ghi sai tên của tôi',
      wish: 'Đính chính tên',
      lateReason: '',
      channel: 'online',
      who: {
        accountId: p.reader.accountId,
        name: p.reader.name,
        phone: p.reader.phone,
        email: null,
        lang: 'vi',
        delegate: null,
      },
      papers: [],
      ...change,
    };
    const actor = actorOf(p.reader, f.clock.now());
    return { wish, complaint: await f.db.tx(tx => submitComplaint(tx, f.ledger, wish, actor)) };
  };

  const as = async (who: People['clerk'], c: Complaint, right: Right) =>
    (await complaintFor(f.db, who, c.id, right, f.clock.now())).actor;

  const takesOn = async (
    c: Complaint,
    who = p.officer,
    circumstances = { complex: false, remote: false },
  ) => {
    const actor = await as(who, c, 'complaint.handle');
    return f.db.tx(tx => takeOn(tx, f.ledger, { id: c.id, ...circumstances }, actor));
  };

  const settles = async (c: Complaint, who: People['clerk'], change: Partial<Settlement> = {}) => {
    const actor = await as(who, c, 'complaint.settle');
    const wish: Settlement = {
      id: c.id,
      outcome: 'kept',
      remedy: null,
      answer: 'Đã đối chiếu với đơn: tên trên thẻ đúng như đơn đã nộp.',
      signerName: who.name,
      ...change,
    };
    const dossier = await f.again({ id: c.dossierId } as Dossier);
    return settle(f.db, f.deps, dossier, wish, actor);
  };

  test('who has neither telephone nor e-mail nor an account hears nothing by message', async () => {
    const { complaint } = await complains(await card());
    assert.equal(await isReached(f.db, complaint), true);
    const none = { ...complaint, accountId: null, phone: null, email: null };
    assert.equal(await isReached(f.db, none), false);
    assert.equal(await isReached(f.db, { ...none, phone: '+84912345678' }), true);
  });

  test('a reader complains about her card; it is taken on, and the vice chairman settles it in a signed decision', async () => {
    const dossier = await card();
    const { complaint } = await complains(dossier);
    assert.equal(complaint.agencyId, f.agencies.bacHa);
    assert.equal(complaint.takeOnDue.toISOString(), '2026-11-30T10:00:00.000Z', 'ten calendar days');
    daysLater(3);
    const taken = await takesOn(complaint);
    assert.equal(
      taken.settleDue?.toISOString(),
      '2026-12-23T10:00:00.000Z',
      'thirty, from when it was taken on',
    );
    assert.equal(taken.settleLimit?.unverified, true);
    const settled = await settles(taken, vice, { outcome: 'changed', remedy: 'correct' });
    assert.deepEqual([settled.status, settled.outcome, settled.remedy], ['settled', 'changed', 'correct']);
    const pdf = await f.deps.files.read(settled.sha256 ?? '');
    const verdict = await f.deps.trust.verifyPdf(pdf);
    assert.deepEqual([verdict.verdict, verdict.signatures.map(s => s.kind)], ['valid', ['person', 'agency']]);
    const again = await settles(settled, vice, { outcome: 'changed', remedy: 'correct' });
    assert.equal(again.sha256, settled.sha256, 'pressed twice');
    await assert.rejects(settles(settled, vice), { code: 'COMPLAINT_SETTLED' });

    // It goes into the copy of her data, with the decision; into that of somebody else not.
    const copied = await copiedComplaints.of(f.ctx, dossier, f.ctx.t);
    assert.deepEqual(
      copied.map(c => [c.data.status, c.data.content, c.files.map(file => file.sha256)]),
      [['settled', complaint.content, [settled.sha256]]],
    );
    assert.match(copied[0]?.files[0]?.filename ?? '', /^Quyết định .*QĐ-GQKN.*[.]pdf$/);
    assert.deepEqual(await copiedComplaints.of(f.ctx, { ...dossier, applicantId: newId() }, f.ctx.t), []);
  });

  test('the chairman settles a first complaint about what he signed himself; a deputy who signed does not, nor the officer', async () => {
    const own = (await complains(await card())).complaint;
    const signedByChairman = await partOf(f.db, own.id, p.chairman.accountId, f.clock.now());
    assert.deepEqual(signedByChairman, { part: true, barred: false });
    assert.equal((await partOf(f.db, own.id, p.officer.accountId, f.clock.now())).barred, true);
    const settled = await settles(await takesOn(own), p.chairman);
    assert.equal(settled.settledBy, p.chairman.accountId);
    const deputys = (await complains(await card(vice))).complaint;
    await assert.rejects(settles(await takesOn(deputys), vice), { code: 'COMPLAINT_OWN_DECISION' });
    assert.equal((await settles(deputys, p.chairman)).status, 'settled', 'he answers for his deputy');
    // Had he a part and were the head of the province, the second would still not be his.
    daysLater(5);
    const second = (
      await complains(await f.again({ id: own.dossierId } as Dossier), { knownOn: '2026-11-25' })
    ).complaint;
    await f.owner.run('INSERT INTO complaints.took_part (complaint_id, account_id) VALUES ($1, $2)', [
      second.id,
      director.accountId,
    ]);
    await assert.rejects(settles(await takesOn(second, director), director), {
      code: 'COMPLAINT_OWN_DECISION',
    });
  });

  test('a second complaint goes to the province, and neither who took part nor who settled the first settles it', async () => {
    const dossier = await card();
    const { complaint } = await complains(dossier);
    await settles(await takesOn(complaint), vice);
    daysLater(5);
    const [choice] = await choicesOf(f.db, f.ledger, dossier, f.clock.now());
    assert.equal(choice?.first?.id, complaint.id);
    await assert.rejects(complains(dossier, { knownOn: '2026-11-19' }), { code: 'COMPLAINT_DAY_WRONG' });
    const second = (await complains(dossier, { knownOn: '2026-11-25' })).complaint;
    // The province numbers for itself: its first complaint of the year may bear the number that the commune's had.
    for (const { id } of [complaint, second])
      for (const entry of await f.ledger.history(f.db, `complaint:${id}`, ['complaint.submitted']))
        await f.db.tx(tx => notifyComplainant.handle({ ...entry, position: 0 }, tx));
    const told = await f.db.query<{ key: string; number: string }>(
      `SELECT DISTINCT text_key AS key, params->>'number' AS number FROM messaging.message
         WHERE about_id = $1 AND text_key LIKE 'complaints.%' ORDER BY key`,
      [dossier.id],
    );
    assert.deepEqual(told, [
      { key: 'complaints.message.submitted', number: complaint.number },
      { key: 'complaints.message.submitted-second', number: second.number },
    ]);
    assert.deepEqual([second.level, second.agencyId, second.firstId], [2, f.agencies.province, complaint.id]);
    await assert.rejects(as(vice, second, 'complaint.settle'), { code: 'NOT_FOUND' });
    const taken = await takesOn(second, director);
    assert.equal(taken.settleLimit?.n, 45);
    const settled = await settles(taken, director);
    assert.match(
      wordsOf(await f.deps.files.read(settled.sha256 ?? '')),
      /Giữ nguyên [^.]* và Quyết định giải quyết khiếu nại lần đầu số \d+\/2026\/QĐ-GQKN ký ngày 20 tháng 11 năm 2026 của UBND xã Bắc Hà[.]/,
    );
    assert.deepEqual(
      await choicesOf(f.db, f.ledger, dossier, f.clock.now()),
      [],
      'nothing is left to complain about',
    );
  });

  test('one about a decision at a time; sent twice it is taken once; another after it was taken back', async () => {
    const dossier = await card();
    const { wish, complaint } = await complains(dossier);
    const actor = actorOf(p.reader, f.clock.now());
    const same = await f.db.tx(tx => submitComplaint(tx, f.ledger, wish, actor));
    assert.equal(same.id, complaint.id);
    const other = { ...wish, id: newId() };
    await assert.rejects(
      f.db.tx(tx => submitComplaint(tx, f.ledger, other, actor)),
      { code: 'COMPLAINT_THERE' },
    );
    await f.db.tx(tx => withdrawComplaint(tx, f.ledger, { id: complaint.id, reason: '' }, actor));
    await assert.rejects(takesOn(complaint), { code: 'COMPLAINT_WITHDRAWN' });
    const two = await Promise.allSettled([complains(dossier), complains(dossier)]);
    assert.equal(two.filter(x => x.status === 'fulfilled').length, 1);
    assert.equal((await complaintsOfDossier(f.db, dossier.id)).length, 2);
  });

  test('after ninety days only with a reason; what is not taken on is told why and may be mended', async () => {
    const dossier = await card();
    const agencyId = f.agencies.bacHa;
    const at = f.clock.now();
    assert.equal(await lastDay(f.db, { agencyId, knownOn: '2026-11-20', level: 1, at }), '2027-02-18');
    daysLater(95);
    await assert.rejects(complains(dossier), { code: 'COMPLAINT_LATE' });
    const { complaint } = await complains(dossier, { lateReason: 'Nằm viện từ tháng 12' });
    assert.equal(complaint.lateReason, 'Nằm viện từ tháng 12');
    const actor = await as(p.officer, complaint, 'complaint.handle');
    const declines = (reason: string) =>
      f.db.tx(tx => decline(tx, f.ledger, { id: complaint.id, reason }, actor));
    await assert.rejects(declines(' '), { code: 'REASON_MISSING' });
    assert.equal((await declines('Lý do nộp muộn không có giấy tờ')).status, 'declined');
    await complains(dossier, { lateReason: 'Nằm viện, có giấy ra viện' });
  });

  test('a refusal is complained about too; it is to be handled anew, for there is no result to correct', async () => {
    daysLater(0);
    const dossier = await f.apply(p.reader);
    const { input, actor } = await facing(f, p.clerk, dossier);
    await f.db.tx(tx => refuse(tx, f.deps, { ...input, reason: 'Không cư trú tại xã' }, actor));
    const { complaint } = await complains(await f.again(dossier));
    assert.equal(complaint.ground.kind, 'refusal');
    // The desk refused it in its own name; the committee that it received for answers for it.
    assert.deepEqual([complaint.ground.agencyId, complaint.agencyId], [f.agencies.centre, f.agencies.bacHa]);
    const taken = await takesOn(complaint);
    await assert.rejects(settles(taken, vice, { outcome: 'changed', remedy: 'correct' }), {
      code: 'COMPLAINT_REMEDY',
    });
    await assert.rejects(settles(taken, vice, { outcome: 'kept', remedy: 'redo' }), {
      code: 'COMPLAINT_REMEDY',
    });
    assert.equal((await settles(taken, vice, { outcome: 'changed', remedy: 'redo' })).remedy, 'redo');
  });

  test('a complex matter takes longer, once, while the first time runs', async () => {
    const { complaint } = await complains(await card());
    const taken = await takesOn(complaint);
    const actor = await as(p.officer, complaint, 'complaint.handle');
    const longer = () =>
      f.db.tx(tx => prolong(tx, f.ledger, { id: complaint.id, reason: 'Phải xác minh ở ba xã' }, actor));
    const prolonged = await longer();
    assert.equal(prolonged.settleDue?.toISOString(), '2027-01-04T10:00:00.000Z');
    assert.ok(taken.settleDue && prolonged.settleDue && prolonged.settleDue > taken.settleDue);
    await assert.rejects(longer(), { code: 'COMPLAINT_PROLONGED' });
    const late = await takesOn((await complains(await card())).complaint);
    daysLater(60);
    const after = await as(p.officer, late, 'complaint.handle');
    await assert.rejects(
      f.db.tx(tx => prolong(tx, f.ledger, { id: late.id, reason: 'Phải xác minh ở ba xã' }, after)),
      { code: 'COMPLAINT_OVERDUE' },
    );
    // Not settled in time: she may go to the province.
    const [choice] = await choicesOf(
      f.db,
      f.ledger,
      await f.again({ id: late.dossierId } as Dossier),
      f.clock.now(),
    );
    assert.equal(choice?.first?.id, late.id);
  });

  test('to a stranger there is none; who reads only may not act; another citizen sees nothing', async () => {
    const dossier = await card();
    const { complaint } = await complains(dossier);
    await assert.rejects(as(p.stranger, complaint, 'complaint.read'), { code: 'NOT_FOUND' });
    await assert.rejects(as(p.officer, complaint, 'complaint.settle'), { code: 'NOT_ALLOWED' });
    await assert.rejects(as(director, complaint, 'complaint.settle'), { code: 'NOT_ALLOWED' });
    const other = await f.citizen('Sùng Thị Dợ');
    const at = f.clock.now();
    await assert.rejects(ownComplaint(f.db, other, complaint.id, at), { code: 'NOT_FOUND' });
    assert.equal((await ownComplaint(f.db, p.reader, complaint.id, at)).complaint.id, complaint.id);
    assert.equal((await dossierAtCounter(f.db, p.clerk, dossier.id, at)).dossier.id, dossier.id);
    await assert.rejects(dossierAtCounter(f.db, p.officer, dossier.id, at), { code: 'NOT_ALLOWED' });
  });

  test('the database holds that nobody settles his own decision, and that a complaint goes one way', async () => {
    const { complaint } = await complains(await card());
    const taken = await takesOn(complaint);
    const refused = (constraint: string) => (error: unknown) =>
      (error as { constraint?: string }).constraint === constraint;
    await assert.rejects(
      f.owner.run(
        `UPDATE complaints.complaint SET status = 'settled', closed_at = now(), settled_by = $2, outcome = 'kept', answer = 'x',
           decision_number = '9/2026', sha256 = (SELECT sha256 FROM files.file LIMIT 1) WHERE id = $1`,
        [taken.id, p.officer.accountId],
      ),
      refused('complaint_settled_by_another'),
    );
    await assert.rejects(
      f.owner.run(
        `UPDATE complaints.complaint SET status = 'received', taken_on_at = NULL, taken_on_by = NULL, settle_limit = NULL, settle_due = NULL WHERE id = $1`,
        [taken.id],
      ),
      refused('complaint_moves'),
    );
    for (const change of [
      "UPDATE complaints.complaint SET content = 'x'",
      'DELETE FROM complaints.took_part',
    ])
      await assert.rejects(f.db.run(change), { code: '42501' });
  });

  test('one is found by a name without tone marks, by its number with the dossier, and by nobody out of reach', async () => {
    const look = (words: string, agencyId = f.agencies.bacHa) =>
      searchComplaints(f.db, [{ agencyId, fields: null }], { words, limit: 2, offset: 0 });
    const all = await f.db.query<{ name: string; number: string; code: string }>(
      'SELECT name, number, dossier_code AS code FROM complaints.complaint WHERE agency_id = $1',
      [f.agencies.bacHa],
    );
    const [one] = all;
    assert.ok(one && all.length > 2);
    const same = all.filter(c => c.name === one.name).length;
    const byName = await look(`  ${fold(one.name)} `);
    assert.equal(byName.total, same);
    assert.equal(byName.found.length, Math.min(same, 2));
    const byBoth = await look(`${one.code.toLowerCase()} ${one.number}`);
    assert.ok(byBoth.found.some(c => c.number === one.number && c.dossierCode === one.code));
    for (const words of ['', ' ./ ', 'không ai có tên này', '%', "'"])
      assert.equal((await look(words)).total, 0, words);
    assert.equal((await look(one.name, newId())).total, 0);
  });

  test('lists have what is to be done, the most urgent first, and the ledger proves every state', async () => {
    daysLater(200);
    const reach = [{ agencyId: f.agencies.bacHa, fields: null }];
    const now = f.clock.now();
    const counts = await countComplaints(f.db, reach, now);
    const late = await listComplaints(f.db, reach, { state: 'late', now, limit: 50, offset: 0 });
    assert.equal(late.length, counts.late);
    assert.ok(counts.late > 0 && counts.closed > 0);
    const dues = late.map(c =>
      ((waitsToBeCarriedOut(c) ? c.carryOutDue : c.settleDue) ?? c.takeOnDue).getTime(),
    );
    assert.deepEqual(
      dues,
      dues.toSorted((a, b) => a - b),
    );
    assert.deepEqual(
      await listComplaints(f.db, [{ agencyId: f.agencies.bacHa, fields: ['khac'] }], {
        state: 'late',
        now,
        limit: 50,
        offset: 0,
      }),
      [],
    );
    await f.ledger.sealer.sealOnce();
    assert.deepEqual(await f.ledger.verifyState([complaintState]), []);
    const one = late.find(c => !c.closedAt);
    await f.owner.run(
      "UPDATE complaints.complaint SET take_on_due = take_on_due + interval '9 days', settle_due = settle_due + interval '9 days' WHERE id = $1",
      [one?.id],
    );
    const found = await f.ledger.verifyState([complaintState]);
    assert.deepEqual(
      found.map(x => [x.key, x.fields.map(field => field.name).join()]),
      [[`complaint:${one?.id}`, 'dueAt']],
    );
    assert.equal((await listResults(f.db, one?.dossierId ?? '')).length, 1);
  });
});
