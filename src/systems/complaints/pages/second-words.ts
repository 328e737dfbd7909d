import type { Queryable } from '#platform/db';
import { headOf } from '../head-of.ts';
import { settlerName } from '../settling-agency.ts';
import type { Complaint } from '../types.ts';

/** How a second complaint ended that changed nothing of the first decision. */
export const endOf = ({ status, outcome }: Pick<Complaint, 'status' | 'outcome'>): string =>
  outcome ?? status;

/**
 * A second complaint and its decision as sentences name them: commune and province number for themselves, so that of two decisions with one number only whose
 * they are tells them apart.
 */
export const secondWords = async (q: Queryable, second: Complaint, now: Date) => ({
  number: second.number,
  decision: second.decisionNumber ?? '',
  of: headOf(await settlerName(q, second, now)),
});
