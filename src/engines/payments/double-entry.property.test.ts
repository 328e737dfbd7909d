import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { newId } from '#platform/db';
import { isAppError } from '#platform/errors';
import { findMoneyByRef } from './bank/money.ts';
import {
  assignMoney,
  cancelObligations,
  cancelReceipt,
  decideRefund,
  dueOf,
  findBankAccount,
  findMoney,
  listMoney,
  obligationsOf,
  payments,
  payOutRefund,
  receiptsOf,
  refundsOf,
  requestRefund,
  setAmount,
  settleDoubt,
  takeBack,
  takeCash,
  takeIn,
  takeNotice,
  undoSettlement,
} from './index.ts';
import { ACCOUNT, type PaymentsFixture, withPayments } from './testing/fixture.ts';

type Loan = Awaited<ReturnType<PaymentsFixture['loan']>>;

/** What may happen to the money of a loan; `n` chooses among what is there. */
const step = fc.oneof(
  fc.record({ do: fc.constant('cash' as const) }),
  fc.record({ do: fc.constant('transfer' as const), amount: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ do: fc.constant('repeat' as const), n: fc.nat(5) }),
  fc.record({ do: fc.constant('statement' as const), n: fc.nat(5), more: fc.integer({ min: -2, max: 2 }) }),
  fc.record({ do: fc.constant('settle' as const), n: fc.nat(5), keep: fc.boolean() }),
  fc.record({ do: fc.constant('unsettle' as const), n: fc.nat(5) }),
  fc.record({ do: fc.constant('stray' as const), amount: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ do: fc.constant('assign' as const) }),
  fc.record({ do: fc.constant('undo' as const), n: fc.nat(3) }),
  fc.record({ do: fc.constant('amount' as const), n: fc.nat(1), amount: fc.integer({ min: 0, max: 5 }) }),
  fc.record({ do: fc.constant('drop' as const) }),
  fc.record({ do: fc.constant('undrop' as const) }),
  fc.record({ do: fc.constant('ask-back' as const), n: fc.nat(1), amount: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ do: fc.constant('decide' as const), n: fc.nat(3), approve: fc.boolean() }),
  fc.record({ do: fc.constant('pay-out' as const), n: fc.nat(3) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Some of a story in its order, which single steps seldom come to: a doubt about money is settled, and undone, while the fee comes and goes. */
const story = fc
  .shuffledSubarray([0, 1, 2, 3, 4, 5])
  .chain(places =>
    fc.subarray<Step>([
      { do: 'transfer', amount: 2 },
      { do: 'statement', n: 0, more: places.length % 2 ? -1 : 1 },
      ...places.slice(0, 3).map((p): Step => ({ do: p % 2 ? 'undrop' : 'drop' })),
      { do: 'settle', n: 0, keep: false },
      ...places.slice(3).map((p): Step => ({ do: p % 2 ? 'undrop' : 'drop' })),
      { do: 'unsettle', n: 0 },
      { do: 'undrop' },
    ]),
  );
const steps = fc
  .array(fc.oneof({ weight: 4, arbitrary: step.map(s => [s]) }, { weight: 1, arbitrary: story }), {
    minLength: 1,
    maxLength: 14,
  })
  .map(parts => parts.flat());

describe('payments: double entry', () => {
  let f: PaymentsFixture;
  withPayments(fixture => {
    f = fixture;
  });
  const leader = newId();
  const accountant = newId();

  /** A world of one loan: does steps, and counts by itself what came in and went out. */
  function world(loan: Loan) {
    const sent: Array<{ id: string; ref: string; amount: number; purpose: string }> = [];
    let [inBank, outBank, cash] = [0, 0, 0];
    const tell = async (t: { id: string; ref: string; amount: number; purpose: string }) => {
      const transaction = { ...t, payer: null, bookedAt: '2026-11-20T09:00:00+07:00' };
      const { id, ...rest } = transaction;
      const notice = { id, account: ACCOUNT, transaction: rest };
      const told = await f.db.tx(tx =>
        takeNotice(tx, f.deps, notice, Buffer.from(JSON.stringify(notice)), f.clock.now()),
      );
      if (told === 'taken') inBank += t.amount;
    };
    const transfer = async (amount: number, purpose: string) => {
      const t = { id: newId(), ref: `FT${newId()}`, amount, purpose };
      sent.push(t);
      await tell(t);
    };
    /** Moves what was counted by how much the books of this money moved. */
    const settling = async (moneyId: string, work: () => Promise<unknown>) => {
      const was = (await findMoney(f.db, moneyId))?.amount ?? 0;
      await work();
      inBank += ((await findMoney(f.db, moneyId))?.amount ?? 0) - was;
    };
    const heard = async (n: number) => {
      const t = pick(sent, n);
      const account = await findBankAccount(f.db, ACCOUNT, f.clock.now());
      return t && account && { t, account, money: await findMoneyByRef(f.db, account.id, t.ref) };
    };
    const pick = <T>(from: readonly T[], n: number): T | undefined =>
      from.length ? from[n % from.length] : undefined;
    const run = async (s: Step): Promise<void> => {
      const { db, deps } = f;
      const owed = await obligationsOf(db, loan);
      switch (s.do) {
        case 'cash': {
          const receipt = await db.tx(tx =>
            takeCash(tx, deps, { subject: loan, amount: dueOf(owed), payer: 'Ai đó' }, f.actor()),
          );
          cash += receipt.amount;
          return;
        }
        case 'transfer':
          return transfer(s.amount, loan.reference);
        case 'stray':
          return transfer(s.amount, 'khong ro');
        case 'repeat': {
          const t = pick(sent, s.n);
          return t && tell(s.n % 2 ? t : { ...t, id: newId() });
        }
        case 'statement': {
          const found = await heard(s.n);
          if (!found || found.t.amount + s.more <= 0) return;
          const { ref, purpose, amount } = found.t;
          const t = {
            ref,
            purpose,
            amount: amount + s.more,
            payer: null,
            bookedAt: '2026-11-20T09:00:00+07:00',
          };
          await db.tx(tx => takeIn(tx, deps, found.account, t, 'statement', f.clock.now()));
          return;
        }
        case 'settle': {
          const money = (await heard(s.n))?.money;
          const decision = s.keep ? ('kept' as const) : ('corrected' as const);
          if (!money) return;
          return settling(money.id, () =>
            db.tx(tx => settleDoubt(tx, deps, { moneyId: money.id, decision, reason: 'Đã hỏi' }, f.actor())),
          );
        }
        case 'unsettle': {
          const money = (await heard(s.n))?.money;
          const input = { moneyId: money?.id ?? '', settlementId: money?.settlementId ?? '' };
          if (!money) return;
          return settling(money.id, () => db.tx(tx => undoSettlement(tx, deps, input, f.actor())));
        }
        case 'assign': {
          const page = { limit: 1, offset: 0 };
          const [money] = await listMoney(db, [f.agencies.bacHa], 'unmatched', f.clock.now(), page);
          const input = { moneyId: money?.id ?? newId(), reference: loan.reference, reason: 'Đã hỏi' };
          await db.tx(tx => assignMoney(tx, deps, input, f.actor()));
          return;
        }
        case 'undo': {
          const receipt = pick(await receiptsOf(db, loan), s.n);
          if (!receipt) return;
          await db.tx(tx => cancelReceipt(tx, deps, { receiptId: receipt.id, reason: 'Nhầm' }, f.actor()));
          cash -= receipt.amount;
          return;
        }
        case 'amount': {
          const input = { obligationId: pick(owed, s.n)?.id ?? '', amount: s.amount, reason: 'Sửa lại' };
          await db.tx(tx => setAmount(tx, deps, input, f.actor()));
          return;
        }
        case 'drop':
          await db.tx(tx => cancelObligations(tx, deps.ledger, loan, f.actor()));
          return;
        case 'undrop':
          for (const { id, state } of owed)
            if (state === 'cancelled')
              await db.tx(tx => takeBack(tx, deps.ledger, { id, what: 'cancelled' }, f.actor()));
          return;
        case 'ask-back': {
          const of = { obligationId: pick(owed, s.n)?.id ?? '', amount: s.amount };
          const way = s.amount % 2 ? ('cash' as const) : ('transfer' as const);
          const payee = { name: 'Ai đó', bankName: '999999', number: '0001112' };
          await db.tx(tx => requestRefund(tx, deps, { of, reason: 'Nộp thừa', way, payee }, f.actor()));
          return;
        }
        case 'decide': {
          const refundId = pick(await refundsOf(db, loan), s.n)?.id ?? newId();
          const input = { refundId, approve: s.approve, reason: 'Không đúng' };
          await db.tx(tx => decideRefund(tx, deps, input, f.actor(leader)));
          return;
        }
        case 'pay-out': {
          const refundId = pick(await refundsOf(db, loan), s.n)?.id ?? newId();
          const paid = await db.tx(tx =>
            payOutRefund(tx, deps, { refundId, bankRef: 'FT' }, f.actor(accountant)),
          );
          if (paid.way === 'cash') cash -= paid.amount;
          else outBank += paid.amount;
        }
      }
    };
    return { run, counted: () => ({ bank: inBank - outBank, cash }) };
  }

  const books = () =>
    f.db.one<{ all: number; bank: number; cash: number; unmatched: number }>(
      `SELECT coalesce(sum(amount), 0)::bigint AS all,
         coalesce(sum(amount) FILTER (WHERE account = 'bank'), 0)::bigint AS bank,
         coalesce(sum(amount) FILTER (WHERE account = 'cash'), 0)::bigint AS cash,
         -coalesce(sum(amount) FILTER (WHERE account = 'unmatched'), 0)::bigint AS unmatched
       FROM payments.journal_line`,
    );

  test('whatever is paid, repeated, undone, changed and given back: the books sum to zero and hold what came in', async () => {
    let refusals = 0;
    await fc.assert(
      fc.asyncProperty(
        steps,
        fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })),
        async (done, amounts) => {
          const before = await books();
          const loan = await f.loan(...amounts);
          const { run, counted } = world(loan);
          for (const s of done) {
            try {
              await run(s);
            } catch (error) {
              // A refusal in our own words changes nothing; anything else is a fault.
              if (!isAppError(error)) throw error;
              refusals++;
            }
          }
          const now = await books();
          assert.equal(now.all, 0);
          assert.deepEqual(
            { bank: now.bank - before.bank, cash: now.cash - before.cash },
            counted(),
            'what came in less what went out',
          );
          const owed = await obligationsOf(f.db, loan);
          for (const o of owed) {
            if (o.state === 'cancelled' || o.amount === null) continue;
            const returned = (await refundsOf(f.db, loan))
              .filter(r => r.obligationId === o.id && r.approved)
              .reduce((sum, r) => sum + r.amount, 0);
            const credited = o.held + (returned - o.owedBack);
            assert.ok(o.amount - o.outstanding <= credited, 'never more credited than came in');
            if (!returned)
              assert.equal(o.amount - o.outstanding + o.overpaid, o.held, 'every đồng is somewhere');
          }
        },
      ),
      { numRuns: 60 },
    );
    assert.ok(refusals > 0, 'what may not be was tried as well');
    assert.deepEqual(await f.deps.ledger.verifyState(payments.stateChecks ?? []), []);
  });
});
