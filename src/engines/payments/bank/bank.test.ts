import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formatDateTime } from '#platform/clock';
import { newId } from '#platform/db';
import {
  ask,
  assignMoney,
  bankAccountFor,
  listMoney,
  payments,
  raise,
  setBankAccount,
  takeCash,
  takeNotice,
} from '../index.ts';
import { ACCOUNT, type PaymentsFixture, withPayments } from '../testing/fixture.ts';
import type { BankNotice, BankTransaction } from './transaction.ts';

describe('payments: bank', () => {
  let f: PaymentsFixture;
  withPayments(fixture => {
    f = fixture;
  });

  const notice = (transaction: Partial<BankTransaction>, id: string = newId()): BankNotice => ({
    id,
    account: ACCOUNT,
    transaction: {
      ref: `FT${newId()}`,
      amount: 800_000,
      purpose: '',
      payer: 'GIANG THI MY',
      bookedAt: '2026-11-20T09:05:00+07:00',
      ...transaction,
    },
  });
  const tell = (n: BankNotice) =>
    f.db.tx(tx => takeNotice(tx, f.deps, n, Buffer.from(JSON.stringify(n)), f.clock.now()));
  const money = (view: 'unmatched' | 'doubtful' | 'all' = 'unmatched') =>
    listMoney(f.db, [f.agencies.bacHa], view, f.clock.now(), { limit: 100, offset: 0 });
  const assign = (moneyId: string, reference: string, reason = 'Người nộp gọi điện xác nhận') =>
    f.db.tx(tx => assignMoney(tx, f.deps, { moneyId, reference, reason }, f.actor()));

  test('a transfer whose purpose names the code pays what is due; told again it changes nothing', async () => {
    const loan = await f.loan(800_000);
    const n = notice({ purpose: `MBVCB.881 ${loan.reference.replaceAll(/[.-]/g, ' ')} CT tu 0011` });
    assert.equal(await tell(n), 'taken');
    assert.deepEqual(await f.standing(loan), [['paid', 0, 0, 800_000, 0]]);
    assert.equal(await tell(n), 'known');
    assert.equal(await tell({ ...n, id: newId() }), 'known', 'the same transaction in another message');
    await assert.rejects(tell({ ...n, transaction: { ...n.transaction, amount: 1 } }), {
      code: 'NOTICE_REUSED',
    });
    assert.deepEqual(await f.standing(loan), [['paid', 0, 0, 800_000, 0]]);
  });

  test('ten messages of one transaction at once pay it once', async () => {
    const loan = await f.loan(800_000);
    const n = notice({ purpose: loan.reference });
    const told = await Promise.all(Array.from({ length: 10 }, () => tell({ ...n, id: newId() })));
    assert.equal(told.filter(t => t === 'taken').length, 1);
    assert.deepEqual(await f.standing(loan), [['paid', 0, 0, 800_000, 0]]);
  });

  test('too little leaves the rest due, too much is kept apart, of two fees the older is paid first', async () => {
    const loan = await f.loan(800_000, 20_000);
    await tell(notice({ purpose: loan.reference, amount: 80_000 }));
    assert.deepEqual(await f.standing(loan), [
      ['due', 720_000, 0, 80_000, 0],
      ['due', 20_000, 0, 0, 0],
    ]);
    await tell(notice({ purpose: loan.reference, amount: 1_000_000 }));
    assert.deepEqual(await f.standing(loan), [
      ['paid', 0, 0, 800_000, 0],
      ['paid', 0, 260_000, 280_000, 0],
    ]);
  });

  test('cash is not taken for what came by transfer last, also where an earlier fee was paid in cash today', async () => {
    const loan = await f.loan(5_000);
    const pay = (amount: number) =>
      f.db.tx(tx => takeCash(tx, f.deps, { subject: loan, amount, payer: 'Giàng Thị Mỷ' }, f.actor()));
    await pay(5_000);
    await assert.rejects(pay(5_000), { code: 'TAKEN_IN_CASH' });
    f.clock.advance(60_000);
    const later = { subject: loan, reference: loan.reference, key: 'later', agencyId: f.agencies.centre };
    const fee = { payer: 'Giàng Thị Mỷ', name: 'Phí sau', amount: 7_000, exemptions: [], waits: false };
    await f.db.tx(async tx => {
      const id = await raise(tx, f.deps.ledger, { ...later, ...fee }, f.actor());
      await ask(tx, f.deps.ledger, id, f.actor());
    });
    f.clock.advance(60_000);
    await tell(notice({ purpose: loan.reference, amount: 7_000 }));
    await assert.rejects(pay(7_000), {
      code: 'PAID_BY_TRANSFER',
      params: { at: formatDateTime(f.clock.now()) },
    });
  });

  test('a transfer after the cash was taken is paid too much, and not lost', async () => {
    const loan = await f.loan(800_000);
    await f.db.tx(tx =>
      takeCash(tx, f.deps, { subject: loan, amount: 800_000, payer: 'Giàng Thị Mỷ' }, f.actor()),
    );
    await tell(notice({ purpose: loan.reference }));
    assert.deepEqual(await f.standing(loan), [['paid', 0, 800_000, 1_600_000, 0]]);
  });

  test('money without a known purpose waits for somebody to assign it, once and with the reason', async () => {
    const loan = await f.loan(800_000);
    await tell(notice({ purpose: 'nop phi ho so' }));
    const [waiting] = await money();
    assert.equal(waiting?.purpose, 'nop phi ho so');
    const id = waiting?.id ?? '';
    await assert.rejects(assign(id, loan.reference, ''), { code: 'PAYMENT_REASON_MISSING' });
    await assert.rejects(assign(id, 'Z99.60.01.01-261120-9999'), { code: 'REFERENCE_UNKNOWN' });
    await assign(id, ` ${loan.reference} `);
    assert.deepEqual(await f.standing(loan), [['paid', 0, 0, 800_000, 0]]);
    assert.deepEqual(await money(), []);
    await assert.rejects(assign(id, loan.reference), { code: 'MONEY_SETTLED' });
  });

  test('two codes in one purpose are nobody’s until somebody looks; of a longer and a shorter the longer counts', async () => {
    const [one, two] = [await f.loan(1_000), await f.loan(1_000)];
    await tell(notice({ purpose: `${one.reference} ${two.reference}`, amount: 2_000 }));
    const [waiting] = await money();
    assert.equal(waiting?.amount, 2_000);
    await assign(waiting?.id ?? '', one.reference);
    assert.deepEqual(await f.standing(one), [['paid', 0, 1_000, 2_000, 0]]);
  });

  test('an account that is none of ours is refused, and the bank hears it', async () => {
    const n = notice({ purpose: 'x' });
    await assert.rejects(tell({ ...n, account: { ...ACCOUNT, number: '1234' } }), {
      code: 'BANK_ACCOUNT_UNKNOWN',
    });
  });

  test('an agency without an account uses that of the agency above; a new one follows the old', async () => {
    const day = (date: string) => new Date(`${date}T09:00:00+07:00`);
    const of = async (agencyId: string, at: Date) => (await bankAccountFor(f.db, agencyId, at))?.number;
    assert.equal(await of(f.agencies.centre, f.clock.now()), ACCOUNT.number);
    assert.equal(await of(f.agencies.saPa, f.clock.now()), undefined);
    const set = (number: string, agencyId = f.agencies.bacHa) =>
      f.db.tx(tx =>
        setBankAccount(
          tx,
          f.deps.ledger,
          { ...ACCOUNT, number, agencyId, bankName: 'Ngân hàng mô phỏng', holder: 'UBND xã' },
          f.actor(),
        ),
      );
    await assert.rejects(set('0399000124'), { code: 'BANK_ACCOUNT_USED' });
    await assert.rejects(set(ACCOUNT.number, f.agencies.saPa), { code: 'BANK_ACCOUNT_TAKEN' });
    await assert.rejects(set('12 34 ê'), { code: 'BANK_ACCOUNT_WRONG' });
    f.clock.set(day('2026-12-01'));
    await set('0399 000 124');
    assert.equal(await of(f.agencies.centre, f.clock.now()), '0399000124');
    assert.equal(await of(f.agencies.centre, day('2026-11-30')), ACCOUNT.number);
    // Money for the old one still comes in.
    const loan = await f.loan(1_000);
    await tell(notice({ purpose: loan.reference, amount: 1_000, bookedAt: '2026-12-02T09:00:00+07:00' }));
    assert.deepEqual(await f.standing(loan), [['paid', 0, 0, 1_000, 0]]);
  });

  test('the ledger accounts for all of it', async () => {
    assert.deepEqual(await f.deps.ledger.verifyState(payments.stateChecks ?? []), []);
    await f.owner.tx(async tx => {
      await tx.query("SET LOCAL session_replication_role = 'replica'");
      await tx.query("UPDATE payments.money SET amount = 9 WHERE purpose = 'nop phi ho so'");
    });
    const [found] = await f.deps.ledger.verifyState(payments.stateChecks ?? []);
    assert.deepEqual(
      [found?.check, found?.fields],
      ['payments.money', [{ name: 'amount', entries: 800_000, table: 9 }]],
    );
  });
});
