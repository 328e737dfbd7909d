import { withOpenWork } from '#engines/work';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { heirOf } from '../process/heir.ts';
import type { Dossier } from '../types.ts';

/** Open dossiers about one place whose next step lies at an agency that is gone, and that nobody took over. */
export type Heirless = {
  agencyId: string;
  areaId: string;
  dossiers: number;
  /** How many of them stand still, and cannot be moved. */
  paused: number;
  /** The first of their due times. */
  dueAt: Date;
};

// As `taskKind` says: a question is answered or dropped by who asked, and what is only to be read holds up nobody.
const STEP = String.raw`t.ref ~ '^\d+$'`;

/** Agencies that were and are not any more on `date`. */
export const gone = async (q: Queryable, date: string): Promise<string[]> =>
  (
    await q.query<{ id: string }>(
      `SELECT v.agency_id AS id FROM organisation.agency_version v GROUP BY v.agency_id
       HAVING NOT bool_or(v.valid @> $1::date) AND min(lower(v.valid)) <= $1::date`,
      [date],
    )
  ).map(row => row.id);

/**
 * Dossiers that reach nobody's inbox: the agency of their open step is gone, its work went to no single successor, and the place that they
 * are about has no committee either (`heirOf`). By agency and place, the first due first.
 */
export async function listHeirless(q: Queryable, at: Date): Promise<Heirless[]> {
  const date = localDate(at);
  const busy = await withOpenWork(q, await gone(q, date));
  if (!busy.length) return [];
  const groups = await q.query<Heirless>(
    `SELECT t.agency_id AS "agencyId", d.area_id AS "areaId", count(DISTINCT d.id)::int AS dossiers,
       count(DISTINCT d.id) FILTER (WHERE d.paused IS NOT NULL)::int AS paused, min(d.due_at) AS "dueAt"
     FROM work.task t JOIN cases.dossier d ON d.id = t.subject_id
     WHERE t.agency_id = ANY ($1::uuid[]) AND t.state IN ('open', 'suspended') AND ${STEP}
     GROUP BY t.agency_id, d.area_id ORDER BY min(d.due_at), t.agency_id, d.area_id`,
    [busy],
  );
  const left: Heirless[] = [];
  for (const group of groups) if (!(await heirOf(q, group, group.agencyId, date))) left.push(group);
  return left;
}

/** Of one such group the dossiers, the first due first. */
export const heirlessDossiers = (
  q: Queryable,
  { agencyId, areaId }: Pick<Heirless, 'agencyId' | 'areaId'>,
  { limit, offset }: { limit: number; offset: number },
): Promise<Array<Pick<Dossier, 'id' | 'code' | 'dueAt' | 'paused' | 'agencyId'> & { name: string }>> =>
  q.query(
    `SELECT d.id, d.code, d.due_at AS "dueAt", d.paused, d.agency_id AS "agencyId", v.name
     FROM cases.dossier d JOIN procedures.procedure_version v ON v.id = d.procedure_version_id
     WHERE d.area_id = $2 AND d.id IN (SELECT t.subject_id FROM work.task t WHERE t.agency_id = $1 AND t.state IN ('open', 'suspended') AND ${STEP})
     ORDER BY d.due_at, d.id LIMIT $3 OFFSET $4`,
    [agencyId, areaId, limit, offset],
  );
