import type { Queryable } from '#platform/db';
import { moneyOf, unprovenOf } from '../bank/money.ts';
import { obligationsOf } from '../obligations/read.ts';
import type { Obligation } from '../types.ts';
import { undecidedOf } from './read.ts';

/** `most` can be asked back; `unproven` the bank's statement does not bear out. Whole đồng. */
export type Refundable = { most: number; unproven: number };

/**
 * How much of what came in for an obligation can be asked back, in whole đồng: what is held and not asked back yet, and never more than
 * what the bank's statement, or the cash box, bears out for its subject. `unproven`: what the statement does not bear out.
 */
export async function refundableOf(q: Queryable, o: Obligation): Promise<Refundable> {
  const subject = { kind: o.subjectKind, id: o.subjectId };
  const free = async (one: Obligation) => one.held - one.owedBack - (await undecidedOf(q, one.id));
  const unproven = (await moneyOf(q, subject)).reduce((sum, m) => sum + unprovenOf(m), 0);
  let proven = -unproven;
  for (const one of await obligationsOf(q, subject)) proven += await free(one);
  return { most: Math.max(0, Math.min(await free(o), proven)), unproven };
}
