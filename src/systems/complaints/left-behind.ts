import type { LeftBehind } from '#engines/cases';
import type { Queryable } from '#platform/db';

/** What waits at each agency: complaints to be taken on or settled, and decisions to be carried out. */
const find = (q: Queryable, agencyIds: readonly string[]): Promise<LeftBehind[]> =>
  q.query<LeftBehind>(
    `SELECT w.agency AS "agencyId", w.area_id AS "areaId", count(*)::int AS count, min(w.due) AS "dueAt" FROM (
       SELECT c.agency_id AS agency, c.area_id, coalesce(c.settle_due, c.take_on_due) AS due
       FROM complaints.complaint c WHERE c.closed_at IS NULL AND c.agency_id = ANY ($1::uuid[])
       UNION ALL
       SELECT c.carry_out_agency, c.area_id, c.carry_out_due
       FROM complaints.complaint c
       WHERE c.to_carry_out AND c.carry_out_agency = ANY ($1::uuid[])) AS w
     GROUP BY w.agency, w.area_id`,
    [agencyIds],
  );

/** Complaints at agencies that are gone: where nobody has their work, whoever mends the province is shown them. */
export const complaintsLeft = {
  title: 'complaints.left-behind.title',
  about: 'complaints.left-behind.about',
  find,
};
