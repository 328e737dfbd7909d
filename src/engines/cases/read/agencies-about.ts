import type { Queryable } from '#platform/db';

/**
 * Which of these agencies received dossiers about these places or decide on them, each with the place. From one agency to the next along the
 * index: as many steps as there are agencies, not dossiers.
 */
export async function agenciesAbout(
  q: Queryable,
  areaIds: readonly string[],
  agencyIds: readonly string[],
): Promise<Array<{ areaId: string; agencyId: string }>> {
  if (areaIds.length === 0 || agencyIds.length === 0) return [];
  const walk = (column: 'agency_id' | 'received_by') => {
    const next = (area: string, more: string) =>
      `(SELECT d.${column} FROM cases.dossier d WHERE d.area_id = ${area} AND d.${column} = ANY ($2::uuid[]) ${more} ORDER BY d.${column} LIMIT 1)`;
    return `(WITH RECURSIVE found (area, agency) AS (
       SELECT a.id, ${next('a.id', '')} FROM unnest($1::uuid[]) AS a (id)
       UNION ALL
       SELECT f.area, ${next('f.area', `AND d.${column} > f.agency`)} FROM found f WHERE f.agency IS NOT NULL)
     SELECT area AS "areaId", agency AS "agencyId" FROM found WHERE agency IS NOT NULL)`;
  };
  return q.query(`${walk('agency_id')} UNION ${walk('received_by')}`, [areaIds, agencyIds]);
}
