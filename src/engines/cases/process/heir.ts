import { type Agency, findCommitteeOf, resolveAgency, resolveArea } from '#engines/organisation';
import type { Queryable } from '#platform/db';
import { isAppError } from '#platform/errors';
import type { Dossier } from '../types.ts';

/**
 * Who an agency that had to do with a dossier is on `date`: itself, or its successor. Where its work went to several, the
 * committee of the place that the dossier is about; undefined when nobody answers for it.
 */
export async function heirOf(
  q: Queryable,
  dossier: Pick<Dossier, 'areaId'>,
  agencyId: string,
  date: string,
): Promise<Agency | undefined> {
  try {
    return await resolveAgency(q, agencyId, date);
  } catch (error) {
    if (!isAppError(error) || error.status >= 500) throw error;
  }
  try {
    return await findCommitteeOf(q, (await resolveArea(q, dossier.areaId, date)).id, date);
  } catch (error) {
    if (!isAppError(error) || error.status >= 500) throw error;
    return undefined;
  }
}
