import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  actorAt,
  actorOf,
  casesService,
  type Dossier,
  factsOf,
  listResults,
  renewResult,
  resultFor,
  revokeResult,
} from '#engines/cases';
import { localDate } from '#platform/clock';
import { newId } from '#platform/db';
import type { Env } from '#platform/env';
import type { CasesFixture } from '../../engines/cases/testing/fixture.ts';
import { type People, signedCard, withLibrary } from '../../engines/cases/testing/people.ts';
import { wordsOf } from '../../engines/cases/testing/words-of.ts';
import { complaintFor, type Right } from './access.ts';
import { carryOut } from './actions/carry-out.ts';
import { resultJob } from './actions/follow-result.ts';
import { settle } from './actions/settle.ts';
import { submitComplaint } from './actions/submit-complaint.ts';
import { decline, takeOn, withdrawComplaint } from './actions/take-on.ts';
import { wayOf } from './actions/ways.ts';
import { choicesOf } from './choices.ts';
import { countComplaints, countToCarryOut, findComplaint, listComplaints } from './data/read.ts';
import { complaints } from './index.ts';
import { complaintLine } from './pages/citizen.ts';
import { whyDue } from './pages/due-view.ts';
import { choiceWords } from './pages/paper-words.ts';
import { secondPart } from './pages/second-part.ts';
import { storyPart } from './pages/story-view.ts';
import { complaintState } from './state-check.ts';
import type { Complaint, Outcome, Remedy } from './types.ts';

describe('complaints: the paper was renewed, or a second complaint follows', () => {
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
  const card = async () => {
    daysLater(0);
    const dossier = await signedCard(f, p, 'electronic');
    return { dossier, result: (await listResults(f.db, dossier.id))[0] ?? assert.fail() };
  };
  const holding = async ({ id }: Dossier) =>
    (await listResults(f.db, id)).find(r => r.status === 'valid') ?? assert.fail();
  /** The chairman corrects, or revokes, what holds now. */
  const does = async (dossier: Dossier, kind: 'correction' | 'revocation', name = 'Giàng A Phừ') => {
    const of = { dossierId: dossier.id, resultId: (await holding(dossier)).id };
    const right = kind === 'correction' ? 'correct' : 'revoke';
    const { actor } = await resultFor(f.db, p.chairman, of, right, f.clock.now());
    const wish = { ...of, id: newId(), reason: 'Ghi sai tên', signerName: p.chairman.name };
    if (kind === 'revocation') {
      await revokeResult(f.db, f.deps, { ...wish, kind, basis: 'Điều 7 Nội quy' }, actor);
      return;
    }
    const data = { ...dossier.data, reader: { name, phone: '0912345678' } };
    await renewResult(f.db, f.deps, { ...wish, kind, data }, actor);
  };
  /** The follower has seen that something was done with a result of the dossier. */
  const follows = async (result: string) => {
    const get = (s: unknown) => (s === casesService ? f.deps : undefined);
    await resultJob.run({ result }, { db: f.db, clock: f.clock, get } as unknown as Env);
  };
  const as = async (who: People['clerk'], { id }: Pick<Complaint, 'id'>, right: Right) =>
    (await complaintFor(f.db, who, id, right, f.clock.now())).actor;
  const complains = async (dossier: Dossier, lateReason = '') => {
    const [choice] = await choicesOf(f.db, f.ledger, dossier, f.clock.now());
    const { accountId, name, phone } = p.reader;
    const wish = {
      ...{ id: newId(), dossier, ground: choice?.ground ?? assert.fail() },
      ...(choice?.first ? { first: choice.first } : {}),
      ...{ knownOn: localDate(choice?.first?.closedAt ?? f.clock.now()), content: 'Thẻ ghi sai tên của tôi' },
      ...{ wish: 'Đính chính tên', lateReason, channel: 'online' as const, papers: [] },
      who: { accountId, name, phone, email: null, lang: 'vi' as const, delegate: null },
    };
    return f.db.tx(tx => submitComplaint(tx, f.ledger, wish, actorOf(p.reader, f.clock.now())));
  };
  const decides = async (c: Complaint, who: People['clerk'], outcome: Outcome, remedy: Remedy | null) => {
    const handler = await as(c.level === 1 ? p.officer : who, c, 'complaint.handle');
    await f.db.tx(tx => takeOn(tx, f.ledger, { id: c.id, complex: false, remote: false }, handler));
    const wish = { id: c.id, outcome, remedy, answer: 'Đã xác minh theo đơn.', signerName: who.name };
    const dossier = await f.again({ id: c.dossierId } as Dossier);
    return settle(f.db, f.deps, dossier, wish, await as(who, c, 'complaint.settle'));
  };
  const again = async ({ id }: Complaint) => (await findComplaint(f.db, id)) ?? assert.fail();
  const carries = async (c: Complaint, named?: { act: string; reason: string }, who = p.chairman) => {
    const facts = await factsOf(f.db, await f.again({ id: c.dossierId } as Dossier), f.clock.now());
    const actor = actorAt(who, f.clock.now(), facts, 'dossier.decide');
    return f.db.tx(tx => carryOut(tx, f.deps, { id: c.id, code: '', named }, actor));
  };
  /** What a reader reads, without tags. */
  const read = (part: unknown) => String(part).replace(/<[^>]*>/g, '');
  const proves = async () => {
    await f.ledger.sealer.sealOnce();
    assert.deepEqual(await f.ledger.verifyState([complaintState]), []);
  };

  test('a paper that was corrected since is revoked by force of the decision: its successor is, and that is noted', async () => {
    const { dossier, result } = await card();
    const c = await complains(dossier);
    daysLater(1);
    await does(dossier, 'correction');
    const today = await holding(dossier);
    const line = read(await complaintLine(f.ctx, c, null));
    assert.match(line, new RegExp(`số ${result.number} ngày [^ ]*, nay là số ${today.number}`));
    const labels = [];
    for (const { ground } of await choicesOf(f.db, f.ledger, dossier, f.clock.now()))
      labels.push(await choiceWords(f.ctx, { ground, dossierId: dossier.id }));
    assert.ok(
      labels.some(l => l.includes(`số ${today.number} `) && l.endsWith(`, thay cho số ${result.number}`)),
      labels.join('; '),
    );
    const settled = await decides(c, vice, 'changed', 'revoke');
    const words = wordsOf(await f.deps.files.read(settled.sha256 ?? ''));
    assert.match(
      words,
      new RegExp(`Thu hồi, hủy bỏ [^.]*số ${result.number} ký[^.]*, nay là số ${today.number} ký`),
    );
    // She complains to the head of a body, not to the body.
    assert.match(words, /có quyền khiếu nại lần hai đến Chủ tịch (UBND|Ủy ban nhân dân) tỉnh/);
    const way = await wayOf(f.db, f.deps, { complaint: settled, dossier }, f.clock.now());
    assert.ok(way.kind === 'result' && way.since.id === today.id && !way.nameable.length);
    await assert.rejects(carries(settled), { code: 'COMPLAINT_CARRY_OUT_FIRST' });
    daysLater(2);
    await does(dossier, 'revocation');
    await follows(today.id);
    const done = await again(c);
    assert.equal(done.carriedOutHow, 'result');
    assert.ok(done.carriedOutAct);
    await proves();
  });

  test('what was corrected before the decision does not count by itself: it is named, with why, or nothing is noted', async () => {
    const { dossier, result } = await card();
    const c = await complains(dossier);
    daysLater(1);
    await does(dossier, 'correction');
    // In the same moment: the ledger tells which was first.
    const settled = await decides(c, vice, 'changed', 'correct');
    await follows(result.id);
    assert.equal((await again(c)).carriedOutAt, null, 'nothing was done after it');
    await assert.rejects(carries(settled), { code: 'COMPLAINT_CARRY_OUT_FIRST' });
    const way = await wayOf(f.db, f.deps, { complaint: settled, dossier }, f.clock.now());
    const [act] = way.kind === 'result' ? way.nameable : [];
    assert.equal(act?.kind, 'correction');
    const reason = 'Bản đính chính đã sửa đúng tên nêu trong đơn';
    await assert.rejects(carries(settled, { act: newId(), reason }), { code: 'COMPLAINT_NAMED_ACT' });
    await assert.rejects(carries(settled, { act: act?.id ?? '', reason: ' ' }), { code: 'REASON_MISSING' });
    await assert.rejects(
      f.owner.run(
        `UPDATE complaints.complaint SET carried_out_at = closed_at, carried_out_by = $2, carried_out_how = 'result', carried_out_act = $3 WHERE id = $1`,
        [c.id, p.chairman.accountId, newId()],
      ),
      { constraint: 'complaint_done_by_act' },
    );
    const done = await carries(settled, { act: act?.id ?? '', reason });
    assert.deepEqual(
      [done.carriedOutHow, done.carriedOutAct, done.carriedOutReason],
      ['named', act?.id, reason],
    );
    await proves();
  });

  test('a second decision that changes the first takes the place of what that demanded; while it runs nothing is carried out', async () => {
    const { dossier, result } = await card();
    const first = await decides(await complains(dossier), vice, 'changed', 'revoke');
    daysLater(3);
    const second = await complains(dossier);
    assert.equal((await again(first)).restsFor, second.id);
    await assert.rejects(carries(first), { code: 'COMPLAINT_RESTS' });
    await does(dossier, 'revocation');
    await follows(result.id);
    assert.equal((await again(first)).carriedOutAt, null, 'it has no effect yet');
    await assert.rejects(
      f.owner.run(
        `UPDATE complaints.complaint SET carried_out_at = now(), carried_out_by = $2, carried_out_how = 'reopened' WHERE id = $1`,
        [first.id, p.chairman.accountId],
      ),
      { constraint: 'complaint_rests' },
    );
    const reach = [{ agencyId: f.agencies.bacHa, fields: null }];
    const late = (now: Date) => countComplaints(f.db, reach, now).then(n => n.late);
    assert.equal(await late(new Date('2027-03-01')), 0, 'what rests is not late');
    const listed = async (state: 'carry-out' | 'closed') => {
      const now = f.clock.now();
      const rows = await listComplaints(f.db, reach, { state, now, limit: 50, offset: 0 });
      assert.equal((await countComplaints(f.db, reach, now))[state], rows.length);
      return rows.some(c => c.id === first.id);
    };
    assert.deepEqual([await listed('carry-out'), await listed('closed')], [false, true]);
    assert.equal(await countToCarryOut(f.db, reach), 0, 'nobody is asked for what he must not do');
    const decided = await decides(second, director, 'changed', 'redo');
    assert.equal(decided.status, 'settled');
    const replaced = await again(first);
    assert.deepEqual([replaced.replacedBy, replaced.restsFor], [second.id, null]);
    const whose = /số \d+\/2026\/QĐ-GQKN của Chủ tịch (?:UBND|Ủy ban nhân dân) tỉnh/;
    for (const part of [await secondPart(f.ctx, replaced, () => null), await storyPart(f.ctx, replaced)])
      assert.match(read(part), whose, 'commune and province may have given one number');
    await assert.rejects(carries(first), ({ code, params }: { code: string; params: { of: string } }) => {
      assert.match(params.of, /^Chủ tịch (?:UBND|Ủy ban nhân dân) tỉnh/);
      return code === 'COMPLAINT_REPLACED';
    });
    assert.equal(await late(new Date('2027-03-01')), 1, 'that of the second alone');
    await assert.rejects(
      f.owner.run('UPDATE complaints.complaint SET replaced_by = NULL WHERE id = $1', [first.id]),
      { constraint: 'complaint_replaced_by_second' },
    );
    const [told] = await f.ledger.history(f.db, `complaint:${first.id}`, ['complaint.replaced']);
    assert.deepEqual([told?.body.by, told?.body.decision], [second.id, decided.decisionNumber]);
    await proves();
  });

  test('where the second is kept, or not taken on, the story and the reason of the time say that', async () => {
    for (const ends of ['kept', 'declined'] as const) {
      const { dossier } = await card();
      const first = await decides(await complains(dossier), vice, 'changed', 'revoke');
      daysLater(3);
      const second = await complains(dossier);
      daysLater(8);
      if (ends === 'kept') await decides(second, director, 'kept', null);
      else {
        const wish = { id: second.id, reason: 'Đơn không có chữ ký' };
        const handler = await as(director, second, 'complaint.handle');
        await f.db.tx(tx => decline(tx, f.ledger, wish, handler));
      }
      const stands = await again(first);
      const words =
        ends === 'kept'
          ? /Quyết định lần hai số \d+\/2026\/QĐ-GQKN của Chủ tịch [^,]* giữ nguyên quyết định/
          : new RegExp(`hiếu nại lần hai số ${second.number} không được thụ lý`);
      for (const part of [await whyDue(f.ctx, stands), await storyPart(f.ctx, stands)])
        assert.match(read(part), words);
    }
  });

  test('where the second is withdrawn the first stands: its time runs anew, and what was done meanwhile counts', async () => {
    const { dossier } = await card();
    const first = await decides(await complains(dossier), vice, 'changed', 'revoke');
    daysLater(3);
    const second = await complains(dossier);
    await does(dossier, 'revocation');
    daysLater(25);
    const actor = actorOf(p.reader, f.clock.now());
    await f.db.tx(tx => withdrawComplaint(tx, f.ledger, { id: second.id, reason: '' }, actor));
    const stands = await again(first);
    assert.equal(stands.restsFor, null);
    assert.ok(first.carryOutDue && stands.carryOutDue && stands.carryOutDue > first.carryOutDue);
    const { number } = second;
    const why = read(await whyDue(f.ctx, stands));
    assert.match(why, /30 ngày, kể từ ngày 15\/12\/2026/);
    assert.ok(
      why.includes(`tính lại từ ngày 15/12/2026, khi người khiếu nại rút khiếu nại lần hai số ${number}`),
      why,
    );
    assert.doesNotMatch(why, /20\/11\/2026/, 'not from the day of the decision');
    const told = read(await storyPart(f.ctx, stands));
    assert.ok(
      told.includes(`đã rút khiếu nại lần hai số ${number}; quyết định này được giữ nguyên, thi hành trước`),
      told,
    );
    assert.equal((await carries(first)).carriedOutHow, 'result');
    await proves();
  });
});
