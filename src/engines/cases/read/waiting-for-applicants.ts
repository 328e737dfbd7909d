import type { Queryable } from '#platform/db';
import type { WholeReach } from '../access/register-reach.ts';

/** A dossier that goes on when its applicant has done something. */
export type WaitingForApplicant = {
  id: string;
  code: string;
  ownerName: string;
  applicantName: string;
  procedure: string;
  /** Who decides on it. */
  agencyId: string;
  /** Papers, money, or the answer to a question. */
  waitsFor: 'supplementing' | 'awaiting-payment' | 'answer';
  since: Date;
};

type Reach = WholeReach['reach'];

const HIS = `jsonb_to_recordset($1::jsonb) AS r ("agencyId" uuid, fields jsonb, "all" boolean, areas uuid[])`;
const REACHED = `d.received_by = r."agencyId" AND (r."all" OR r.fields ? d.field) AND (r.areas IS NULL OR d.area_id = ANY (r.areas))`;
const WAITS = `d.status IN ('supplementing', 'awaiting-payment')`;

/**
 * Each dossier once, with what it waits for. Each agency walks its own part of the index (the OFFSET keeps the planner from reading what waits in the
 * whole province).
 */
const FOUND = `SELECT DISTINCT d.id, d.received_at, d.status AS waits, NULL::timestamptz AS asked
     FROM ${HIS} CROSS JOIN LATERAL (SELECT d.id, d.received_at, d.status FROM cases.dossier d WHERE ${REACHED} AND ${WAITS} OFFSET 0) AS d
   UNION ALL
   SELECT d.id, d.received_at, 'answer', min(a.asked_at) FROM cases.question a JOIN cases.dossier d ON d.id = a.dossier_id
   WHERE a.to_agency IS NULL AND a.answered_at IS NULL AND a.dropped_at IS NULL AND d.closed_at IS NULL AND NOT ${WAITS}
     AND EXISTS (SELECT FROM ${HIS} WHERE ${REACHED})
   GROUP BY d.id, d.received_at`;

/**
 * Since when each waits: since it was asked what is not answered yet, or since its clock was stopped. The pauses of all are read together, by their
 * dossiers: one after the other, each from an index of spans, they cost more than all else.
 */
const SINCE = `found AS MATERIALIZED (${FOUND}),
   stopped AS MATERIALIZED (SELECT p.dossier_id, max(lower(p.span)) AS since FROM cases.pause p
     WHERE p.dossier_id = ANY (ARRAY(SELECT id FROM found)) AND upper_inf(p.span) GROUP BY p.dossier_id),
   waiting AS (SELECT f.id, f.waits, coalesce(f.asked, s.since, f.received_at) AS since FROM found f LEFT JOIN stopped s ON s.dossier_id = f.id)`;

const reachText = (reach: Reach): string =>
  JSON.stringify(reach.map(r => ({ ...r, all: r.fields === null })));

/** What was received at these agencies and waits for its applicants, wherever it lies now: the longest waiting first. */
export const listWaitingForApplicants = async (
  q: Queryable,
  reach: Reach,
  page: { limit: number; offset: number },
): Promise<WaitingForApplicant[]> =>
  reach.length === 0
    ? []
    : q.query<WaitingForApplicant>(
        // The page is cut first: of what it does not show neither the whole dossier nor its procedure is read.
        `WITH ${SINCE}
         SELECT d.id, d.code, d.owner_name AS "ownerName", d.applicant_name AS "applicantName", v.name AS procedure,
           d.agency_id AS "agencyId", w.waits AS "waitsFor", w.since
         FROM (SELECT * FROM waiting ORDER BY since, id LIMIT $2 OFFSET $3) AS w
           JOIN cases.dossier d ON d.id = w.id JOIN procedures.procedure_version v ON v.id = d.procedure_version_id
         ORDER BY w.since, d.id`,
        [reachText(reach), page.limit, page.offset],
      );

/** How many there are. */
export const countWaitingForApplicants = async (q: Queryable, reach: Reach): Promise<number> =>
  reach.length === 0
    ? 0
    : (await q.one<{ n: number }>(`SELECT count(*)::int AS n FROM (${FOUND}) AS f`, [reachText(reach)])).n;
