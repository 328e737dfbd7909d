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

/** Of those dossiers and steps the dossiers, each once, the first due first. */
export const listLeftAt = (
  q: Queryable,
  agencyId: string,
  limit: number,
): Promise<Array<{ id: string; code: string; name: string; dueAt: Date }>> =>
  q.query(
    `SELECT d.id, d.code, v.name, d.due_at AS "dueAt"
     FROM cases.dossier d JOIN procedures.procedure_version v ON v.id = d.procedure_version_id
     WHERE d.id IN (SELECT o.id FROM cases.dossier o WHERE o.agency_id = $1::uuid AND o.closed_at IS NULL
       UNION SELECT t.subject_id FROM work.task t WHERE t.agency_id = $1::uuid AND t.state IN ('open', 'suspended'))
     ORDER BY d.due_at, d.id LIMIT $2`,
    [agencyId, limit],
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
