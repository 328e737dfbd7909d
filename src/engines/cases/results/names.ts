import { type Agency, ancestorsOf, findArea, getAgency } from '#engines/organisation';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import type { Dossier } from '../types.ts';

/** Names as they are on the day of `at`: the agency that issues, its area, and the province that it lies in. */
export async function namesOn(
  q: Queryable,
  dossier: Dossier,
  agencyId: string,
  at: Date,
): Promise<{ agency: Agency; areaName: string; provinceName: string }> {
  const date = localDate(at);
  const agency = await getAgency(q, agencyId, date);
  const areaId = agency.areaId ?? dossier.areaId;
  const area = await findArea(q, areaId, date);
  const above = await ancestorsOf(q, areaId, date);
  const province = above.find(a => a.level === 'province') ?? area;
  return { agency, areaName: area?.name ?? '', provinceName: province?.fullName ?? '' };
}
