import type { Queryable } from '#platform/db';
import type { Ledger } from '#platform/ledger';
import type { Complaint } from '../types.ts';
import { findComplaint } from './read.ts';

/**
 * When the time to carry a first decision out last began anew, and the second complaint whose end made it, as the ledger has it; undefined where it runs from
 * the decision.
 */
export async function resumedBy(
  q: Queryable,
  ledger: Pick<Ledger, 'history'>,
  { id }: Pick<Complaint, 'id'>,
): Promise<{ at: Date; second: Complaint } | undefined> {
  const entry = (await ledger.history(q, `complaint:${id}`, ['complaint.resumed'])).at(-1);
  const second = entry && (await findComplaint(q, String(entry.body.by)));
  return second && { at: entry.at, second };
}
