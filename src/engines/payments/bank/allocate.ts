import type { Line } from '../journal/post.ts';
import type { Obligation } from '../types.ts';

export type Part = { obligation: Obligation; due: number; over: number };

/**
 * Which of a subject's obligations an amount pays, the oldest first; what is left over stays with the last that was asked for.
 * Their sum is the amount, always. Throws when there is no obligation at all.
 */
export function allocate(obligations: readonly Obligation[], amount: number): Part[] {
  let left = amount;
  const parts: Part[] = [];
  for (const obligation of obligations) {
    const due = obligation.state === 'due' ? Math.min(left, obligation.outstanding) : 0;
    if (due > 0) parts.push({ obligation, due, over: 0 });
    left -= due;
  }
  const last = obligations.findLast(o => o.askedAt !== null) ?? obligations.at(-1);
  if (!last) throw new Error('nothing was ever to be paid for the subject');
  if (left > 0) {
    const part = parts.find(p => p.obligation.id === last.id);
    if (part) part.over = left;
    else parts.push({ obligation: last, due: 0, over: left });
  }
  return parts;
}

/** The lines by which money at the bank pays the parts. */
export const paying = (parts: readonly Part[]): Line[] =>
  parts.flatMap(({ obligation: { id }, due, over }) => [
    { account: 'bank' as const, amount: due + over, obligationId: id },
    { account: 'receivable' as const, amount: -due, obligationId: id },
    { account: 'overpaid' as const, amount: -over, obligationId: id },
  ]);
