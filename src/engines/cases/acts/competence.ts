import {
  type Agency,
  committeeOf,
  findAreaByCode,
  findServiceCentreOf,
  listAgencies,
  resolveArea,
} from '#engines/organisation';
import type { ProcedureVersion } from '#engines/procedures';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { fold } from '#platform/text';
import { NoAgency } from '../errors.ts';

export type Competence = { areaId: string; agency: Agency; receivedBy: Agency };

/** The department that the published text names as deciding, where it is one of the province's. */
async function namedDepartment(
  q: Queryable,
  decidedBy: string | null,
  date: string,
): Promise<Agency | undefined> {
  if (!decidedBy) return undefined;
  const words = fold(decidedBy);
  const all = await listAgencies(q, date, ['department', 'office', 'public-unit']);
  return all
    .filter(a => a.level === 'province')
    .find(a => words.includes(fold(a.name)) || (a.shortName && words.includes(fold(a.shortName))));
}

/**
 * Which agency decides and which one takes the dossier in, on the day of `at`: the people's committee of the area for
 * procedures of communes and districts, the department that is named (else the provincial committee) for the province's.
 * Throws NoAgency where nobody answers for the area.
 */
export async function competenceOf(
  q: Queryable,
  version: ProcedureVersion,
  areaCode: string | undefined,
  at: Date,
): Promise<Competence> {
  const date = localDate(at);
  const commune = areaCode ? await findAreaByCode(q, areaCode, 'commune', date) : undefined;
  const ofCommune = version.levels.includes('commune') || version.levels.includes('district');
  if (ofCommune && commune) {
    const areaId = (await resolveArea(q, commune.id, date)).id;
    const agency = await committeeOf(q, areaId, date);
    return { areaId, agency, receivedBy: (await findServiceCentreOf(q, areaId, date)) ?? agency };
  }
  const provincial = (await listAgencies(q, date, ['provincial-committee']))[0];
  if (ofCommune || !provincial?.areaId) throw NoAgency({ code: version.code });
  const agency = (await namedDepartment(q, version.decidedBy, date)) ?? provincial;
  return {
    areaId: provincial.areaId,
    agency,
    receivedBy: (await findServiceCentreOf(q, provincial.areaId, date)) ?? agency,
  };
}
