import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import type { SoonMarks } from './soon-marks.ts';

/** How many dossiers of a field run at an agency that decides on them, and of these how many are due soon, and late. */
export type RunningCounts = { agencyId: string; field: string; running: number; soon: number; late: number };

const RUNS = "closed_at IS NULL AND status <> 'completed'";
/** Late, or due soon, is what somebody works on while its clock runs: an agency that is asked may stop it. */
const AT_WORK = "status IN ('received', 'processing') AND d.paused IS NULL";

/** Beside each dossier the instant before which it is due soon, where its clock goes by a calendar of its own. */
const marked = (ids: string, instants: string) =>
  `LEFT JOIN unnest(${ids}::uuid[], ${instants}::timestamptz[]) AS m (id, soon) ON m.id = coalesce(d.clock_agency_id, d.agency_id)`;

/**
 * What runs now, by agency that decides and by field; `agencyIds`: of these only, null for all. As many rows are read as are open,
 * however many there have ever been.
 */
export const countRunningNow = (
  q: Queryable,
  agencyIds: readonly string[] | null,
  now: Date,
  soon: SoonMarks,
): Promise<RunningCounts[]> =>
  q.query<RunningCounts>(
    `SELECT d.agency_id AS "agencyId", d.field, count(*) AS running,
       count(*) FILTER (WHERE ${AT_WORK} AND d.due_at >= $2 AND d.due_at < coalesce(m.soon, $3)) AS soon,
       count(*) FILTER (WHERE ${AT_WORK} AND d.due_at < $2) AS late
     FROM cases.dossier d ${marked('$4', '$5')}
     WHERE ${RUNS} AND ($1::uuid[] IS NULL OR d.agency_id = ANY ($1::uuid[])) GROUP BY d.agency_id, d.field`,
    [agencyIds, now, soon.usual, [...soon.apart.keys()], [...soon.apart.values()]],
  );

export type RunningView = 'running' | 'soon' | 'late';

/** The dossiers behind one of these numbers, the most urgent first: ids, `limit` after `offset`. */
export async function listRunningNow(
  q: Queryable,
  {
    agencyIds,
    fields,
    view,
  }: { agencyIds: readonly string[] | null; fields: readonly string[] | null; view: RunningView },
  page: { limit: number; offset: number },
  now: Date,
  soon: SoonMarks,
): Promise<string[]> {
  const due = {
    running: 'true',
    soon: `${AT_WORK} AND d.due_at >= $3 AND d.due_at < coalesce(m.soon, $4)`,
    late: `${AT_WORK} AND d.due_at < $3`,
  }[view];
  const rows = await q.query<{ id: string }>(
    `SELECT d.id FROM cases.dossier d ${marked('$5', '$6')}
     WHERE ${RUNS} AND ($1::uuid[] IS NULL OR d.agency_id = ANY ($1::uuid[])) AND ($2::text[] IS NULL OR d.field = ANY ($2::text[]))
       AND ${due} AND $3::timestamptz IS NOT NULL AND $4::timestamptz IS NOT NULL
     ORDER BY d.due_at, d.id LIMIT $7 OFFSET $8`,
    [
      agencyIds,
      fields,
      now,
      soon.usual,
      [...soon.apart.keys()],
      [...soon.apart.values()],
      page.limit,
      page.offset,
    ],
  );
  return rows.map(r => r.id);
}

/** An apology as everybody may read it. */
export type PublicApology = {
  number: number;
  year: number;
  agency: string;
  /** Who has the dossier now, as it is called on the day; null where it is still who apologised. */
  nowAt: string | null;
  procedure: string;
  dueBefore: Date;
  until: Date;
};

/** Of which of these dossiers the applicants were told that they are late, and when they will be done instead. */
export const apologisedOf = async (q: Queryable, ids: readonly string[]): Promise<ReadonlySet<string>> =>
  new Set(
    (
      await q.query<{ id: string }>(
        'SELECT dossier_id AS id FROM cases.apology WHERE dossier_id = ANY ($1::uuid[]) AND undone_at IS NULL',
        [ids],
      )
    ).map(row => row.id),
  );

/**
 * The apologies for results that are still owed after the time that was promised before, the newest first, without whom they were given
 * to. An agency that apologises ahead of that time is not late yet.
 */
export const listApologies = (
  q: Queryable,
  now: Date,
  page: { limit: number; offset: number },
): Promise<PublicApology[]> =>
  q.query<PublicApology>(
    `SELECT a.number, a.year, coalesce(v.name, '') AS agency, n.name AS "nowAt", p.name AS procedure, a.due_before AS "dueBefore", a.until
     FROM cases.apology a JOIN cases.dossier d ON d.id = a.dossier_id
     JOIN procedures.procedure_version p ON p.id = d.procedure_version_id
     LEFT JOIN organisation.agency_version v ON v.agency_id = a.agency_id AND v.valid @> a.given_at::date
     LEFT JOIN LATERAL (
       SELECT name FROM organisation.agency_version
       WHERE agency_id = d.agency_id AND d.agency_id <> a.agency_id AND lower(valid) <= $4::date ORDER BY lower(valid) DESC LIMIT 1) n ON true
     WHERE d.closed_at IS NULL AND d.status <> 'completed' AND a.undone_at IS NULL AND a.due_before < $3
     ORDER BY a.given_at DESC, a.dossier_id LIMIT $1 OFFSET $2`,
    [page.limit, page.offset, now, localDate(now)],
  );
