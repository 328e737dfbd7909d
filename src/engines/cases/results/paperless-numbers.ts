import type { Queryable } from '#platform/db';
import type { PlacedReach, RegisterReach } from '../access/register-reach.ts';
import type { Status } from '../types.ts';

/**
 * Why a number that was drawn stands on no paper that holds. `unsigned`: signing has failed, and takes it when it is tried again; `ended`: it
 * will not be tried again, the dossier has ended or its result bears another number; `act-unsigned`, `act-ended`: the same, of what takes the
 * place of a result or ends it; `withdrawn`: it was signed, and the signature was taken back.
 */
export type WhyPaperless = 'unsigned' | 'ended' | 'act-unsigned' | 'act-ended' | 'withdrawn';

/** A number of an agency's book without a paper, and what is known of it. */
export type PaperlessNumber = {
  number: string;
  year: number;
  /** The agency whose book it is of, as it is called today or was last. */
  agency: string;
  why: WhyPaperless;
  /** The number of the result that an act was about. */
  of: string | null;
  dossierId: string;
  code: string;
  procedure: string;
  status: Status;
};

/**
 * Numbers of results that were drawn and stand on no paper that holds, those of the latest year first: books run on without gaps (Decree
 * 30/2020/NĐ-CP), so each is accounted for. `reach`: whose books, as of the register; null: all.
 */
export const listPaperless = (
  q: Queryable,
  reach: ReadonlyArray<RegisterReach | PlacedReach> | null,
  { limit, offset }: { limit: number; offset: number },
): Promise<PaperlessNumber[]> =>
  q.query<PaperlessNumber>(
    `SELECT x.number, x.year, x.why, x.of, d.id AS "dossierId", d.code, d.status, v.name AS procedure,
       (SELECT a.name FROM organisation.agency_version a WHERE a.agency_id = x.agency_id ORDER BY lower(a.valid) DESC LIMIT 1) AS agency
     FROM (
       SELECT n.dossier_id, n.agency_id, n.number, n.year, NULL AS of,
         CASE WHEN d.closed_at IS NULL AND d.status <> 'completed' THEN 'unsigned' ELSE 'ended' END AS why
       FROM cases.result_number n JOIN cases.dossier d ON d.id = n.dossier_id
       WHERE NOT n.on_paper AND NOT EXISTS (SELECT FROM cases.result r
         WHERE r.dossier_id = n.dossier_id AND r.kind = n.kind AND r.agency_id = n.agency_id AND r.number = n.number)
       UNION ALL
       SELECT r.dossier_id, n.agency_id, n.number, n.year, r.number,
         CASE r.status WHEN 'valid' THEN 'act-unsigned' ELSE 'act-ended' END
       FROM cases.result_act_number n JOIN cases.result r ON r.id = n.result_id
       WHERE NOT EXISTS (SELECT FROM cases.result_act a LEFT JOIN cases.result anew ON anew.id = a.new_result_id
         WHERE a.result_id = n.result_id AND n.number IN (a.number, anew.number))
       UNION ALL
       SELECT r.dossier_id, r.agency_id, r.number, r.year, NULL, 'withdrawn'
       FROM cases.result r WHERE r.status = 'withdrawn'
     ) AS x
     JOIN cases.dossier d ON d.id = x.dossier_id JOIN procedures.procedure_version v ON v.id = d.procedure_version_id
     WHERE $1::jsonb IS NULL OR EXISTS (
       SELECT FROM jsonb_to_recordset($1::jsonb) AS r (agency uuid, fields jsonb, areas jsonb)
       WHERE r.agency = x.agency_id AND (r.fields IS NULL OR r.fields ? d.field) AND (r.areas IS NULL OR r.areas ? d.area_id::text))
     ORDER BY x.year DESC, d.received_at DESC, x.number LIMIT $2 OFFSET $3`,
    [
      reach && JSON.stringify(reach.map(r => ({ agency: r.agencyId, fields: r.fields, areas: r.areas }))),
      limit,
      offset,
    ],
  );
