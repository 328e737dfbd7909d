import {
  type Agency,
  ancestorsOf,
  findAgencyAnswering,
  findArea,
  findAreaByCode,
  findCommitteeOf,
  findServiceCentreOf,
  listAgencies,
  resolveArea,
} from '#engines/organisation';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { fold } from '#platform/text';
import { NoAgency, NoOfficeThere } from '../errors.ts';
import type { RunningVersion } from '../process/load.ts';

export type Competence = { areaId: string; agency: Agency; receivedBy: Agency };

/** Kinds of agency that a procedure may name as deciding and that are found by their work. */
export const BY_WORK: ReadonlySet<string> = new Set(['land-office', 'tax', 'police', 'social-insurance']);

/** The department that the published text names as deciding, where it is one of the province's. */
export async function namedDepartment(
  q: Queryable,
  decidedBy: string | null,
  provinceId: string,
  date: string,
): Promise<Agency | undefined> {
  if (!decidedBy) return undefined;
  const words = fold(decidedBy);
  const all = await listAgencies(q, date, ['department', 'office', 'public-unit']);
  return all
    .filter(a => a.level === 'province' && a.areaId === provinceId)
    .find(a => words.includes(fold(a.name)) || (a.shortName && words.includes(fold(a.shortName))));
}

/** A procedure of districts is the district's while there are districts, and the commune's since (Decree 131/2025/NĐ-CP). */
export const isOfDistrict = (version: RunningVersion): boolean =>
  version.agencyKind === 'district-committee' ||
  (version.levels.includes('district') && !version.levels.includes('commune'));

/** The area whose committee decides: the commune, or for procedures of districts the district where there is one. */
async function decidingArea(q: Queryable, version: RunningVersion, communeId: string, date: string) {
  if (!isOfDistrict(version)) return communeId;
  const above = await ancestorsOf(q, communeId, date);
  return above.find(a => a.level === 'district')?.id ?? communeId;
}

/**
 * Which agency decides and which one takes the dossier in, on the day of `at`: the people's committee of the area for
 * procedures of communes and districts; an agency that is known by its work; the department that is named, else the provincial
 * committee, for the province's. The dossier's area is the commune where the form names one.
 * Throws NoOfficeThere where the area has no committee, NoAgency where nobody answers for it.
 */
export async function competenceOf(
  q: Queryable,
  version: RunningVersion,
  areaCode: string | undefined,
  at: Date,
): Promise<Competence> {
  const date = localDate(at);
  const named = areaCode ? await findAreaByCode(q, areaCode, 'commune', date) : undefined;
  const commune = named && (await resolveArea(q, named.id, date)).id;
  const ofCommune = version.levels.includes('commune') || version.levels.includes('district');
  if (ofCommune && commune) {
    const areaId = await decidingArea(q, version, commune, date);
    const [byWork, centre] = await Promise.all([
      version.agencyKind && BY_WORK.has(version.agencyKind)
        ? findAgencyAnswering(q, version.agencyKind, areaId, date)
        : findCommitteeOf(q, areaId, date),
      findServiceCentreOf(q, areaId, date),
    ]);
    const agency = byWork ?? (await findCommitteeOf(q, areaId, date));
    if (!agency) throw NoOfficeThere({ area: (await findArea(q, areaId, date))?.fullName ?? '' });
    return { areaId: commune, agency, receivedBy: centre ?? agency };
  }
  const above = commune ? await ancestorsOf(q, commune, date) : [];
  const committees = await listAgencies(q, date, ['provincial-committee']);
  const provincial = committees.find(c => above.some(a => a.id === c.areaId)) ?? committees[0];
  if (ofCommune || !provincial?.areaId) throw NoAgency({ code: version.code });
  const agency =
    (version.agencyKind && BY_WORK.has(version.agencyKind)
      ? await findAgencyAnswering(q, version.agencyKind, commune ?? provincial.areaId, date)
      : await namedDepartment(q, version.decidedBy, provincial.areaId, date)) ?? provincial;
  return {
    areaId: commune ?? provincial.areaId,
    agency,
    receivedBy: (await findServiceCentreOf(q, provincial.areaId, date)) ?? agency,
  };
}
