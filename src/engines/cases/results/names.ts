import {
  type Agency,
  ancestorsOf,
  findAgency,
  findArea,
  getAgency,
  jurisdictionOf,
} from '#engines/organisation';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import type { Dossier } from '../types.ts';

/**
 * Names as they are on the day of `at`: the agency that issues, the place that its papers name, the province that it lies in, and what stands above the
 * issuer on its papers (Decree 30/2020/NĐ-CP, annex I: the body it belongs to; a province's committee has none).
 */
export async function namesOn(
  q: Queryable,
  dossier: Dossier,
  agencyId: string,
  at: Date,
): Promise<{ agency: Agency; areaName: string; provinceName: string; superior: string | null }> {
  const date = localDate(at);
  const agency = await getAgency(q, agencyId, date);
  const areaId = agency.areaId ?? dossier.areaId;
  const area = await findArea(q, areaId, date);
  const above = await ancestorsOf(q, areaId, date);
  const province = above.find(a => a.level === 'province') ?? area;
  const provinceName = province?.fullName ?? '';
  const superior = await superiorOf(q, agency, provinceName, date);
  return { agency, areaName: (await regionOf(q, agency, date)) ?? area?.name ?? '', provinceName, superior };
}

/** A branch for several communes is called after the one in which it sits (Decree 30/2020/NĐ-CP, annex I: the place of its seat). */
export async function regionOf(q: Queryable, agency: Agency, date: string): Promise<string | undefined> {
  for (const areaId of await jurisdictionOf(q, agency.id, date)) {
    const name = (await findArea(q, areaId, date))?.name;
    if (name && agency.name.endsWith(` ${name}`)) return name;
  }
  return undefined;
}

// Bodies of a line of their own, which a province's committee does not stand above: the police of a province belong to the ministry (Law
// on the People's Public Security Forces 37/2018/QH14, art. 17), tax and social insurance to their national heads.
const OF_A_LINE: Partial<Record<Agency['kind'], string>> = {
  police: 'Bộ Công an',
  tax: 'Cục Thuế',
  'social-insurance': 'Bảo hiểm xã hội Việt Nam',
};

async function superiorOf(
  q: Queryable,
  agency: Agency,
  provinceName: string,
  date: string,
): Promise<string | null> {
  if (agency.kind === 'provincial-committee') return null;
  const parent = agency.parentId ? await findAgency(q, agency.parentId, date) : undefined;
  // What stands below one of its own line (the police of a commune, a tax office's base) belongs to that.
  const line = OF_A_LINE[agency.kind];
  if (line && (!parent || parent.kind === 'provincial-committee')) return line;
  return (agency.kind.endsWith('-committee') ? null : parent?.name) ?? (provinceName || null);
}
