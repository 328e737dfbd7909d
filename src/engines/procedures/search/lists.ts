import type { Queryable } from '#platform/db';
import type { LifeEvent, ProcedureSummary } from '../types.ts';

export const SUMMARY = `v.id, v.procedure_id AS "procedureId", p.code, v.name, v.field_code AS "fieldCode", f.name AS field,
  v.levels, v.service_level AS "serviceLevel", v.limits, v.fees`;

export const IN_FORCE = `procedures.procedure_version v JOIN procedures.procedure p ON p.id = v.procedure_id
  JOIN procedures.field f ON f.code = v.field_code`;

export type FieldCount = { code: string; name: string; count: number };

/** The fields that have procedures in force on `date`, by name. */
export const listFields = (q: Queryable, date: string): Promise<FieldCount[]> =>
  q.query<FieldCount>(
    `SELECT f.code, f.name, count(*) AS count FROM procedures.procedure_version v JOIN procedures.field f ON f.code = v.field_code
     WHERE v.status = 'published' AND v.valid @> $1::date GROUP BY f.code ORDER BY f.folded`,
    [date],
  );

/** The procedures in force on `date` that belong to a moment in life, by field and name. */
export const listByLifeEvent = (q: Queryable, event: LifeEvent, date: string): Promise<ProcedureSummary[]> =>
  q.query<ProcedureSummary>(
    `SELECT ${SUMMARY} FROM ${IN_FORCE}
     WHERE v.status = 'published' AND v.valid @> $1::date AND v.life_events @> ARRAY[$2] ORDER BY f.folded, v.folded_name`,
    [date, event],
  );

/** How many procedures are in force on `date`. */
export async function countProcedures(q: Queryable, date: string): Promise<number> {
  const { n } = await q.one<{ n: number }>(
    `SELECT count(*) AS n FROM procedures.procedure_version WHERE status = 'published' AND valid @> $1::date`,
    [date],
  );
  return n;
}

export type DraftSummary = {
  id: string;
  code: string;
  name: string;
  field: string;
  number: number;
  missing: string[];
};

/** Drafts by code: what staff still have to finish. `missing` leaves only those that lack it. */
export const listDrafts = (
  q: Queryable,
  { missing, limit = 50, offset = 0 }: { missing?: string; limit?: number; offset?: number } = {},
): Promise<DraftSummary[]> =>
  q.query<DraftSummary>(
    `SELECT v.id, p.code, v.name, f.name AS field, v.number, v.missing FROM ${IN_FORCE}
     WHERE v.status = 'draft' AND ($1::text IS NULL OR v.missing @> ARRAY[$1]) ORDER BY p.code LIMIT $2 OFFSET $3`,
    [missing ?? null, limit, offset],
  );
