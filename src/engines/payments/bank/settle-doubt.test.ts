import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newId } from '#platform/db';
import {
  cancelObligations,
  decideRefund,
  findMoney,
  listMoney,
  obligationsOf,
  payments,
  requestRefund,
  type Settlement,
  type Subject,
  settleDoubt,
  settlementsOf,
  takeBack,
  takeCash,
  takeIn,
  undoSettlement,
} from '../index.ts';
import { ACCOUNT, FRIDAY, type PaymentsFixture, told, withPayments } from '../testing/fixture.ts';
import { findBankAccount } from './accounts.ts';

describe('payments: notice and statement differ', () => {
  let f: PaymentsFixture;
  const accountant = newId();
  withPayments(fixture => {
    f = fixture;
  });

  const hear = async (heard: 'notice' | 'statement', ref: string, amount: number, purpose: string) => {
    const account = (await findBankAccount(f.db, ACCOUNT, f.clock.now())) ?? assert.fail();
    const t = { ref, amount, purpose, payer: 'GIANG THI MY', bookedAt: FRIDAY };
    return (await f.db.tx(tx => takeIn(tx, f.deps, account, t, heard, f.clock.now()))).money;
  };
  /** A notice of one amount, and a statement of another. */
  const differs = async (purpose: string, notice: number, statement: number) => {
    const ref = `FT${newId()}`;
    await hear('notice', ref, notice, purpose);
    return hear('statement', ref, statement, purpose);
  };
  const settles = (
    moneyId: string,
    decision: Settlement['decision'],
    reason = 'Đã đối chiếu với ngân hàng',
  ) => f.db.tx(tx => settleDoubt(tx, f.deps, { moneyId, decision, reason }, f.actor(accountant)));
  const undoes = (s: Settlement) =>
    f.db.tx(tx =>
      undoSettlement(tx, f.deps, { moneyId: s.moneyId, settlementId: s.id }, f.actor(accountant)),
    );
  const view = async (which: 'doubtful' | 'settled') =>
    (await listMoney(f.db, [f.agencies.bacHa], which, f.clock.now(), { limit: 100, offset: 0 })).map(
      m => m.id,
    );
  const only = async (subject: Subject) => (await obligationsOf(f.db, subject))[0]?.id ?? assert.fail();
  const asksBack = async (subject: Subject, amount: number) => {
    const obligationId = await only(subject);
    const payee = { name: 'Giàng Thị Mỷ', bankName: '999999', number: '00112233' };
    return f.db.tx(tx =>
      requestRefund(
        tx,
        f.deps,
        { of: { obligationId, amount }, reason: 'Nộp thừa', way: 'transfer', payee },
        f.actor(),
      ),
    );
  };

  test('the statement is right: what was paid too much never came, the payer is told, and it is listed as settled', async () => {
    const loan = await f.loan(80_000);
    const money = await differs(loan.reference, 81_000, 80_000);
    assert.deepEqual(await f.standing(loan), [['paid', 0, 1_000, 81_000, 0]]);
    assert.deepEqual(money.contradiction, { amount: 80_000, purpose: loan.reference, heard: 'statement' });
    assert.deepEqual(await view('doubtful'), [money.id]);
    await assert.rejects(settles(money.id, 'corrected', ' '), { code: 'PAYMENT_REASON_MISSING' });
    const made = await settles(money.id, 'corrected');
    assert.deepEqual([made.before, made.after, made.statement], [81_000, 80_000, 80_000]);
    assert.deepEqual(await f.standing(loan), [['paid', 0, 0, 80_000, 0]]);
    assert.deepEqual(told.at(-1), { id: loan.id, what: 'corrected', amount: -1_000, how: 'transfer' });
    assert.equal((await findMoney(f.db, money.id))?.amount, 80_000);
    assert.deepEqual([await view('doubtful'), await view('settled')], [[], [money.id]]);
    await assert.rejects(settles(money.id, 'kept'), { code: 'MONEY_NOT_DOUBTFUL' });
    // The same statement, read again, says nothing new.
    await hear('statement', money.bankRef, 80_000, loan.reference);
    assert.deepEqual(await view('doubtful'), []);
    await undoes(made);
    assert.deepEqual(await f.standing(loan), [['paid', 0, 1_000, 81_000, 0]]);
    assert.deepEqual(await view('doubtful'), [money.id]);
    assert.deepEqual(told.at(-1), { id: loan.id, what: 'corrected', amount: 1_000, how: 'transfer' });
    await assert.rejects(undoes(made), { code: 'SETTLEMENT_ACTED_ON' });
    await settles(money.id, 'corrected');
    assert.deepEqual(
      (await settlementsOf(f.db, [money.id])).map(s => s.undoneAt !== null),
      [false, true],
    );
  });

  test('what the statement leaves is too little: the rest is owed again, and who has paid it cannot be undone upon', async () => {
    const loan = await f.loan(80_000);
    const money = await differs(loan.reference, 80_000, 50_000);
    const made = await settles(money.id, 'corrected');
    assert.deepEqual(await f.standing(loan), [['due', 30_000, 0, 50_000, 0]]);
    await f.db.tx(tx => takeCash(tx, f.deps, { subject: loan, amount: 30_000, payer: 'Ai đó' }, f.actor()));
    await assert.rejects(undoes(made), { code: 'SETTLEMENT_ACTED_ON', status: 409 });
    assert.deepEqual(await f.standing(loan), [['paid', 0, 0, 80_000, 0]]);
  });

  test('the statement says more: it pays what is due first', async () => {
    const loan = await f.loan(80_000);
    const money = await differs(loan.reference, 50_000, 90_000);
    const made = await settles(money.id, 'corrected');
    assert.deepEqual(await f.standing(loan), [['paid', 0, 10_000, 90_000, 0]]);
    await undoes(made);
    assert.deepEqual(await f.standing(loan), [['due', 30_000, 0, 50_000, 0]]);
  });

  test('kept with an explanation nothing moves; when the statement then says a third amount it is doubtful again', async () => {
    const loan = await f.loan(80_000);
    const money = await differs(loan.reference, 81_000, 80_000);
    const kept = await settles(money.id, 'kept', 'Ngân hàng trừ phí 1.000 đồng, có xác nhận');
    assert.equal(kept.after, 81_000);
    assert.deepEqual(await f.standing(loan), [['paid', 0, 1_000, 81_000, 0]]);
    await hear('statement', money.bankRef, 70_000, loan.reference);
    assert.ok((await view('doubtful')).includes(money.id));
    await assert.rejects(undoes(kept), { code: 'SETTLEMENT_ACTED_ON' });
    await settles(money.id, 'corrected');
    assert.deepEqual(await f.standing(loan), [['due', 10_000, 0, 70_000, 0]]);
  });

  test('never more goes back than came by the statement, settled or not', async () => {
    const loan = await f.loan(80_000);
    const ref = `FT${newId()}`;
    await hear('notice', ref, 81_000, loan.reference);
    await assert.rejects(asksBack(loan, 1_000), { code: 'MONEY_UNPROVEN' });
    const money = await hear('statement', ref, 80_000, loan.reference);
    await assert.rejects(asksBack(loan, 81_000), { code: 'REFUND_TOO_MUCH', params: { most: '80.000' } });
    await settles(money.id, 'kept', 'Ngân hàng trừ phí');
    await assert.rejects(asksBack(loan, 80_001), { code: 'REFUND_TOO_MUCH' });
    const refund = await asksBack(loan, 80_000);
    await hear('statement', ref, 60_000, loan.reference);
    const decide = f.db.tx(tx =>
      decideRefund(tx, f.deps, { refundId: refund.id, approve: true, reason: '' }, f.actor(newId())),
    );
    await assert.rejects(decide, { code: 'REFUND_TOO_MUCH', params: { most: '60.000' } });
  });

  test('a notice that no statement bears out is corrected to nothing after a day, also where nobody knows the purpose', async () => {
    const loan = await f.loan(80_000);
    const [known, stray] = [
      await hear('notice', `FT${newId()}`, 80_000, loan.reference),
      await hear('notice', `FT${newId()}`, 5_000, 'khong ro'),
    ];
    await assert.rejects(settles(known.id, 'corrected'), { code: 'MONEY_NOT_DOUBTFUL' });
    f.clock.set('2026-11-23T09:00:00+07:00');
    assert.ok((await view('doubtful')).includes(stray.id));
    await settles(known.id, 'corrected');
    await settles(stray.id, 'corrected');
    assert.deepEqual(await f.standing(loan), [['due', 80_000, 0, 0, 0]]);
    const unmatched = await listMoney(f.db, [f.agencies.bacHa], 'unmatched', f.clock.now(), {
      limit: 10,
      offset: 0,
    });
    assert.ok(!unmatched.some(m => m.id === stray.id), 'nothing is left to be assigned');
    // It comes after all.
    await hear('statement', known.bankRef, 80_000, loan.reference);
    await settles(known.id, 'corrected');
    assert.deepEqual(await f.standing(loan), [['paid', 0, 0, 80_000, 0]]);
    f.clock.set(FRIDAY);
  });

  test('of what is no longer asked for nothing is owed again', async () => {
    const loan = await f.loan(80_000);
    const money = await differs(loan.reference, 50_000, 40_000);
    await f.db.tx(tx => cancelObligations(tx, f.deps.ledger, loan, f.actor()));
    const made = await settles(money.id, 'corrected');
    assert.deepEqual(await f.standing(loan), [['cancelled', 0, 0, 40_000, 0]]);
    await undoes(made);
    assert.deepEqual(await f.standing(loan), [['cancelled', 0, 0, 50_000, 0]]);
    await settles(money.id, 'corrected');
    const undone = { id: await only(loan), what: 'cancelled' as const };
    assert.ok(await f.db.tx(tx => takeBack(tx, f.deps.ledger, undone, f.actor())));
    assert.deepEqual(await f.standing(loan), [['due', 40_000, 0, 40_000, 0]]);
  });

  test('a settlement is kept as it was made, and the ledger accounts for all of it', async () => {
    await assert.rejects(f.db.run("UPDATE payments.money_settlement SET reason = 'khác'"), {
      constraint: 'money_settlement_kept',
    });
    assert.deepEqual(await f.deps.ledger.verifyState(payments.stateChecks ?? []), []);
    await f.owner.tx(async tx => {
      await tx.query("SET LOCAL session_replication_role = 'replica'");
      await tx.query(
        "UPDATE payments.money_settlement SET before = 1 WHERE id = (SELECT id FROM payments.money_settlement WHERE decision = 'corrected' ORDER BY id LIMIT 1)",
      );
    });
    const [found] = await f.deps.ledger.verifyState(payments.stateChecks ?? []);
    assert.deepEqual(
      [found?.check, found?.fields],
      ['payments.settlement', [{ name: 'before', entries: 81_000, table: 1 }]],
    );
  });
});
