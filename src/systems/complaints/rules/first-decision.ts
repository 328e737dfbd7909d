import type { Complaint, Outcome } from '../types.ts';

/** What the second settlement does with the decision on the first complaint. */
export type Fate = 'upheld' | 'changed' | 'annulled';

/**
 * What becomes of the decision on the first complaint by that on the second, which concludes on it, too (Law on Complaints 02/2011/QH13,
 * article 40; from knowledge, unverified). Null where the first was not decided.
 *
 * | the first | the second keeps what is complained about | changes it |
 * | --- | --- | --- |
 * | kept the decision | upheld | annulled |
 * | changed it | upheld | changed |
 */
export function fateOfFirst(
  first: Pick<Complaint, 'decisionNumber' | 'outcome'> | undefined,
  outcome: Outcome,
): Fate | null {
  if (!first?.decisionNumber) return null;
  if (outcome === 'kept') return 'upheld';
  return first.outcome === 'kept' ? 'annulled' : 'changed';
}
