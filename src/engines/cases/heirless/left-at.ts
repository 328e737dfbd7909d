import type { Queryable } from '#platform/db';

/** What of an agency would be without anybody if it ended: dossiers that it decides on, and open steps (also of dossiers of others). */
export type LeftAt = { dossiers: number; steps: number };

/** What still lies at an agency: open dossiers, and steps that are open or suspended. */
export const leftAt = (q: Queryable, agencyId: string): Promise<LeftAt> =>
  q.one<LeftAt>(
    `SELECT (SELECT count(*)::int FROM cases.dossier d WHERE d.agency_id = $1::uuid AND d.closed_at IS NULL) AS dossiers,
       (SELECT count(*)::int FROM work.task t WHERE t.agency_id = $1::uuid AND t.state = 'open')
       + (SELECT count(*)::int FROM work.task t WHERE t.agency_id = $1::uuid AND t.state = 'suspended') AS steps`,
    [agencyId],
  );

/**
 * When an agency last did what it cannot have done after its end: took in a dossier, was given a step that is still open, or issued a
 * result. null when it never did.
 */
export async function lastDoneAt(q: Queryable, agencyId: string): Promise<Date | null> {
  const { at } = await q.one<{ at: Date | null }>(
    `SELECT greatest(
       (SELECT max(d.received_at) FROM cases.dossier d WHERE d.received_by = $1::uuid),
       (SELECT max(d.received_at) FROM cases.dossier d WHERE d.agency_id = $1::uuid),
       (SELECT max(t.created_at) FROM work.task t WHERE t.agency_id = $1::uuid AND t.state = 'open'),
       (SELECT max(t.created_at) FROM work.task t WHERE t.agency_id = $1::uuid AND t.state = 'suspended'),
       (SELECT max(r.issued_at) FROM cases.result r WHERE r.agency_id = $1::uuid)) AS at`,
    [agencyId],
  );
  return at;
}
