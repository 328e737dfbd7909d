import type { Queryable } from '#platform/db';

/** How many dossiers run at an agency that decides on them, and of these how many are due by `soon`, and late. */
export type RunningCounts = { agencyId: string; running: number; soon: number; late: number };

/** What runs now, by agency that decides; `agencyIds`: of these only, null for all. Late is what is over its time while somebody works on it. */
export const runningByAgency = (
  q: Queryable,
  agencyIds: readonly string[] | null,
  now: Date,
  soon: Date,
): Promise<RunningCounts[]> =>
  q.query<RunningCounts>(
    `SELECT agency_id AS "agencyId", count(*) AS running,
       count(*) FILTER (WHERE status IN ('received', 'processing') AND due_at >= $2 AND due_at < $3) AS soon,
       count(*) FILTER (WHERE status IN ('received', 'processing') AND due_at < $2) AS late
     FROM cases.dossier
     WHERE closed_at IS NULL AND status <> 'completed' AND ($1::uuid[] IS NULL OR agency_id = ANY ($1::uuid[])) GROUP BY agency_id`,
    [agencyIds, now, soon],
  );

/** An apology as everybody may read it. */
export type PublicApology = {
  number: number;
  year: number;
  agency: string;
  procedure: string;
  dueBefore: Date;
  until: Date;
};

/** The apologies for results that are still owed, the newest first, without whom they were given to. */
export const listApologies = (
  q: Queryable,
  page: { limit: number; offset: number },
): Promise<PublicApology[]> =>
  q.query<PublicApology>(
    `SELECT a.number, a.year, coalesce(v.name, '') AS agency, p.name AS procedure, a.due_before AS "dueBefore", a.until
     FROM cases.apology a JOIN cases.dossier d ON d.id = a.dossier_id
     JOIN procedures.procedure_version p ON p.id = d.procedure_version_id
     LEFT JOIN organisation.agency_version v ON v.agency_id = a.agency_id AND v.valid @> a.given_at::date
     WHERE d.closed_at IS NULL AND d.status <> 'completed' ORDER BY a.given_at DESC, a.dossier_id LIMIT $1 OFFSET $2`,
    [page.limit, page.offset],
  );
