import {
  type Agency,
  type AgencyKind,
  ancestorsOf,
  descendantsOf,
  findAgencyAnswering,
  listAgencies,
} from '#engines/organisation';
import type { Queryable } from '#platform/db';
import type { RunningVersion } from '../process/load.ts';
import { BY_WORK, isOfDistrict, namedDepartment } from './competence.ts';

/** The areas of the province in which an area lies on `date`, itself among them; everywhere when it is not there that day. */
async function areasAround(q: Queryable, areaId: string, date: string) {
  const province = (await ancestorsOf(q, areaId, date)).find(a => a.level === 'province')?.id ?? areaId;
  const below = await descendantsOf(q, province, date);
  return { province, areas: new Set([province, ...below.map(a => a.id)]) };
}

/** Kinds of committee to which the law gives a procedure of these levels on the day. */
function committeeKinds(version: RunningVersion, there: readonly Agency[]): Set<AgencyKind> {
  const kinds = new Set<AgencyKind>();
  const districts = there.some(a => a.kind === 'district-committee');
  if (version.levels.includes('commune') || (isOfDistrict(version) && !districts))
    kinds.add('commune-committee');
  if (isOfDistrict(version) && districts) kinds.add('district-committee');
  return kinds;
}

/**
 * All agencies that may decide a matter under the procedure on `date`, in the province in which the area lies. The law gives a
 * matter to one kind of agency (Law 72/2025/QH15 on local government, and what is published of the procedure): which one of that kind is a
 * question of the place, and that is what a dossier may have come to the wrong door about.
 *
 * | the procedure names | who may decide |
 * | --- | --- |
 * | a kind of agency that is known by its work | those of that kind and of the level that answers for the area |
 * | the level of communes, or of districts | the people's committees of that level as it is on the day |
 * | the level of the province, and a department | that department |
 * | the level of the province only | the provincial committee and the departments under it |
 */
export async function competentAgencies(
  q: Queryable,
  version: RunningVersion,
  areaId: string,
  date: string,
): Promise<Agency[]> {
  const { province, areas } = await areasAround(q, areaId, date);
  const there = (await listAgencies(q, date)).filter(a => a.areaId && areas.has(a.areaId));
  const work = version.agencyKind;
  const answering = work && BY_WORK.has(work) ? await findAgencyAnswering(q, work, areaId, date) : undefined;
  if (answering) return there.filter(a => a.kind === answering.kind && a.level === answering.level);
  const kinds = committeeKinds(version, there);
  const found = there.filter(a => kinds.has(a.kind));
  if (!version.levels.includes('province')) return found;
  const named = await namedDepartment(q, version.decidedBy, province, date);
  if (named) return [...found, named];
  const provincial: readonly AgencyKind[] =
    work === 'provincial-committee' ? [work] : ['provincial-committee', 'department'];
  return [...found, ...there.filter(a => a.level === 'province' && provincial.includes(a.kind))];
}
