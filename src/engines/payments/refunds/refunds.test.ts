import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newId } from '#platform/db';
import {
  cancelReceipt,
  cashAtEndOf,
  cashCarriedInto,
  cashInBox,
  cashRefundsOfDay,
  closeCashDay,
  countRefundsFor,
  decideRefund,
  findCashDay,
  getRefund,
  givenBackOf,
  listCashDays,
  listMoney,
  listRefunds,
  obligationsOf,
  payments,
  payOutRefund,
  type RefundRequest,
  receiptsOfDay,
  requestRefund,
  type Subject,
  setAmount,
  takeCash,
  takeNotice,
} from '../index.ts';
import { ACCOUNT, type PaymentsFixture, withPayments } from '../testing/fixture.ts';

describe('payments: refunds', () => {
  let f: PaymentsFixture;
  const leader = newId();
  const accountant = newId();
  withPayments(fixture => {
    f = fixture;
  });

  const cash = (subject: Subject, amount: number) =>
    f.db.tx(tx => takeCash(tx, f.deps, { subject, amount, payer: 'Giàng Thị Mỷ' }, f.actor()));
  const payee = { name: 'Giàng Thị Mỷ', bankName: 'Ngân hàng mô phỏng', number: '0011 2233' };
  const ask = (of: RefundRequest['of'], way: 'cash' | 'transfer' = 'transfer', reason = 'Nộp thừa') =>
    f.db.tx(tx => requestRefund(tx, f.deps, { of, reason, way, payee }, f.actor()));
  const decide = (refundId: string, approve = true, reason = '', who = leader) =>
    f.db.tx(tx => decideRefund(tx, f.deps, { refundId, approve, reason }, f.actor(who)));
  const payOut = (refundId: string, bankRef = 'FT26331', who = accountant) =>
    f.db.tx(tx => payOutRefund(tx, f.deps, { refundId, bankRef }, f.actor(who)));
  /** Paid on a day of its own, the day before. */
  const paidLoan = async () => {
    const now = f.clock.now();
    f.clock.set('2026-11-24T10:00:00+07:00');
    const loan = await f.loan(9_000);
    await cash(loan, 9_000);
    f.clock.set(now.toISOString());
    return loan;
  };
  const only = async (subject: Subject) => (await obligationsOf(f.db, subject))[0]?.id ?? assert.fail();

  test('part of a fee is asked back, approved by a second person, and transferred', async () => {
    const loan = await f.loan(800_000);
    await cash(loan, 800_000);
    const obligationId = await only(loan);
    const refund = await ask({ obligationId, amount: 300_000 });
    assert.deepEqual(refund.payee, {
      name: payee.name,
      bankName: 'Ngân hàng mô phỏng (không có thật, chỉ để thử)',
      number: '00112233',
    });
    await assert.rejects(decide(refund.id, true, '', f.clerkId), {
      code: 'SECOND_PERSON_NEEDED',
      status: 403,
    });
    const waits = async (who: string) => {
      const all = [f.agencies.centre];
      const { decide, pay } = await countRefundsFor(f.db, who, { decide: all, pay: all });
      return [decide, pay];
    };
    assert.deepEqual(
      [await waits(leader), await waits(f.clerkId)],
      [
        [1, 0],
        [0, 0],
      ],
    );
    await assert.rejects(payOut(refund.id), { code: 'REFUND_NOT_APPROVED' });
    await decide(refund.id);
    assert.deepEqual(await waits(accountant), [0, 1]);
    assert.deepEqual(await f.standing(loan), [['paid', 0, 0, 800_000, 300_000]]);
    await assert.rejects(decide(refund.id), { code: 'REFUND_DECIDED' });
    await assert.rejects(payOut(refund.id, ' '), { code: 'BANK_REF_MISSING' });
    await assert.rejects(payOut(refund.id, 'FT26331', f.clerkId), { code: 'OWN_PAY_OUT', status: 403 });
    await assert.rejects(
      f.db.run(
        "UPDATE payments.refund SET paid_at = $2, paid_by = requested_by, paid_ref = 'FT1' WHERE id = $1",
        [refund.id, f.clock.now()],
      ),
      { constraint: 'refund_paid_by_another' },
    );
    const back = async () => (await obligationsOf(f.db, loan)).map(givenBackOf);
    assert.deepEqual(await back(), [300_000]);
    await payOut(refund.id);
    assert.deepEqual(await f.standing(loan), [['paid', 0, 0, 500_000, 0]]);
    assert.deepEqual(await back(), [300_000]);
    await assert.rejects(payOut(refund.id), { code: 'REFUND_NOT_APPROVED' });
    await assert.rejects(
      f.db.tx(tx => setAmount(tx, f.deps, { obligationId, amount: 1, reason: 'Sửa lại' }, f.actor())),
      { code: 'OBLIGATION_CLOSED' },
    );
  });

  test('money goes back to a bank that there is, and to an account of digits', async () => {
    const loan = await f.loan(10_000);
    await cash(loan, 10_000);
    const of = { obligationId: await only(loan), amount: 10_000 };
    const to = (bankName: string, number: string) =>
      f.db.tx(tx =>
        requestRefund(
          tx,
          f.deps,
          { of, reason: 'Nộp thừa', way: 'transfer', payee: { name: 'Giàng Thị Mỷ', bankName, number } },
          f.actor(),
        ),
      );
    await assert.rejects(to('970436 0123456789', '970436 0123456789'), { code: 'PAYEE_BANK_UNKNOWN' });
    for (const wrong of ['', '12345', '01234567890123456789', 'VCB0123456'])
      await assert.rejects(to('970436', wrong), { code: 'PAYEE_ACCOUNT_WRONG' });
    const { payee: kept } = await to('970436', '0123.4567-89');
    assert.deepEqual(kept, {
      name: 'Giàng Thị Mỷ',
      bankName: 'Vietcombank (Ngân hàng TMCP Ngoại thương Việt Nam)',
      number: '0123456789',
    });
  });

  test('never more than came in, also with several requests', async () => {
    const loan = await f.loan(100_000);
    await cash(loan, 100_000);
    const obligationId = await only(loan);
    await ask({ obligationId, amount: 60_000 });
    await assert.rejects(ask({ obligationId, amount: 50_000 }), {
      code: 'REFUND_TOO_MUCH',
      params: { most: '40.000' },
    });
    const both = await Promise.allSettled([
      ask({ obligationId, amount: 40_000 }),
      ask({ obligationId, amount: 40_000 }),
    ]);
    assert.deepEqual(both.map(b => b.status).sort(), ['fulfilled', 'rejected']);
  });

  test('one that is refused with a reason leaves all as it was', async () => {
    const loan = await f.loan(100_000);
    const receipt = await cash(loan, 100_000);
    const obligationId = await only(loan);
    const refund = await ask({ obligationId, amount: 100_000 });
    await assert.rejects(
      f.db.tx(tx => cancelReceipt(tx, f.deps, { receiptId: receipt.id, reason: 'Thu nhầm' }, f.actor())),
      { code: 'RECEIPT_SETTLED' },
    );
    await assert.rejects(decide(refund.id, false), { code: 'PAYMENT_REASON_MISSING' });
    const refused = await decide(refund.id, false, 'Hồ sơ vẫn đang xử lý');
    assert.equal(refused.approved, false);
    assert.deepEqual(await f.standing(loan), [['paid', 0, 0, 100_000, 0]]);
    const waits = (await listRefunds(f.db, [f.agencies.centre], 100)).map(r => r.decidedAt === null);
    assert.ok(waits[0] && !waits.at(-1), 'what waits comes first');
  });

  test('cash comes out of today’s box, as long as there is enough in it', async () => {
    f.clock.set('2026-11-25T10:00:00+07:00');
    const loan = await f.loan(50_000);
    await cash(loan, 50_000);
    const refund = await ask({ obligationId: await only(loan), amount: 50_000 }, 'cash');
    await decide(refund.id);
    f.clock.set('2026-11-26T10:00:00+07:00');
    await assert.rejects(payOut(refund.id), { code: 'CASH_SHORT' });
    await cash(await f.loan(70_000), 70_000);
    await payOut(refund.id);
    assert.deepEqual((await getRefund(f.db, refund.id)).paidRef, null);
  });

  test('what is put right after a day was closed stands on its own day; the closed one stays as it was closed', async () => {
    f.clock.set('2026-12-01T10:00:00+07:00');
    const loan = await f.loan(50_000);
    const receipt = await cash(loan, 50_000);
    const agencyId = f.agencies.centre;
    const first = '2026-12-01';
    const earlier = await listCashDays(f.db, [agencyId], { open: true, limit: 10, offset: 1 });
    for (const { day } of earlier.reverse()) {
      const counted = await cashAtEndOf(f.db, agencyId, day);
      await f.db.tx(tx => closeCashDay(tx, f.deps, { agencyId, day, counted, reason: '' }, f.actor()));
    }
    await f.db.tx(tx =>
      closeCashDay(tx, f.deps, { agencyId, day: first, counted: 50_000, reason: '' }, f.actor()),
    );
    const book = async (day: string) => ({
      day: await findCashDay(f.db, agencyId, day),
      receipts: await receiptsOfDay(f.db, agencyId, day),
      refunds: (await cashRefundsOfDay(f.db, agencyId, day)).map(r => r.amount),
      journal: await f.db.query(
        'SELECT j.id, j.kind, l.account, l.amount FROM payments.journal j JOIN payments.journal_line l ON l.journal_id = j.id WHERE agency_id = $1 AND day = $2::date ORDER BY j.id, l.n',
        [agencyId, day],
      ),
    });
    const closed = await book(first);
    const obligationId = await only(loan);
    // The same evening: neither cancelled nor paid out any more.
    await assert.rejects(
      f.db.tx(tx => cancelReceipt(tx, f.deps, { receiptId: receipt.id, reason: 'Thu nhầm' }, f.actor())),
      { code: 'CASH_DAY_CLOSED' },
    );
    f.clock.set('2026-12-02T09:00:00+07:00');
    await assert.rejects(
      f.db.tx(tx => cancelReceipt(tx, f.deps, { receiptId: receipt.id, reason: 'Thu nhầm' }, f.actor())),
      { code: 'CASH_DAY_CLOSED' },
    );
    await cash(await f.loan(70_000), 70_000);
    const refund = await ask({ obligationId, amount: 50_000 }, 'cash');
    await decide(refund.id);
    await payOut(refund.id);
    const next = await book('2026-12-02');
    assert.deepEqual(next.refunds, [50_000]);
    assert.equal(await cashInBox(f.db, agencyId, '2026-12-02'), 20_000);
    assert.deepEqual(await book(first), closed);
    assert.equal(
      await cashCarriedInto(f.db, agencyId, '2026-12-02', f.clock.now()),
      await cashCarriedInto(f.db, agencyId, first, f.clock.now()),
      'nothing of a closed day is carried on',
    );
    await f.db.tx(tx =>
      closeCashDay(tx, f.deps, { agencyId, day: '2026-12-02', counted: 20_000, reason: '' }, f.actor()),
    );
    const late = await ask({ obligationId: await only(await paidLoan()), amount: 1_000 }, 'cash');
    await decide(late.id);
    await assert.rejects(payOut(late.id), { code: 'CASH_DAY_CLOSED' });
    f.clock.set('2026-12-03T09:00:00+07:00');
  });

  test('money of which nobody knows the purpose goes back whole', async () => {
    await f.db.tx(tx =>
      takeNotice(
        tx,
        f.deps,
        {
          id: newId(),
          account: ACCOUNT,
          transaction: {
            ref: 'FT-UNKNOWN',
            amount: 123_000,
            purpose: 'mua hang',
            payer: null,
            bookedAt: '2026-11-25T10:00:00+07:00',
          },
        },
        Buffer.from('x'),
        f.clock.now(),
      ),
    );
    const page = { limit: 10, offset: 0 };
    const [money] = await listMoney(f.db, [f.agencies.bacHa], 'unmatched', f.clock.now(), page);
    await assert.rejects(ask({ moneyId: money?.id ?? '' }), { code: 'MONEY_UNPROVEN' });
    await f.db.run('UPDATE payments.money SET in_statement_at = heard_at WHERE id = $1', [money?.id]);
    const refund = await ask({ moneyId: money?.id ?? '' }, 'cash');
    assert.deepEqual([refund.amount, refund.way], [123_000, 'transfer']);
    await assert.rejects(ask({ moneyId: money?.id ?? '' }), { code: 'MONEY_SETTLED' });
    await decide(refund.id);
    await payOut(refund.id);
    assert.deepEqual(await listMoney(f.db, [f.agencies.bacHa], 'unmatched', f.clock.now(), page), []);
  });

  test('nobody approves what he has asked for, not even by hand; and the ledger accounts for all of it', async () => {
    const loan = await f.loan(1_000);
    await cash(loan, 1_000);
    const refund = await ask({ obligationId: await only(loan), amount: 1_000 });
    await assert.rejects(
      f.db.run(
        'UPDATE payments.refund SET decided_at = $2, decided_by = requested_by, approved = true WHERE id = $1',
        [refund.id, f.clock.now()],
      ),
      { constraint: 'refund_second_person' },
    );
    assert.deepEqual(await f.deps.ledger.verifyState(payments.stateChecks ?? []), []);
  });
});
