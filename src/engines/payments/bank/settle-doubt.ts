import { newId, type Tx } from '#platform/db';
import type { PaymentDeps } from '../deps.ts';
import { MoneyNotDoubtful, MoneySettled, StatementAlike } from '../errors.ts';
import { type Line, post } from '../journal/post.ts';
import { lockObligations, obligationsOf } from '../obligations/read.ts';
import { settle } from '../obligations/settle.ts';
import { lockSubject, tellOwner } from '../payable.ts';
import { writtenReason } from '../reason.ts';
import { openRefundOfMoney } from '../refunds/read.ts';
import type { Actor, Money, Obligation, Settlement } from '../types.ts';
import { findBankAccountById } from './accounts.ts';
import { correcting, subjectOf } from './correct.ts';
import { findMoney, inStatement, isDoubtful, lockMoney, recordMoney } from './money.ts';
import { movementsOf, recordSettlement, settlementsOf } from './settlements.ts';

/** The money and what it pays for, locked in the order in which every payment locks them. Throws NOT_FOUND. */
export async function lockWithSubject(tx: Tx, deps: PaymentDeps, moneyId: string): Promise<Money> {
  const found = await findMoney(tx, moneyId);
  const subject = found && subjectOf(found);
  if (subject) await lockSubject(tx, deps, subject);
  return lockMoney(tx, moneyId);
}

/**
 * Books locked money to be `after` now by these lines, and tells whom it concerns. Returns the movement, and which obligations were let go
 * with it.
 */
export async function rebook(
  tx: Tx,
  deps: PaymentDeps,
  money: Money,
  after: number,
  lines: readonly Line[],
  actor: Actor,
): Promise<{ journalId: string; letGo: string[] }> {
  const subject = subjectOf(money);
  const mine = (o: Obligation) => lines.some(l => l.obligationId === o.id);
  const touched = subject ? (await lockObligations(tx, subject)).filter(mine) : [];
  const account = await findBankAccountById(tx, money.bankAccountId);
  const agencyId = touched[0]?.agencyId ?? account?.agencyId ?? '';
  const journalId = await post(tx, { kind: 'correct', agencyId, lines }, actor);
  await tx.run('UPDATE payments.money SET amount = $2 WHERE id = $1', [money.id, after]);
  await recordMoney(tx, deps.ledger, await lockMoney(tx, money.id), actor, 'money-corrected');
  for (const o of touched)
    await settle(tx, deps.ledger, o.id, actor, { kind: 'received-corrected', body: { money: money.id } });
  if (!subject) return { journalId, letGo: [] };
  const amount = after - money.amount;
  await tellOwner(tx, deps, subject, { what: 'corrected', amount, how: 'transfer' }, actor);
  const asked = new Set(touched.filter(o => o.state !== 'cancelled').map(o => o.id));
  const letGo = (await obligationsOf(tx, subject)).filter(o => asked.has(o.id) && o.state === 'cancelled');
  return { journalId, letGo: letGo.map(o => o.id) };
}

/**
 * An official settles that a notice and the statement of the bank differ: what is booked follows the statement (`corrected`), or it
 * stays and the line is explained (`kept`). Nothing else has to be done about it then; `undoSettlement` takes it back.
 *
 * | refusal | when |
 * | --- | --- |
 * | NOT_FOUND | there is no such money |
 * | PAYMENT_REASON_MISSING, PAYMENT_REASON_TOO_LONG | nobody says how it was found out |
 * | MONEY_NOT_DOUBTFUL | notice and statement agree, or somebody has settled it |
 * | STATEMENT_ALIKE | the statement says what is booked: there is nothing to correct |
 * | MONEY_SETTLED | it is being given back, or was |
 * | MONEY_GIVEN_BACK | more of it has gone back than the statement leaves |
 */
export async function settleDoubt(
  tx: Tx,
  deps: PaymentDeps,
  input: { moneyId: string; decision: Settlement['decision']; reason: string },
  actor: Actor,
): Promise<Settlement> {
  const reason = writtenReason(input.reason);
  const money = await lockWithSubject(tx, deps, input.moneyId);
  if (!isDoubtful(money, actor.at)) throw MoneyNotDoubtful();
  if (money.state === 'returned' || (await openRefundOfMoney(tx, money.id))) throw MoneySettled();
  const statement = inStatement(money);
  const corrects = input.decision === 'corrected';
  const after = corrects ? (statement ?? 0) : money.amount;
  if (corrects && after === money.amount) throw StatementAlike();
  const booked = corrects
    ? await rebook(tx, deps, money, after, await correcting(tx, money, after - money.amount), actor)
    : { journalId: null, letGo: [] };
  const id = newId(actor.at.getTime());
  await tx.run(
    `INSERT INTO payments.money_settlement (id, money_id, decision, before, after, statement, reason, settled_at, settled_by, journal_id,
       let_go, movements)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::uuid[], $12)`,
    [
      id,
      money.id,
      input.decision,
      money.amount,
      after,
      statement,
      reason,
      actor.at,
      actor.accountId,
      booked.journalId,
      booked.letGo,
      await movementsOf(tx, money),
    ],
  );
  await tx.run('UPDATE payments.money SET settlement_id = $2 WHERE id = $1', [money.id, id]);
  const made = (await settlementsOf(tx, [money.id])).find(s => s.id === id);
  if (!made) throw new Error(`no settlement ${id}`);
  await recordSettlement(tx, deps.ledger, made, actor, 'settlement-made');
  return made;
}
