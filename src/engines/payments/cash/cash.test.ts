import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formatTime } from '#platform/clock';
import { newId } from '#platform/db';
import { statementsIn } from '#test/statements';
import {
  cancelObligations,
  cancelReceipt,
  cashAfter,
  cashAtEndOf,
  cashAtEndsOf,
  closeCashDay,
  findOpenBefore,
  payments,
  receiptsOfDay,
  type Subject,
  setAmount,
  takeBack,
  takeCash,
} from '../index.ts';
import { obligationsOf } from '../obligations/read.ts';
import { type PaymentsFixture, told, withPayments } from '../testing/fixture.ts';

describe('payments: cash', () => {
  let f: PaymentsFixture;
  withPayments(fixture => {
    f = fixture;
  });

  const pay = (subject: Subject, amount: number) =>
    f.db.tx(tx => takeCash(tx, f.deps, { subject, amount, payer: 'Giàng Thị Mỷ' }, f.actor()));
  const cancel = (receiptId: string, reason = 'Thu nhầm người') =>
    f.db.tx(tx => cancelReceipt(tx, f.deps, { receiptId, reason }, f.actor()));
  const close = (day: string, counted: number, reason = '') =>
    f.db.tx(tx => closeCashDay(tx, f.deps, { agencyId: f.agencies.centre, day, counted, reason }, f.actor()));

  test('two fees are paid with one receipt; numbers run on, and a refused payment takes none', async () => {
    const first = await pay(await f.loan(800_000, 20_000), 820_000);
    assert.deepEqual(first.items, [
      { name: 'Phí 1', amount: 800_000 },
      { name: 'Phí 2', amount: 20_000 },
    ]);
    const loan = await f.loan(5_000);
    await assert.rejects(pay(loan, 4_000), { code: 'DUE_CHANGED' });
    const second = await pay(loan, 5_000);
    assert.deepEqual([first.year, second.number - first.number], [2026, 1]);
    await assert.rejects(pay(loan, 5_000), {
      code: 'TAKEN_IN_CASH',
      params: { number: `${second.number}/2026`, time: formatTime(second.receivedAt) },
    });
  });

  test('how one fee stands is worked out from its own lines, not from those of all', async () => {
    let plan = '';
    const explain = async (text: string, values?: readonly unknown[]) => {
      const rows = await f.db.query(`EXPLAIN ${text}`, values);
      plan = rows.map(r => Object.values(r)[0]).join('\n');
      return [];
    };
    await obligationsOf({ ...f.db, query: explain }, await f.loan(5_000));
    // A table this small is read whole either way: what tells is whether each row is held against the one obligation there.
    assert.match(plan, /journal_line l.*\n.*(?:Index Cond|Recheck Cond|Filter): \(obligation_id = o/);
  });

  test('twenty clerks at once give twenty numbers without a gap', async () => {
    const loans = await Promise.all(Array.from({ length: 20 }, () => f.loan(1_000)));
    await Promise.all(loans.map(loan => pay(loan, 1_000)));
    const numbers = (await receiptsOfDay(f.db, f.agencies.centre, '2026-11-20')).map(r => r.number);
    assert.deepEqual(
      numbers,
      numbers.map((_, i) => i + 1),
    );
  });

  test('two clerks who take the same fee: the second is told that nothing is due', async () => {
    const loan = await f.loan(1_000);
    const both = await Promise.allSettled([pay(loan, 1_000), pay(loan, 1_000)]);
    assert.deepEqual(both.map(b => b.status).sort(), ['fulfilled', 'rejected']);
  });

  test('a wrong receipt is cancelled with a reason, once; what it paid is due again, and its number stays', async () => {
    const loan = await f.loan(8_000);
    const receipt = await pay(loan, 8_000);
    await assert.rejects(cancel(receipt.id, '  '), { code: 'PAYMENT_REASON_MISSING' });
    const cancelled = await cancel(receipt.id);
    assert.deepEqual([cancelled.number, cancelled.cancelReason], [receipt.number, 'Thu nhầm người']);
    assert.deepEqual(await f.standing(loan), [['due', 8_000, 0, 0, 0]]);
    assert.deepEqual(
      told.filter(c => c.id === loan.id).map(c => c.what),
      ['paid', 'undone'],
    );
    await assert.rejects(cancel(receipt.id), { code: 'RECEIPT_SETTLED' });
    await assert.rejects(cancel(newId()), { code: 'NOT_FOUND' });
  });

  test('a receipt of a fee that was let go is cancelled as any other: nothing is owed, and all of it again once the letting go is undone', async () => {
    const loan = await f.loan(8_000, 5_000);
    const receipt = await pay(loan, 13_000);
    const [first] = await obligationsOf(f.db, loan);
    const input = { obligationId: first?.id ?? '', amount: 9_000, reason: 'Thêm một bản' };
    await f.db.tx(tx => setAmount(tx, f.deps, input, f.actor()));
    await f.db.tx(tx => cancelObligations(tx, f.deps.ledger, loan, f.actor()));
    await cancel(receipt.id);
    assert.deepEqual(await f.standing(loan), [
      ['cancelled', 0, 0, 0, 0],
      ['due', 5_000, 0, 0, 0],
    ]);
    const undone = { id: first?.id ?? '', what: 'cancelled' as const };
    assert.ok(await f.db.tx(tx => takeBack(tx, f.deps.ledger, undone, f.actor())));
    assert.deepEqual((await f.standing(loan))[0], ['due', 9_000, 0, 0, 0]);
  });

  test('a day closes once, with the reason of a difference; then no cash moves on it, whoever tries', async () => {
    f.clock.set('2026-11-23T16:00:00+07:00');
    const loan = await f.loan(100_000);
    const receipt = await pay(loan, 100_000);
    const day = '2026-11-23';
    // Friday's money lies in the same box: it is closed first, and what it held is gone from Monday's balance.
    const friday = await cashAtEndOf(f.db, f.agencies.centre, '2026-11-20');
    assert.ok(friday > 0);
    assert.equal(await cashAtEndOf(f.db, f.agencies.centre, day), friday + 100_000);
    assert.equal(await cashAfter(f.db, f.agencies.centre, '2026-11-20'), 100_000);
    await assert.rejects(close(day, friday + 100_000), {
      code: 'EARLIER_DAY_OPEN',
      params: { day: '20/11/2026' },
    });
    assert.equal((await findOpenBefore(f.db, f.agencies.centre, day))?.day, '2026-11-20');
    await assert.rejects(
      f.db.run(
        `UPDATE payments.cash_day SET closed_at = $1, closed_by = $2, expected = 100000, counted = 100000 WHERE day = '2026-11-23'`,
        [f.clock.now(), newId()],
      ),
      { constraint: 'cash_day_in_order' },
    );
    await assert.rejects(close('2026-11-20', 0), { code: 'DIFFERENCE_UNEXPLAINED' });
    assert.equal((await close('2026-11-20', friday)).expected, friday);
    await assert.rejects(close(day, 90_000), { code: 'DIFFERENCE_UNEXPLAINED' });
    await assert.rejects(close('2026-11-22', 0), { code: 'NO_CASH_THAT_DAY' });
    const closed = await close(day, 90_000, 'Trả thừa tiền lẻ');
    assert.deepEqual([closed.expected, closed.counted], [100_000, 90_000]);
    // What is left is asked of what came after the closed days, in one statement for however many days.
    const { agencies } = f;
    const days = ['2026-11-20', day, '2026-11-24'].map(d => ({ agencyId: agencies.centre, day: d }));
    const asked = await statementsIn(f.db, async tx => {
      const left = await cashAtEndsOf(tx, days);
      assert.deepEqual(days.map(left), [0, 0, 0]);
    });
    assert.equal(asked.length, 1);
    const plan = await f.db.query(`EXPLAIN (ANALYZE, TIMING OFF) ${asked[0]}`, [[agencies.centre], [day]]);
    assert.match(plan.map(r => Object.values(r)[0]).join('\n'), / on journal j .*(?:rows=0|never executed)/);
    await assert.rejects(close(day, 100_000), { code: 'CASH_DAY_CLOSED' });
    await assert.rejects(pay(await f.loan(5_000), 5_000), { code: 'CASH_DAY_CLOSED' });
    await assert.rejects(cancel(receipt.id), { code: 'CASH_DAY_CLOSED' });
    await assert.rejects(
      f.db.tx(async tx => {
        const journal = newId();
        await tx.run(
          `INSERT INTO payments.journal (id, kind, agency_id, day, at, actor) VALUES ($1, 'cash', $2, $3::date, $4, 'x')`,
          [journal, f.agencies.centre, day, f.clock.now()],
        );
        await tx.run(
          `INSERT INTO payments.journal_line (journal_id, n, account, amount) VALUES ($1, 1, 'cash', 5), ($1, 2, 'difference', -5)`,
          [journal],
        );
      }),
      { constraint: 'cash_day_closed' },
    );
    await assert.rejects(f.db.run("UPDATE payments.cash_day SET counted = 1 WHERE day = '2026-11-23'"), {
      constraint: 'cash_day_closed',
    });
  });

  test('a day that closes while cash is taken: either the receipt is in it, or it is refused', async () => {
    f.clock.set('2026-11-24T16:00:00+07:00');
    const loans = await Promise.all(Array.from({ length: 6 }, () => f.loan(1_000)));
    await pay(loans[0]!, 1_000);
    const paid = loans.slice(1).map(loan =>
      pay(loan, 1_000).then(
        () => 1,
        () => 0,
      ),
    );
    const closed = await close('2026-11-24', 0, 'Chưa đếm kịp');
    const n = 1 + (await Promise.all(paid)).reduce((a, b) => a + b, 0);
    assert.equal(closed.expected, n * 1_000);
    f.clock.set('2026-11-25T09:00:00+07:00');
  });

  test('an official says another amount or grants an exemption, with the reason; what was paid above it is kept', async () => {
    const loan = await f.loan(800_000, null);
    const [fee, open] = await obligationsOf(f.db, loan);
    const say = (obligationId: string | undefined, change: object) =>
      f.db.tx(tx =>
        setAmount(
          tx,
          f.deps,
          { obligationId: obligationId ?? '', reason: 'Có giấy chứng nhận', ...change },
          f.actor(),
        ),
      );
    await assert.rejects(say(open?.id, { exemption: 0 }), { code: 'EXEMPTION_UNKNOWN' });
    await assert.rejects(say(open?.id, { amount: 0.5 }), { code: 'AMOUNT_WRONG' });
    await say(open?.id, { amount: 20_000 });
    await pay(loan, 820_000);
    const half = await say(fee?.id, { exemption: 1 });
    assert.equal(half.exemption?.who, 'Người cao tuổi');
    assert.deepEqual(await f.standing(loan), [
      ['paid', 0, 400_000, 800_000, 0],
      ['paid', 0, 0, 20_000, 0],
    ]);
    await assert.rejects(say(fee?.id, { amount: 400_000 }), { code: 'AMOUNT_UNCHANGED' });
    await say(fee?.id, { amount: 500_000 });
    assert.deepEqual((await f.standing(loan))[0], ['paid', 0, 300_000, 800_000, 0]);
    await say(fee?.id, { exemption: 0 });
    assert.deepEqual((await f.standing(loan))[0], ['exempt', 0, 800_000, 800_000, 0]);
  });

  test('what the database itself refuses', async () => {
    const loan = await f.loan(1_000);
    const receipt = await pay(loan, 1_000);
    const refused = (sql: string, constraint: string, values: unknown[] = []) =>
      assert.rejects(
        f.owner.tx(tx => tx.run(sql, values)),
        (e: { constraint?: string; message: string }) =>
          e.constraint === constraint || assert.fail(e.message),
      );
    await refused('UPDATE payments.receipt SET amount = 5 WHERE id = $1', 'receipt_kept', [receipt.id]);
    await refused("UPDATE payments.obligation SET state = 'due' WHERE subject_id = $1", 'obligation_state', [
      loan.id,
    ]);
    await refused('UPDATE payments.obligation SET amount = 5 WHERE subject_id = $1', 'obligation_state', [
      loan.id,
    ]);
    await refused(
      `INSERT INTO payments.journal_line SELECT journal_id, 9, account, amount, obligation_id, money_id
       FROM payments.journal_line WHERE account = 'cash' AND obligation_id IN (SELECT id FROM payments.obligation WHERE subject_id = $1)`,
      'journal_balanced',
      [loan.id],
    );
    for (const sql of ['UPDATE payments.journal_line SET amount = 1', 'DELETE FROM payments.journal'])
      await assert.rejects(f.db.run(sql), /permission denied/);
  });

  test('the ledger accounts for all of it; a receipt or a closed day edited by hand is named', async () => {
    const checks = payments.stateChecks ?? [];
    assert.deepEqual(await f.deps.ledger.verifyState(checks), []);
    await f.owner.tx(async tx => {
      await tx.query("SET LOCAL session_replication_role = 'replica'");
      await tx.query("UPDATE payments.cash_day SET counted = 100000 WHERE day = '2026-11-23'");
      await tx.query("UPDATE payments.receipt SET amount = amount - 1 WHERE day = '2026-11-23'");
    });
    const found = await f.deps.ledger.verifyState(checks);
    assert.deepEqual(
      found.map(p => [p.check, p.code, p.fields.map(x => x.name)]),
      [
        ['payments.receipt', 'edited', ['amount']],
        ['payments.cash-day', 'edited', ['counted']],
      ],
    );
  });
});
