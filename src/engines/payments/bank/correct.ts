import type { Tx } from '#platform/db';
import { MoneyGivenBack } from '../errors.ts';
import type { Line } from '../journal/post.ts';
import { lockObligations } from '../obligations/read.ts';
import type { Money, Obligation, Subject } from '../types.ts';
import { allocate, paying } from './allocate.ts';

/**
 * Takes `amount` out of what came in for obligations: first what was paid above what was asked, the last asked first, then what was
 * credited, which is owed again (where it is still asked for: `settle`). What has gone back, or is to, cannot be taken. Their sum is the
 * amount, always. Throws MoneyGivenBack.
 */
function taking(obligations: readonly Obligation[], amount: number): Line[] {
  const lines: Line[] = [];
  let left = amount;
  const order = [...obligations].reverse();
  const rest = new Map(order.map(o => [o.id, o.held - o.owedBack]));
  const take = (o: Obligation, account: Line['account'], most = left) => {
    const taken = Math.min(left, most, rest.get(o.id) ?? 0);
    if (taken <= 0) return;
    lines.push(
      { account: 'bank', amount: -taken, obligationId: o.id },
      { account, amount: taken, obligationId: o.id },
    );
    rest.set(o.id, (rest.get(o.id) ?? 0) - taken);
    left -= taken;
  };
  for (const o of order) take(o, 'overpaid', o.overpaid);
  for (const o of order) take(o, 'receivable');
  if (left > 0) throw MoneyGivenBack();
  return lines;
}

/**
 * The lines by which locked money is booked `more` higher or, below 0, lower. The subject, where the money has one, is locked. Throws
 * MoneyGivenBack.
 */
export async function correcting(tx: Tx, money: Money, more: number): Promise<Line[]> {
  const subject = subjectOf(money);
  if (!subject)
    return [
      { account: 'bank', amount: more, moneyId: money.id },
      { account: 'unmatched', amount: -more, moneyId: money.id },
    ];
  const obligations = await lockObligations(tx, subject);
  return more > 0 ? paying(allocate(obligations, more)) : taking(obligations, -more);
}

/** What money pays for; null while nobody knows. */
export const subjectOf = ({ subjectKind, subjectId }: Money): Subject | null =>
  subjectKind && subjectId ? { kind: subjectKind, id: subjectId } : null;
