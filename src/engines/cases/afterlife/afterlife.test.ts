import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { FormData } from '#engines/forms';
import { messagesAbout } from '#engines/messaging';
import { localDate } from '#platform/clock';
import { newId } from '#platform/db';
import { known } from '../drafts/known.ts';
import {
  type Dossier,
  drawnFrom,
  endToday,
  findActOn,
  findDecisionByDigest,
  findResult,
  listResultActs,
  listResults,
  type Revocation,
  registerLines,
  renewResult,
  resultEndIn,
  resultEndsOf,
  resultFor,
  revokeResult,
  storyOf,
} from '../index.ts';
import { notifyApplicant } from '../notify.ts';
import { dossierState } from '../state-check.ts';
import type { CasesFixture } from '../testing/fixture.ts';
import { does, type People, signs, withLibrary } from '../testing/people.ts';
import { wordsOf } from '../testing/words-of.ts';
import type { Renewal } from './renewal-content.ts';

describe('cases: what becomes of a result', () => {
  let f: CasesFixture;
  let p: People;
  let director: People['chairman'];
  withLibrary(async (library, all) => {
    f = library;
    p = all;
    director = await f.official('Trần Thị Yến', f.agencies.province, ['leader']);
  });

  /** A card of Giàng Thị Mỷ that was signed in the name of `owner`. */
  const card = async (owner = 'Giàng A Phử', who = p.reader) => {
    const dossier = await f.apply(who, { data: f.filledIn({ name: owner, way: 'electronic' }) });
    await does(f, p.clerk, dossier, 'forward');
    await does(f, p.officer, dossier, 'propose');
    await signs(f, p.chairman, dossier);
    const [result] = await listResults(f.db, dossier.id);
    assert.ok(result);
    return { dossier: await f.again(dossier), result };
  };
  type Card = Awaited<ReturnType<typeof card>>;

  const may = (who: People['clerk'], { dossier, result }: Card, action: 'correct' | 'reissue' | 'revoke') =>
    resultFor(f.db, who, { dossierId: dossier.id, resultId: result.id }, action, f.clock.now());

  const corrects = async (c: Card, change: Partial<Renewal> = {}) => {
    const { actor } = await may(p.chairman, c, 'correct');
    const wish: Renewal = {
      id: newId(),
      dossierId: c.dossier.id,
      resultId: c.result.id,
      kind: 'correction',
      reason: 'Ghi sai tên của chủ thẻ',
      signerName: p.chairman.name,
      data: { ...c.dossier.data, reader: { name: 'Giàng A Phừ', phone: '0912345678' } },
      ...change,
    };
    return { wish, actor, done: await renewResult(f.db, f.deps, wish, actor) };
  };

  const revokes = async (c: Card, who = p.chairman, change: Partial<Revocation> = {}) => {
    const { actor } = await may(who, c, 'revoke');
    const wish: Revocation = {
      id: newId(),
      dossierId: c.dossier.id,
      resultId: c.result.id,
      kind: 'revocation',
      reason: 'Thẻ được cấp trên giấy tờ không đúng',
      basis: 'Điều 7 Nội quy thư viện',
      signerName: who.name,
      ...change,
    };
    return { wish, actor, done: await revokeResult(f.db, f.deps, wish, actor) };
  };

  const entries = async (dossier: Dossier) =>
    (await f.ledger.history(f.db, `dossier:${dossier.id}`)).map(e => e.kind);

  test('a slip of the pen is corrected: a new card with a number of its own takes the place of the first, and says so', async () => {
    const c = await card();
    const { done } = await corrects(c);
    const old = await findResult(f.db, c.result.id);
    assert.deepEqual([old?.status, old?.statusAt], ['replaced', f.clock.now()]);
    const next = await findResult(f.db, done.act.newResultId ?? '');
    assert.equal(next?.status, 'valid');
    assert.notEqual(next?.number, c.result.number);
    assert.equal(next?.signedPost, p.chairman.postId);
    assert.deepEqual(done.act.changes, [{ label: 'Họ và tên', before: 'Giàng A Phử', after: 'Giàng A Phừ' }]);
    const verdict = await f.deps.trust.verifyPdf(await f.deps.files.read(next?.sha256 ?? ''));
    assert.deepEqual([verdict.verdict, verdict.signatures.map(s => s.kind)], ['valid', ['person', 'agency']]);
    assert.equal((await f.again(c.dossier)).status, 'returned', 'the dossier itself stays as it was');
    assert.equal((await entries(c.dossier)).at(-1), 'case.result-corrected');
  });

  test('who applied for himself is called as the corrected card says, on the letter too; who applied for another stays as he is', async () => {
    const own = await card('Giàng Thị Mỷ');
    assert.equal(own.dossier.applicantName, 'Giàng Thị Mỷ');
    await corrects(own);
    const { applicantName, ownerName } = await f.again(own.dossier);
    assert.deepEqual([applicantName, ownerName], ['Giàng A Phừ', 'Giàng A Phừ']);
    const childs = await card();
    await corrects(childs);
    assert.equal((await f.again(childs.dossier)).applicantName, 'Giàng Thị Mỷ');
  });

  test('contact and delivery do not stand on a card: alone they are no correction, and with a name they are not told on it', async () => {
    const c = await card();
    const { reader, ...rest } = c.dossier.data as ReturnType<CasesFixture['filledIn']>;
    const moved = { phone: '0987654321', email: 'phu@example.vn' };
    const post = { way: 'post', address: 'Thôn Na Hối Nùng' };
    await assert.rejects(corrects(c, { data: { ...rest, reader: { ...reader, ...moved } } }), {
      code: 'NOTHING_CORRECTED',
    });
    await assert.rejects(corrects(c, { data: { ...rest, reader, result: post } }), {
      code: 'NOTHING_CORRECTED',
    });
    assert.deepEqual(
      (await listResults(f.db, c.dossier.id)).map(r => [r.number, r.status]),
      [[c.result.number, 'valid']],
      'nothing was signed',
    );
    const name = 'Giàng A Phừ';
    const { done } = await corrects(c, { data: { ...rest, reader: { name, ...moved }, result: post } });
    assert.deepEqual(done.act.changes, [{ label: 'Họ và tên', before: 'Giàng A Phử', after: name }]);
    const next = (await findResult(f.db, done.act.newResultId ?? '')) ?? assert.fail();
    const from = await drawnFrom(f.db, c.dossier, next);
    assert.deepEqual(from.data, { ...c.dossier.data, reader: { ...reader, name } });
  });

  test('what was corrected is named as the card names it, not as the form asked for it', async () => {
    const c = await card();
    const reader = { ...(c.dossier.data as ReturnType<CasesFixture['filledIn']>).reader, ground: 'old' };
    const { done } = await corrects(c, { data: { ...c.dossier.data, reader } });
    assert.deepEqual(done.act.changes, [{ label: 'Diện bạn đọc', before: '', after: 'Người cao tuổi' }]);
    const next = await findResult(f.db, done.act.newResultId ?? '');
    assert.match(
      wordsOf(await f.deps.files.read(next?.sha256 ?? '')).replace(/\s+/g, ' '),
      /Nội dung đính chính: Diện bạn đọc: để trống nay sửa là “Người cao tuổi”/,
    );
  });

  test('a corrected card is corrected again, and issued again from what it was corrected to', async () => {
    const c = await card();
    const first = await corrects(c);
    const second = await findResult(f.db, first.done.act.newResultId ?? '');
    assert.ok(second);
    await assert.rejects(corrects(c), { code: 'RESULT_ENDED' });
    const again = await corrects({ ...c, result: second }, { kind: 'reissue', reason: 'Thẻ bị rách' });
    assert.equal(again.done.act.kind, 'reissue');
    const third = await findResult(f.db, again.done.act.newResultId ?? '');
    assert.ok(third);
    // What the second was corrected to is what the third has: the same correction changes nothing.
    await assert.rejects(corrects({ ...c, result: third }), { code: 'NOTHING_CORRECTED' });
    const states = (await listResults(f.db, c.dossier.id)).map(r => r.status);
    assert.deepEqual(states.filter(s => s === 'valid').length, 1);
    assert.deepEqual(
      (await listResultActs(f.db, c.dossier.id)).map(a => a.kind),
      ['correction', 'reissue'],
    );
  });

  test('a card that was corrected and copied is annulled from the day of the first, and whoever holds an older one is told so', async () => {
    f.clock.set('2026-11-23T09:00:00+07:00');
    const c = await card();
    f.clock.set('2026-12-07T09:00:00+07:00');
    const first = await corrects(c);
    const second = (await findResult(f.db, first.done.act.newResultId ?? '')) ?? assert.fail();
    const copied = await corrects({ ...c, result: second }, { kind: 'reissue', reason: 'Thẻ bị rách' });
    const third = (await findResult(f.db, copied.done.act.newResultId ?? '')) ?? assert.fail();
    const today = await endToday(f.db, c.result.id);
    assert.deepEqual([today?.kind, today?.newNumber], ['correction', third.number], 'the one that holds now');
    assert.deepEqual(today?.since, { number: second.number, at: copied.done.act.at }, 'and the one between');
    assert.equal((await endToday(f.db, second.id))?.since, undefined);
    assert.equal(await endToday(f.db, third.id), undefined);
    const { done } = await revokes({ ...c, result: third }, p.chairman, { kind: 'annulment' });
    const words = wordsOf(await f.deps.files.read(done.act.sha256 ?? ''));
    const [was, then] = ['ngày 23 tháng 11 năm 2026', 'ngày 07 tháng 12 năm 2026'];
    assert.ok(
      words.includes(
        `, cấp lại bản số ${second.number} ký ${then}, đính chính bản số ${c.result.number} ký ${was}.`,
      ),
      words,
    );
    assert.ok(
      words.includes(`gồm cả các bản trước, không có giá trị kể từ ngày cấp lần đầu (${was})`),
      words,
    );
    assert.match(words, /bản giấy của bất kỳ bản nào nộp lại/);
    assert.equal(
      (await endToday(f.db, c.result.id))?.id,
      done.act.id,
      'the first is not said to be replaced',
    );
    f.clock.set('2026-11-27T09:00:00+07:00');
  });

  test('a card is revoked by a signed decision that says by what law and why; it cannot be revoked or corrected again', async () => {
    const c = await card();
    const { done } = await revokes(c);
    assert.match(done.act.number ?? '', /^\d+\/QĐ-\p{Lu}+$/u);
    const pdf = await f.deps.files.read(done.act.sha256 ?? '');
    assert.match(wordsOf(pdf), /Kể từ thời điểm Quyết định này được ký, .* không còn giá trị sử dụng/);
    assert.equal((await f.deps.trust.verifyPdf(pdf)).verdict, 'valid');
    assert.equal((await findDecisionByDigest(f.db, done.act.sha256 ?? ''))?.resultId, c.result.id);
    assert.equal((await findResult(f.db, c.result.id))?.status, 'revoked');
    await assert.rejects(revokes(c), { code: 'RESULT_ENDED' });
    await assert.rejects(corrects(c), { code: 'RESULT_ENDED' });
    await assert.rejects(revokes(await card(), p.chairman, { basis: ' ' }), { code: 'BASIS_MISSING' });
    await assert.rejects(revokes(await card(), p.chairman, { reason: '' }), { code: 'REASON_MISSING' });
  });

  test('what was granted is offered where a form asks for it, to its holder, while it holds', async () => {
    const holder = await f.citizen('Sùng Thị Sua');
    const held = async (who: People['reader']) => {
      const { register } = await known(f.db, f.ctx, who.accountId, new Set(['register']));
      return (register as Record<string, FormData>)['9-700001'];
    };
    const c = await card(undefined, holder);
    const { done } = await corrects(c);
    const next = await findResult(f.db, done.act.newResultId ?? '');
    assert.deepEqual(
      [(await held(holder))?.number, (await held(holder))?.date],
      [next?.number, localDate(f.clock.now())],
      'the card that took the place of the first',
    );
    assert.equal(await held(await f.citizen('Hạng Thị Sua')), undefined);
    await revokes({ ...c, result: next ?? assert.fail() });
    assert.equal(await held(holder), undefined, 'it holds no more');
  });

  test('the province above may revoke, in its own name; it may not correct', async () => {
    const c = await card();
    const { done } = await revokes(c, director, { kind: 'annulment' });
    const words = wordsOf(await f.deps.files.read(done.act.sha256 ?? ''));
    assert.match(words, /nêu tại Điều 1 không có giá trị kể từ ngày cấp \(ngày \d+ tháng \d+ năm \d+\)/);
    assert.doesNotMatch(words, /Kể từ thời điểm Quyết định này được ký/);
    assert.equal(done.act.agencyId, f.agencies.province);
    await assert.rejects(may(director, await card(), 'correct'), { code: 'NOT_ALLOWED' });
  });

  test('who does not sign there is refused, and to a stranger there is nothing', async () => {
    const c = await card();
    for (const who of [p.officer, p.clerk, p.registrar])
      for (const action of ['correct', 'reissue', 'revoke'] as const)
        await assert.rejects(may(who, c, action), { code: 'NOT_ALLOWED' });
    await assert.rejects(may(p.stranger, c, 'revoke'), { code: 'NOT_FOUND' });
    const other = await card();
    const mixed = { dossier: c.dossier, result: other.result };
    await assert.rejects(may(p.chairman, mixed, 'revoke'), { code: 'NOT_FOUND' });
  });

  test('asked for twice it is done once; of three at once one is done', async () => {
    const c = await card();
    const { wish, actor, done } = await revokes(c);
    const again = await revokeResult(f.db, f.deps, wish, actor);
    assert.deepEqual([again.repeated, again.act.sha256], [true, done.act.sha256]);
    const d = await card();
    const tries = await Promise.allSettled([revokes(d), corrects(d), revokes(d)]);
    assert.equal(tries.filter(x => x.status === 'fulfilled').length, 1);
    for (const x of tries)
      if (x.status === 'rejected') assert.equal((x.reason as { code?: string }).code, 'RESULT_ENDED');
    assert.equal((await listResultActs(f.db, d.dossier.id)).length, 1);
  });

  test('the database refuses what no program may do', async () => {
    const c = await card();
    const { done } = await revokes(c);
    const d = await card();
    const refused = (constraint: string) => (error: unknown) =>
      (error as { constraint?: string; code?: string }).constraint === constraint;
    await assert.rejects(
      f.owner.run("UPDATE cases.result SET status = 'valid' WHERE id = $1", [c.result.id]),
      refused('result_ends_once'),
    );
    await assert.rejects(
      f.owner.run("UPDATE cases.result SET status = 'revoked', status_at = now() WHERE id = $1", [
        d.result.id,
      ]),
      refused('result_ended_by_act'),
    );
    const copy = (change: string) =>
      f.owner.run(
        `INSERT INTO cases.result_act SELECT (jsonb_populate_record(a, jsonb_build_object(${change}, 'number', '99/2026', 'sha256', NULL))).*
         FROM cases.result_act a WHERE id = $1`,
        [done.act.id],
      );
    await assert.rejects(copy(`'id', '${newId()}'`), { code: '23514' });
    await assert.rejects(
      f.owner.run(
        `INSERT INTO cases.result_act (id, result_id, dossier_id, kind, at, by, agency_id, reason, new_result_id, data, changes)
         VALUES ($1, $2, $3, 'correction', $4, $1, $5, 'x', $6, '{}', '[]')`,
        [newId(), c.result.id, c.dossier.id, f.clock.now(), f.agencies.bacHa, d.result.id],
      ),
      refused('result_act_once'),
    );
    // The card of another dossier takes nobody's place.
    await assert.rejects(
      f.owner.tx(async tx => {
        await tx.run("UPDATE cases.result SET status = 'replaced', status_at = now() WHERE id = $1", [
          d.result.id,
        ]);
        const e = c.result.id;
        await tx.run(
          `INSERT INTO cases.result_act (id, result_id, dossier_id, kind, at, by, agency_id, reason, new_result_id, data, changes)
           VALUES ($1, $2, $3, 'correction', $4, $1, $5, 'x', $6, '{}', '[]')`,
          [newId(), d.result.id, d.dossier.id, f.clock.now(), f.agencies.bacHa, e],
        );
      }),
      refused('result_act_follows'),
    );
    for (const change of ["UPDATE cases.result SET number = '7/2026'", 'DELETE FROM cases.result_act'])
      await assert.rejects(f.db.run(change), { code: '42501' });
  });

  test('the register says of whom no result holds any more that it was revoked or annulled; of a corrected one it holds', async () => {
    const [holds, revoked, annulled, corrected] = [await card(), await card(), await card(), await card()];
    await revokes(revoked);
    await revokes(annulled, p.chairman, { kind: 'annulment' });
    await corrects(corrected);
    const ids = [holds, revoked, annulled, corrected].map(c => c.dossier.id);
    const lines = await registerLines(f.db, ids, null);
    const ended = [null, 'revocation', 'annulment', null];
    assert.deepEqual(
      lines.map(line => line.resultEnd),
      ended,
    );
    const ends = await resultEndsOf(f.db, ids);
    assert.deepEqual(
      ids.map(id => ends.get(id) ?? null),
      ended,
    );
    for (const [i, id] of ids.entries()) {
      const story = await storyOf(f.db, f.ledger, await f.again({ id } as Dossier), f.clock.now());
      assert.equal(resultEndIn(story), ended[i]);
    }
  });

  test('the applicant is told, and the ledger proves every state of every card', async () => {
    const c = await card();
    await revokes(c);
    await f.ledger.sealer.sealOnce();
    const problems = await f.ledger.verifyState([dossierState]);
    assert.deepEqual(problems, []);
    const [ended] = await f.ledger.history(f.db, `dossier:${c.dossier.id}`, ['case.result-revoked']);
    assert.ok(ended);
    await f.db.tx(tx => notifyApplicant.handle({ ...ended, position: 0 }, tx));
    const [told] = await messagesAbout(f.db, c.dossier.id);
    assert.match(f.ctx.t(`${told?.key}.body`, told?.params), /có quyền khiếu nại trong 90 ngày kể từ ngày/);
    const other = await card();
    await corrects(other);
    await f.owner.query(
      `ALTER TABLE cases.result DISABLE TRIGGER ALL;
       UPDATE cases.result SET status = 'valid' WHERE id = '${c.result.id}';
       ALTER TABLE cases.result ENABLE TRIGGER ALL`,
    );
    await f.ledger.sealer.sealOnce();
    const found = await f.ledger.verifyState([dossierState]);
    assert.deepEqual(
      found.map(x => [x.key, x.fields.map(field => field.name).join()]),
      [[`dossier:${c.dossier.id}`, 'results']],
    );
    assert.equal((await findActOn(f.db, c.result.id))?.kind, 'revocation');
  });
});
