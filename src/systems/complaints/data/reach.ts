import type { Queryable } from '#platform/db';

/**
 * Where somebody's rights reach: an agency, in some fields only or in all (null); `areas`: of it only what is about dossiers of these places.
 */
export type ListReach = {
  agencyId: string;
  fields: readonly string[] | null;
  areas?: readonly string[] | undefined;
};

/** That a complaint `c` lies at one of the agencies of these columns within a reach, which is `$1` as JSON. */
export const within = (...agencies: string[]): string =>
  `EXISTS (SELECT FROM jsonb_to_recordset($1::jsonb) AS r ("agencyId" uuid, fields text[], areas uuid[])
  WHERE r."agencyId" IN (${agencies.join(', ')}) AND (r.fields IS NULL OR c.field = ANY (r.fields))
    AND (r.areas IS NULL OR EXISTS (SELECT FROM cases.dossier d WHERE d.id = c.dossier_id AND d.area_id = ANY (r.areas))))`;

/**
 * For `withLegaciesByPlace`: the agencies that are gone on `date` and at which complaints about dossiers of places were, or are to be carried
 * out, each with the place.
 */
export const goneWithComplaints =
  (date: string) =>
  (q: Queryable, areaIds: readonly string[]): Promise<Array<{ areaId: string; agencyId: string }>> =>
    q.query(
      `SELECT DISTINCT d.area_id AS "areaId", a.id AS "agencyId"
       FROM complaints.complaint c CROSS JOIN LATERAL (VALUES (c.agency_id), (c.carry_out_agency)) AS a (id)
         JOIN cases.dossier d ON d.id = c.dossier_id
       WHERE a.id IS NOT NULL AND d.area_id = ANY ($1::uuid[])
         AND NOT EXISTS (SELECT FROM organisation.agency_version v WHERE v.agency_id = a.id AND v.valid @> $2::date)`,
      [areaIds, date],
    );
