import { type Agency, findCommitteeOf, resolveArea } from '#engines/organisation';
import type { Queryable } from '#platform/db';
import { isAppError } from '#platform/errors';
import type { LeftAt } from './left-at.ts';

/** Who has how much of what lies at an agency once it is gone without an heir; `agency` undefined: nobody. */
export type Taker = LeftAt & { agency: Agency | undefined };

/** The committee of the place that a matter is about, as `heirOf` names it. */
async function committeeOf(q: Queryable, areaId: string, date: string): Promise<Agency | undefined> {
  try {
    return await findCommitteeOf(q, (await resolveArea(q, areaId, date)).id, date);
  } catch (error) {
    if (!isAppError(error) || error.status >= 500) throw error;
    return undefined;
  }
}

/**
 * Who would have on `date` what still lies at an agency (`leftAt`), were it gone by then and succeeded by none or by several: the committee of
 * each place, other than itself; the one that gets the most first, and at the end what nobody has. Empty where nothing lies there.
 */
export async function takersAt(q: Queryable, agencyId: string, date: string): Promise<Taker[]> {
  const places = await q.query<LeftAt & { areaId: string | null }>(
    `SELECT area_id AS "areaId", sum(dossiers)::int AS dossiers, sum(steps)::int AS steps FROM (
       SELECT d.area_id, 1 AS dossiers, 0 AS steps FROM cases.dossier d WHERE d.agency_id = $1::uuid AND d.closed_at IS NULL
       UNION ALL SELECT d.area_id, 0, 1 FROM work.task t LEFT JOIN cases.dossier d ON d.id = t.subject_id
         WHERE t.agency_id = $1::uuid AND t.state = 'open'
       UNION ALL SELECT d.area_id, 0, 1 FROM work.task t LEFT JOIN cases.dossier d ON d.id = t.subject_id
         WHERE t.agency_id = $1::uuid AND t.state = 'suspended') AS lies
     GROUP BY area_id`,
    [agencyId],
  );
  const takers = new Map<string, Taker>();
  for (const { areaId, dossiers, steps } of places) {
    const found = areaId ? await committeeOf(q, areaId, date) : undefined;
    const agency = found?.id === agencyId ? undefined : found;
    const known = takers.get(agency?.id ?? '') ?? { agency, dossiers: 0, steps: 0 };
    takers.set(agency?.id ?? '', {
      agency,
      dossiers: known.dossiers + dossiers,
      steps: known.steps + steps,
    });
  }
  return [...takers.values()].sort(
    (a, b) =>
      Number(!a.agency) - Number(!b.agency) ||
      b.dossiers + b.steps - a.dossiers - a.steps ||
      ((a.agency?.name ?? '') < (b.agency?.name ?? '') ? -1 : 1),
  );
}
