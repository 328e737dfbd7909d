import { areaLegaciesOf } from '#engines/organisation';
import type { Queryable } from '#platform/db';

/** An agency of the day; `committeeOf`: the area whose people’s committee it is. */
export type StandingAgency = { id: string; committeeOf: string | null };

/** The agencies of `ids` that are there on `date`. */
export const standing = (q: Queryable, ids: readonly string[], date: string): Promise<StandingAgency[]> =>
  q.query<StandingAgency>(
    `SELECT v.agency_id AS id, CASE WHEN v.kind IN ('provincial-committee', 'district-committee', 'commune-committee')
       THEN v.area_id END AS "committeeOf"
     FROM organisation.agency_version v WHERE v.agency_id = ANY ($1::uuid[]) AND v.valid @> $2::date`,
    [ids, date],
  );

/** Of those that are people’s committees, the places that they answer for on `date`: their area and what `resolveArea` leads to it. */
export async function placesOf(
  q: Queryable,
  there: readonly StandingAgency[],
  date: string,
): Promise<Map<string, string[]>> {
  const committees = there.flatMap(({ id, committeeOf }) => (committeeOf ? [{ id, committeeOf }] : []));
  if (!committees.length) return new Map();
  const before = await areaLegaciesOf(
    q,
    committees.map(c => c.committeeOf),
    date,
  );
  return new Map(
    committees.map(({ id, committeeOf }) => [
      id,
      [committeeOf, ...before.filter(a => a.heirId === committeeOf).map(a => a.id)],
    ]),
  );
}
