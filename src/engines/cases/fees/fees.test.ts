import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { messagesAbout } from '#engines/messaging';
import {
  decideCharge,
  decideClaim,
  decideRefund,
  dueOf,
  isProposed,
  listProposed,
  obligationsOf,
  paymentsService,
  requestRefund,
  setAmount,
  takeCash,
} from '#engines/payments';
import { getProcedureVersion } from '#engines/procedures';
import { formatDateTime } from '#platform/clock';
import {
  type Actor,
  actorOf,
  chargeFee,
  type Dossier,
  listReturnable,
  nationalCode,
  returnResult,
  storyOf,
  withdraw,
} from '../index.ts';
import { notifyApplicant } from '../notify.ts';
import { loadProcedure } from '../process/load.ts';
import { dossierState } from '../state-check.ts';
import { type CasesFixture, RARE } from '../testing/fixture.ts';
import { does, facing, type People, signs, withLibrary } from '../testing/people.ts';
import { feesOf } from './ask.ts';
import { subjectOf } from './follow.ts';

describe('cases: fees', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary((library, all) => {
    f = library;
    p = all;
  });

  const rare = (channel: Dossier['channel'] = 'online', way = 'counter') =>
    f.apply(p.reader, { code: RARE, channel, data: f.filledIn({ way }) });
  const deps = () => f.ctx.get(paymentsService);
  const clerk = (): Actor => ({
    accountId: p.clerk.accountId,
    postId: p.clerk.postId,
    agencyId: f.agencies.centre,
    at: f.clock.now(),
  });
  const owed = (dossier: Dossier) => obligationsOf(f.db, subjectOf(dossier));
  const pays = async (dossier: Dossier, amount: number) => {
    await f.db.tx(tx =>
      takeCash(tx, deps(), { subject: subjectOf(dossier), amount, payer: 'Giàng Thị Mỷ' }, clerk()),
    );
    return f.again(dossier);
  };
  const says = async (dossier: Dossier, name: string, amount: number, later = false) => {
    const found = (await owed(dossier)).find(o => o.name === name);
    await f.db.tx(tx =>
      setAmount(
        tx,
        deps(),
        { obligationId: found?.id ?? '', amount, reason: 'Sách dày 120 trang', later },
        clerk(),
      ),
    );
    return f.again(dossier);
  };

  test('the fee of the channel is asked for on reception; the clock waits, code 6, until it is paid', async () => {
    const dossier = await rare();
    assert.equal(dossier.status, 'awaiting-payment');
    assert.equal(await nationalCode(f.db, dossier.status), 6);
    const promised = dossier.dueAt;
    assert.deepEqual(
      (await owed(dossier)).map(o => [o.name, o.state, o.outstanding, o.agencyId]),
      [['Phí thẩm định', 'due', 800_000, f.agencies.centre]],
    );
    await assert.rejects(does(f, p.clerk, dossier, 'forward'), /faces no step/);
    f.clock.set('2026-11-23T09:00:00+07:00');
    const paid = await pays(dossier, 800_000);
    assert.deepEqual([paid.status, paid.paused], ['processing', null]);
    // Friday, the day of reception, is not counted anyway; of Monday an hour and a half was waited.
    assert.deepEqual(
      [promised, paid.dueAt],
      [new Date('2026-11-24T17:00:00+07:00'), new Date('2026-11-25T09:00:00+07:00')],
    );
    await does(f, p.clerk, paid, 'forward');
    const story = await storyOf(f.db, f.ledger, await f.again(dossier), f.clock.now());
    assert.deepEqual(
      story.happenings.map(h => [h.kind, h.body.amount]),
      [
        ['step-done', undefined],
        ['paid', 800_000],
        ['payment-asked', 800_000],
        ['submitted', undefined],
      ],
    );
    f.clock.set('2026-11-20T09:00:00+07:00');
  });

  test('one that is not waited for is due, and the office works on; its result is handed over when it is paid', async () => {
    const dossier = await rare('counter');
    assert.equal(dossier.status, 'received');
    await does(f, p.clerk, dossier, 'forward');
    await says(dossier, 'Phí đóng sách', 0, true);
    await does(f, p.officer, dossier, 'propose');
    await signs(f, p.chairman, dossier);
    const { input, actor } = await facing(f, p.clerk, dossier);
    const handOver = () => f.db.tx(tx => returnResult(tx, f.deps, { ...input, how: 'counter' }, actor));
    await assert.rejects(handOver(), ({ code, params }) => {
      assert.deepEqual([code, params.desk], ['FEE_UNPAID', 'Trung tâm PVHCC xã Bắc Hà']);
      return true;
    });
    await pays(dossier, 900_000);
    assert.equal((await handOver()).status, 'returned');
  });

  test('the fee of a step is said by who does it, asked for when it is done, and waited for', async () => {
    const dossier = await pays(await rare(), 800_000);
    await does(f, p.clerk, dossier, 'forward');
    assert.deepEqual(
      (await owed(dossier)).map(o => [o.name, o.state]),
      [
        ['Phí thẩm định', 'paid'],
        ['Phí đóng sách', 'unset'],
      ],
    );
    await assert.rejects(does(f, p.officer, dossier, 'propose'), { code: 'FEE_NOT_SET', status: 409 });
    await says(dossier, 'Phí đóng sách', 35_000, true);
    assert.equal((await f.again(dossier)).status, 'processing', 'said, not asked for');
    const asked = await does(f, p.officer, dossier, 'propose');
    assert.equal(asked.status, 'awaiting-payment');
    await assert.rejects(signs(f, p.chairman, asked), /faces no step/);
    const paid = await pays(asked, 35_000);
    assert.equal((await signs(f, p.chairman, paid)).status, 'completed');
  });

  test('who is exempted is told so with the ground and the day, not to pay 0 đồng; so says the story', async () => {
    const dossier = await rare();
    const fee = (await owed(dossier))[0];
    const place = fee?.exemptions.findIndex(e => e.share === 0) ?? -1;
    f.clock.set('2026-11-20T09:10:00+07:00');
    await f.db.tx(tx =>
      setAmount(
        tx,
        deps(),
        { obligationId: fee?.id ?? '', exemption: place, reason: 'Đã xem giấy' },
        clerk(),
      ),
    );
    const free = await f.again(dossier);
    assert.deepEqual([free.status, free.paused], ['processing', null]);
    await f.ledger.sealer.sealOnce();
    for (let i = 0; i < 3; i++) await f.ledger.followers.runOnce([notifyApplicant.id]);
    const told = (await messagesAbout(f.db, dossier.id)).find(m => /payment-asked-free/.test(m.key));
    const { who, basis } = fee?.exemptions[place] ?? assert.fail();
    assert.deepEqual(
      [told?.key, told?.params.what, told?.params.due],
      ['cases.message.payment-asked-free-due', `${who} (${basis})`, formatDateTime(free.dueAt)],
    );
    const { happenings } = await storyOf(f.db, f.ledger, free, f.clock.now());
    const asked = happenings.find(h => h.kind === 'payment-asked' && h.body.amount === 0);
    assert.equal(asked?.personal.reason, `${who} (${basis})`);
    f.clock.set('2026-11-20T09:00:00+07:00');
  });

  test('a stranger to the desk’s money cannot pay twice, and a withdrawal ends what is owed', async () => {
    const dossier = await rare();
    await assert.rejects(pays(dossier, 500_000), { code: 'DUE_CHANGED' });
    await f.db.tx(tx =>
      withdraw(tx, f.deps, { dossierId: dossier.id, reason: '' }, actorOf(p.reader, f.clock.now())),
    );
    assert.deepEqual(
      (await owed(dossier)).map(o => [o.state, o.outstanding]),
      [['cancelled', 0]],
    );
    await assert.rejects(pays(dossier, 800_000), { code: 'NOTHING_DUE' });
  });

  const claims = (ground: string, channel: Dossier['channel'] = 'online') =>
    f.apply(p.reader, { code: RARE, channel, data: f.filledIn({ way: 'counter', ground }) });
  const decides = async (dossier: Dossier, grant: boolean, reason = 'Đã xem giấy chứng nhận hộ nghèo') => {
    const [first] = await owed(dossier);
    await f.db.tx(tx => decideClaim(tx, deps(), { obligationId: first?.id ?? '', grant, reason }, clerk()));
    return f.again(dossier);
  };

  test('an exemption that is claimed is not asked for until the clerk has confirmed it; then nothing is due', async () => {
    const dossier = await claims('poor');
    assert.equal(dossier.status, 'received', 'nothing is waited for');
    const [fee] = await owed(dossier);
    assert.deepEqual(
      [fee?.state, fee?.outstanding, fee?.claim?.who, fee?.claim?.granted],
      ['planned', 0, 'Hộ nghèo', null],
    );
    await assert.rejects(does(f, p.clerk, dossier, 'forward'), { code: 'CLAIM_UNDECIDED', status: 409 });
    await assert.rejects(decides(dossier, true, ' '), { code: 'PAYMENT_REASON_MISSING' });
    assert.equal((await decides(dossier, true)).status, 'received');
    const [free] = await owed(dossier);
    assert.deepEqual(
      [free?.state, free?.amount, free?.exemption?.basis, free?.claim?.granted],
      ['exempt', 0, '01/2026/NQ-HĐND', true],
    );
    await assert.rejects(decides(dossier, false), { code: 'CLAIM_DECIDED', status: 409 });
    await assert.rejects(
      f.db.run('UPDATE payments.obligation SET claim = claim || \'{"granted": false}\' WHERE id = $1', [
        free?.id,
      ]),
      { constraint: 'obligation_claim_once' },
    );
    await does(f, p.clerk, dossier, 'forward');
  });

  test('half of it is asked for where the ground is for half, all of it where it is declined; and the clock waits', async () => {
    const half = await decides(await claims('old'), true, 'Căn cước: sinh năm 1950');
    assert.deepEqual([half.status, (await owed(half))[0]?.outstanding], ['awaiting-payment', 400_000]);
    await does(f, p.clerk, await pays(half, 400_000), 'forward');
    const declined = await decides(await claims('poor'), false, 'Giấy chứng nhận đã hết hạn');
    assert.deepEqual(
      [declined.status, (await owed(declined))[0]?.outstanding],
      ['awaiting-payment', 800_000],
    );
    // The fee of the counter knows no such ground.
    const there = await claims('poor', 'counter');
    assert.deepEqual(
      (await owed(there)).map(o => [o.state, o.claim]),
      [['due', null]],
    );
  });

  test('what was paid too much, or for a dossier that was withdrawn, stands in one list until it is asked back or stays', async () => {
    const listed = async () =>
      (await listReturnable(f.db, [f.agencies.centre], { limit: 50, offset: 0 })).map(r => [
        r.code,
        r.why,
        r.amount,
        r.asked,
      ]);
    const before = await listed();
    const over = await pays(await rare(), 800_000);
    const [fee] = await owed(over);
    await f.db.tx(tx =>
      setAmount(tx, deps(), { obligationId: fee?.id ?? '', exemption: 1, reason: 'Sinh năm 1950' }, clerk()),
    );
    const gone = await pays(await rare(), 800_000);
    assert.deepEqual(await listed(), [[over.code, 'over', 400_000, 0], ...before]);
    await f.db.tx(tx =>
      withdraw(tx, f.deps, { dossierId: gone.id, reason: '' }, actorOf(p.reader, f.clock.now())),
    );
    const mine = async (code: string) => (await listed()).find(r => r[0] === code);
    assert.deepEqual(await mine(gone.code), [gone.code, 'withdrawn', 800_000, 0]);
    const asks = async (dossier: Dossier, amount: number) => {
      const [o] = await owed(dossier);
      const payee = { name: 'Giàng Thị Mỷ' };
      const of = { obligationId: o?.id ?? '', amount };
      return f.db.tx(tx =>
        requestRefund(tx, deps(), { of, reason: 'Nộp thừa', way: 'cash', payee }, clerk()),
      );
    };
    await asks(over, 400_000);
    assert.equal(await mine(over.code), undefined, 'asked back: it stands among the refunds');
    const refund = await asks(gone, 300_000);
    assert.deepEqual(await mine(gone.code), [gone.code, 'withdrawn', 500_000, 300_000]);
    const leader = { ...clerk(), accountId: p.chairman.accountId };
    const no = { refundId: refund.id, approve: false, reason: 'Đã thẩm định xong trước khi rút' };
    await f.db.tx(tx => decideRefund(tx, deps(), no, leader));
    assert.equal(await mine(gone.code), undefined, 'decided that it stays');
    const elsewhere = await listReturnable(f.db, [f.agencies.saPa], { limit: 50, offset: 0 });
    assert.deepEqual(elsewhere, [], 'and nobody else sees any of it');
  });

  test('what the procedure does not list is asked for when a second person has approved it, and stops no clock before', async () => {
    const dossier = await pays(await rare(), 800_000);
    const charge = {
      fee: null,
      name: 'Phí sao thêm',
      amount: 20_000,
      waits: true,
      reason: 'Xin hai bản sao',
    };
    const charges = (more: Partial<Parameters<typeof chargeFee>[2]> = {}) =>
      f.db.tx(tx =>
        chargeFee(
          tx,
          deps(),
          { dossierId: dossier.id, ...charge, basis: 'Thông tư 281/2016/TT-BTC', ...more },
          clerk(),
        ),
      );
    for (const basis of ['', 'theo quy định'])
      await assert.rejects(charges({ basis }), { code: 'CHARGE_BASIS_MISSING' });
    assert.equal((await charges()).proposed, true);
    const open = async () => (await owed(dossier)).find(isProposed) ?? assert.fail();
    const { id: obligationId } = await open();
    const stands = async () => {
      const { status, paused } = await f.again(dossier);
      return [status, paused, dueOf(await owed(dossier))];
    };
    assert.deepEqual(await stands(), ['processing', null, 0], 'nothing is asked for, and the clock runs');
    const decides = (confirm: boolean, who: Actor, reason = '', id = obligationId) =>
      f.db.tx(tx => decideCharge(tx, deps(), { obligationId: id, confirm, reason }, who));
    const leader = { ...clerk(), accountId: p.chairman.accountId };
    const set = { obligationId, amount: 900_000, reason: 'Sửa lại' };
    await assert.rejects(
      f.db.tx(tx => setAmount(tx, deps(), set, clerk())),
      { code: 'CHARGE_UNCONFIRMED' },
    );
    await assert.rejects(decides(true, clerk()), { code: 'SECOND_PERSON_NEEDED' });
    await assert.rejects(
      f.db.run("UPDATE payments.obligation SET asked_at = now(), state = 'due' WHERE id = $1", [
        obligationId,
      ]),
      { constraint: 'obligation_proposal_first' },
    );
    assert.equal((await listProposed(f.db, [f.agencies.centre], clerk().accountId, 9)).length, 0);
    assert.equal((await listProposed(f.db, [f.agencies.centre], leader.accountId, 9)).length, 1);
    await decides(true, leader);
    assert.deepEqual(await stands(), ['awaiting-payment', 'payment', 20_000]);
    await assert.rejects(decides(true, leader), { code: 'CHARGE_DECIDED' });
    await pays(dossier, 20_000);
    await charges({ name: 'Phí làm nhanh', amount: 500_000 });
    const other = (await open()).id;
    await assert.rejects(decides(false, leader, '', other), { code: 'PAYMENT_REASON_MISSING' });
    await decides(false, leader, 'Không văn bản nào cho thu', other);
    assert.deepEqual(await stands(), ['processing', null, 0]);
  });

  test('a fee of the list is asked for at once, as published; another amount or a clock that stops is not', async () => {
    const dossier = await pays(await rare(), 800_000);
    const { version } = await loadProcedure(f.db, dossier);
    const listed =
      feesOf(version, dossier.channel).find(fee => fee.amount !== null && !fee.due) ?? assert.fail();
    const charges = (amount: number, waits = false) =>
      f.db.tx(tx =>
        chargeFee(
          tx,
          deps(),
          {
            dossierId: dossier.id,
            fee: listed.key,
            name: '',
            amount,
            waits,
            basis: 'Luật 97/2015/QH13',
            reason: 'In lại thẻ',
          },
          clerk(),
        ),
      );
    const amount = listed.amount ?? 0;
    assert.equal((await charges(amount)).proposed, false);
    assert.equal(dueOf(await owed(dossier)), amount);
    assert.equal((await charges(amount + 1)).proposed, true);
    assert.equal((await charges(amount, true)).proposed, true);
    assert.equal(dueOf(await owed(dossier)), amount);
  });

  test('keys of fees stay when others are added, and tell two of the same name apart', async () => {
    const version = await getProcedureVersion(f.db, (await rare()).procedureVersionId);
    assert.deepEqual(
      feesOf(version, 'national-portal').map(fee => fee.key),
      ['at-submission/Phí thẩm định', 'check/Phí đóng sách', '/Phí in lại thẻ'],
    );
    const [first] = version.fees;
    const keys = feesOf({ fees: first ? [first, first] : [] }, 'online').map(fee => fee.key);
    assert.deepEqual(keys, ['at-submission/Phí thẩm định', 'at-submission/Phí thẩm định/2']);
  });

  test('the ledger accounts for every dossier and every đồng; an amount edited by hand is named', async () => {
    const checks = [dossierState, ...(await import('#engines/payments')).payments.stateChecks!];
    assert.deepEqual(await f.ledger.verifyState(checks), []);
    const dossier = await rare();
    const [obligation] = await owed(dossier);
    const edit = (sql: string) =>
      f.owner.tx(async tx => {
        await tx.query("SET LOCAL session_replication_role = 'replica'");
        await tx.query(sql);
      });
    await edit(`UPDATE payments.obligation SET amount = 8 WHERE id = '${obligation?.id}'`);
    const problems = await f.ledger.verifyState(checks);
    assert.deepEqual(
      problems.map(x => [x.key, x.code, x.fields]),
      [[`obligation:${obligation?.id}`, 'edited', [{ name: 'amount', entries: 800_000, table: 8 }]]],
    );
    await edit(`UPDATE payments.obligation SET amount = 800000 WHERE id = '${obligation?.id}'`);
    await edit(
      `UPDATE payments.journal_line SET amount = sign(amount) * 8 WHERE obligation_id = '${obligation?.id}'`,
    );
    const [moved] = await f.ledger.verifyState(checks);
    assert.deepEqual(moved?.fields, [{ name: 'outstanding', entries: 800_000, table: 8 }]);
  });
});
