import { agencyPaths, heirOf } from '#engines/cases';
import { findAgency } from '#engines/organisation';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { headOf } from './head-of.ts';
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

/** Who settles a second complaint about what an agency settled: the head of the one above it; null where there is none in the province. */
export async function headAbove(
  q: Queryable,
  c: Pick<Complaint, 'areaId'>,
  agencyId: string,
  at: Date,
): Promise<string | null> {
  const path = (await agencyPaths(q, c, [agencyId], at)).get(agencyId)?.path ?? [];
  const above = path[1] ? await findAgency(q, path[1], localDate(at)) : undefined;
  return above ? headOf(above.name) : null;
}
