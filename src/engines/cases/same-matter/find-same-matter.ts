import type { FormData } from '#engines/forms';
import { matterKeys, type SameMatter } from '#engines/procedures';
import type { Queryable } from '#platform/db';
import type { Status } from '../types.ts';

/** Another dossier that may be about the same matter. */
export type Twin = {
  id: string;
  code: string;
  procedureCode: string;
  /** Of the version that it runs under. */
  procedure: string;
  status: Status;
  agencyId: string;
  /** What the agency that decides is called on the day. */
  agency: string;
  receivedAt: Date;
  /** Its results that hold: title and number. */
  results: Array<{ title: string; number: string }>;
};

/** What is asked about: answers, under a version that says by which of them its matter is known. */
export type Matter = { sameMatter: SameMatter | null | undefined; data: FormData; code?: string };

/** No more are shown: whoever reads that there are five looks into it. */
const MOST_SHOWN = 5;

/**
 * Other dossiers of the province that share a matter: those that are being handled, and where a matter is granted once those that have
 * a result that holds; the newest first. `except`: the dossier itself. `of`: only those of this applicant. What a simulation made is
 * nobody's, and nobody's twin. One query; none where the version names no matter.
 */
export async function findTwins(
  q: Queryable,
  { sameMatter, data }: Matter,
  today: string,
  { except = null, of = null }: { except?: string | null; of?: string | null } = {},
): Promise<Twin[]> {
  const keys = matterKeys(sameMatter, data);
  if (!sameMatter || !keys.length) return [];
  return q.query<Twin>(
    `SELECT d.id, d.code, d.procedure_code AS "procedureCode", v.name AS procedure, d.status, d.agency_id AS "agencyId",
       coalesce((SELECT a.name FROM organisation.agency_version a WHERE a.agency_id = d.agency_id AND a.valid @> $4::date), '') AS agency,
       d.received_at AS "receivedAt", r.results
     FROM cases.dossier d JOIN procedures.procedure_version v ON v.id = d.procedure_version_id
     CROSS JOIN LATERAL (SELECT coalesce(jsonb_agg(jsonb_build_object('title', r.title, 'number', r.number) ORDER BY r.id), '[]') AS results
       FROM cases.result r WHERE r.dossier_id = d.id AND r.status = 'valid') r
     WHERE d.matters && $1::text[] AND NOT d.synthetic AND d.id IS DISTINCT FROM $2::uuid
       AND ($3::uuid IS NULL OR d.applicant_id = $3)
       AND (d.closed_at IS NULL OR ($5 AND r.results <> '[]'))
     ORDER BY d.received_at DESC LIMIT ${MOST_SHOWN}`,
    [keys, except, of, today, sameMatter.once],
  );
}
