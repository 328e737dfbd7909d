import type { Queryable, Tx } from '#platform/db';
import type { PaymentDeps } from '../deps.ts';
import { SettlementActedOn } from '../errors.ts';
import { linesOf } from '../journal/post.ts';
import { takeBack } from '../obligations/take-back.ts';
import type { Actor, Money, Settlement } from '../types.ts';
import { lockMoney } from './money.ts';
import { lockWithSubject, rebook } from './settle-doubt.ts';
import { askedBackSince, movementsOf, recordSettlement, settlementsOf } from './settlements.ts';

/** Whether nobody has moved or asked back any of the money since it was settled. */
export async function canUndoSettlement(q: Queryable, money: Money, s: Settlement): Promise<boolean> {
  if (money.settlementId !== s.id) return false;
  const { movements } = await q.one<{ movements: number }>(
    'SELECT movements FROM payments.money_settlement WHERE id = $1',
    [s.id],
  );
  return (await movementsOf(q, money)) === movements && !(await askedBackSince(q, money, s.settledAt));
}

/**
 * Takes the settlement of money back: it is as it was before, doubtful again, by a counter-entry in the journal.
 *
 * | refusal | when |
 * | --- | --- |
 * | NOT_FOUND | there is no such money |
 * | SETTLEMENT_ACTED_ON | it does not stand (any more), or money was moved or asked back since |
 */
export async function undoSettlement(
  tx: Tx,
  deps: PaymentDeps,
  input: { moneyId: string; settlementId: string },
  actor: Actor,
): Promise<Money> {
  const money = await lockWithSubject(tx, deps, input.moneyId);
  const s = (await settlementsOf(tx, [money.id])).find(one => one.id === input.settlementId);
  if (!s || !(await canUndoSettlement(tx, money, s))) throw SettlementActedOn();
  const { letGo, journalId } = await tx.one<{ letGo: string[]; journalId: string | null }>(
    'SELECT let_go AS "letGo", journal_id AS "journalId" FROM payments.money_settlement WHERE id = $1',
    [s.id],
  );
  await tx.run('UPDATE payments.money_settlement SET undone_at = $2, undone_by = $3 WHERE id = $1', [
    s.id,
    actor.at,
    actor.accountId,
  ]);
  await tx.run('UPDATE payments.money SET settlement_id = NULL WHERE id = $1', [money.id]);
  for (const id of letGo)
    if (!(await takeBack(tx, deps.ledger, { id, what: 'cancelled' }, actor))) throw SettlementActedOn();
  if (journalId) {
    const back = (await linesOf(tx, journalId)).map(l => ({ ...l, amount: -l.amount }));
    await rebook(tx, deps, money, s.before, back, actor);
  }
  await recordSettlement(
    tx,
    deps.ledger,
    { ...s, undoneAt: actor.at, undoneBy: actor.accountId },
    actor,
    'settlement-undone',
  );
  return lockMoney(tx, money.id);
}
