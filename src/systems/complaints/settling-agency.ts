import { heirOf } from '#engines/cases';
import { findAgency } from '#engines/organisation';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import type { Complaint } from './types.ts';

/** Whose the settling of a complaint is at `at`: the agency's that it was handed in at, or who has its work then. */
export const settlingAgency = async (
  q: Queryable,
  c: Pick<Complaint, 'agencyId' | 'areaId'>,
  at: Date,
): Promise<string> => (await heirOf(q, c, c.agencyId, localDate(at)))?.id ?? c.agencyId;

/** What whoever settles a complaint is called today, or was when it was closed. */
export async function settlerName(q: Queryable, c: Complaint, now: Date): Promise<string> {
  const at = c.closedAt ?? now;
  const id = c.settledAgency ?? (await settlingAgency(q, c, at));
  const agency =
    (await findAgency(q, id, localDate(at))) ?? (await findAgency(q, c.agencyId, localDate(c.receivedAt)));
  return agency?.name ?? '';
}
