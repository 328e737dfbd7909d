import type { Queryable } from '#platform/db';
import { fold } from '#platform/text';
import { LIFE_EVENTS, type LifeEvent, type ProcedureSummary } from '../types.ts';

export const SUMMARY = `v.id, v.procedure_id AS "procedureId", p.code, v.name, v.field_code AS "fieldCode", f.name AS field,
  v.levels, v.service_level AS "serviceLevel", v.limits, v.fees`;

export const IN_FORCE = `procedures.procedure_version v JOIN procedures.procedure p ON p.id = v.procedure_id
  JOIN procedures.field f ON f.code = v.field_code`;

export type FieldCount = { code: string; name: string; count: number };

/** Every field that some version names, by name. */
export const listAllFields = (q: Queryable): Promise<Array<Omit<FieldCount, 'count'>>> =>
  q.query('SELECT code, name FROM procedures.field ORDER BY folded');

/** The fields that have procedures in force on `date`, by name. */
export const listFields = (q: Queryable, date: string): Promise<FieldCount[]> =>
  q.query<FieldCount>(
    `SELECT f.code, f.name, count(*) AS count FROM procedures.procedure_version v JOIN procedures.field f ON f.code = v.field_code
     WHERE v.status = 'published' AND v.valid @> $1::date GROUP BY f.code ORDER BY f.folded`,
    [date],
  );

/** Names of fields by their codes. */
export async function fieldNames(
  q: Queryable,
  codes: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await q.query<{ code: string; name: string }>(
    'SELECT code, name FROM procedures.field WHERE code = ANY ($1::text[])',
    [codes],
  );
  return new Map(rows.map(row => [row.code, row.name]));
}

/** The procedures in force on `date` that belong to a moment in life, by field and name. */
export const listByLifeEvent = (q: Queryable, event: LifeEvent, date: string): Promise<ProcedureSummary[]> =>
  q.query<ProcedureSummary>(
    `SELECT ${SUMMARY} FROM ${IN_FORCE}
     WHERE v.status = 'published' AND v.valid @> $1::date AND v.life_events @> ARRAY[$2] ORDER BY f.folded, v.folded_name`,
    [date, event],
  );

/** The moments in life to which procedures in force on `date` belong. */
export async function listLifeEvents(q: Queryable, date: string): Promise<LifeEvent[]> {
  const rows = await q.query<{ event: LifeEvent }>(
    `SELECT DISTINCT unnest(life_events) AS event FROM procedures.procedure_version
      WHERE status = 'published' AND valid @> $1::date`,
    [date],
  );
  return LIFE_EVENTS.filter(event => rows.some(row => row.event === event));
}

/**
 * Of phrases that may be said of a moment in life, the places of those that a procedure of it has, in force on `date`, in its name, field, results or
 * plain words.
 */
export async function saidOfLifeEvents(
  q: Queryable,
  asked: ReadonlyArray<{ event: LifeEvent; words: string }>,
  date: string,
): Promise<Set<number>> {
  const rows = await q.query<{ n: number }>(
    `SELECT a.n::int AS n FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS a (event, words, n)
     WHERE EXISTS (SELECT FROM procedures.procedure_version v WHERE v.status = 'published' AND v.valid @> $1::date
       AND v.life_events @> ARRAY[a.event] AND v.search LIKE '% ' || a.words || ' %')`,
    [date, asked.map(a => a.event), asked.map(a => fold(a.words))],
  );
  return new Set(rows.map(({ n }) => n - 1));
}

/** How many procedures are in force on `date`. */
export async function countProcedures(q: Queryable, date: string): Promise<number> {
  const { n } = await q.one<{ n: number }>(
    `SELECT count(*) AS n FROM procedures.procedure_version WHERE status = 'published' AND valid @> $1::date`,
    [date],
  );
  return n;
}

/** Codes of all procedures in force on `date`, in their order. */
export const listCodesInForce = async (q: Queryable, date: string): Promise<string[]> => {
  const rows = await q.query<{ code: string }>(
    `SELECT p.code FROM ${IN_FORCE} WHERE v.status = 'published' AND v.valid @> $1::date ORDER BY p.code`,
    [date],
  );
  return rows.map(r => r.code);
};

export type DraftSummary = {
  id: string;
  code: string;
  name: string;
  field: string;
  number: number;
  missing: string[];
};

export type DraftFilter = {
  /** Name, code or results, with or without tone marks. */
  text?: string;
  /** Code of a field. */
  field?: string;
  /** Leaves only those that lack it. */
  missing?: string;
  /** 50 unless said. */
  limit?: number;
  offset?: number;
};

/** Drafts by code: what staff still have to finish. `total` counts those of all pages. */
export async function listDrafts(
  q: Queryable,
  { text = '', field, missing, limit = 50, offset = 0 }: DraftFilter = {},
): Promise<{ rows: DraftSummary[]; total: number }> {
  const words = fold(text.slice(0, 200)).split(' ').filter(Boolean).slice(0, 12);
  const where = `FROM ${IN_FORCE} WHERE v.status = 'draft' AND ($1::text IS NULL OR v.missing @> ARRAY[$1])
    AND ($2::text IS NULL OR v.field_code = $2) AND v.search LIKE ALL ($3::text[])`;
  const values = [missing ?? null, field ?? null, words.map(w => `% ${w}%`)];
  const { total } = await q.one<{ total: number }>(`SELECT count(*) AS total ${where}`, values);
  const rows = await q.query<DraftSummary>(
    `SELECT v.id, p.code, v.name, f.name AS field, v.number, v.missing ${where} ORDER BY p.code LIMIT $4 OFFSET $5`,
    [...values, limit, offset],
  );
  return { rows, total };
}
