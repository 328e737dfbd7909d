import type { Queryable } from '#platform/db';

/** Where somebody's rights reach: an agency, in some fields only or in all (null); `areas`: of it only what is about these places. */
export type ListReach = {
  agencyId: string;
  fields: readonly string[] | null;
  areas?: readonly string[] | undefined;
};

/** That a complaint `c` lies at one of the agencies of these columns within a reach, which is `$1` as JSON. */
export const within = (...agencies: string[]): string =>
  `EXISTS (SELECT FROM jsonb_to_recordset($1::jsonb) AS r ("agencyId" uuid, fields text[], areas uuid[])
  WHERE r."agencyId" IN (${agencies.join(', ')}) AND (r.fields IS NULL OR c.field = ANY (r.fields))
    AND (r.areas IS NULL OR c.area_id = ANY (r.areas)))`;

/** For `withLegaciesByPlace`: at which of these agencies complaints about these places were, or are to be carried out, each with the place. */
export const agenciesWithComplaints = (
  q: Queryable,
  areaIds: readonly string[],
  agencyIds: readonly string[],
): Promise<Array<{ areaId: string; agencyId: string }>> =>
  q.query(
    `SELECT DISTINCT c.area_id AS "areaId", a.id AS "agencyId"
     FROM complaints.complaint c CROSS JOIN LATERAL (VALUES (c.agency_id), (c.carry_out_agency)) AS a (id)
     WHERE c.area_id = ANY ($1::uuid[]) AND a.id = ANY ($2::uuid[])`,
    [areaIds, agencyIds],
  );
