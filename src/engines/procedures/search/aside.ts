import type { Queryable } from '#platform/db';
import { fold } from '#platform/text';
import type { ProcedureVersion } from '../types.ts';

/** A version that is approved and not in force: its day is still to come, it was withdrawn before, or its time is over. */
export type AsideSummary = Pick<
  ProcedureVersion,
  'id' | 'code' | 'name' | 'field' | 'number' | 'from' | 'to'
> & {
  status: 'published' | 'withdrawn';
};

/**
 * Versions that begin after `date`, and the newest ones of procedures where they were withdrawn or ended before it; those to come
 * first. `text`: name, code or results, with or without tone marks. `total` counts those of all pages.
 */
export async function listAside(
  q: Queryable,
  {
    text = '',
    field,
    limit = 50,
    offset = 0,
  }: { text?: string; field?: string; limit?: number; offset?: number },
  date: string,
): Promise<{ rows: AsideSummary[]; total: number }> {
  const words = fold(text.slice(0, 200)).split(' ').filter(Boolean).slice(0, 12);
  if (text.trim() && !words.length) return { rows: [], total: 0 };
  const where = `FROM procedures.procedure_version v JOIN procedures.procedure p ON p.id = v.procedure_id
    JOIN procedures.field f ON f.code = v.field_code
    WHERE ((v.status = 'published' AND lower(v.valid) > $1::date)
        OR ((v.status = 'withdrawn' OR (v.status = 'published' AND upper(v.valid) <= $1::date))
          AND NOT EXISTS (SELECT FROM procedures.procedure_version n WHERE n.procedure_id = v.procedure_id AND n.number > v.number)))
      AND ($2::text IS NULL OR v.field_code = $2) AND v.search LIKE ALL ($3::text[])`;
  const values = [date, field ?? null, words.map(w => `% ${w}%`)];
  const { total } = await q.one<{ total: number }>(`SELECT count(*) AS total ${where}`, values);
  const rows = await q.query<AsideSummary>(
    `SELECT v.id, p.code, v.name, f.name AS field, v.number, v.status, lower(v.valid) AS from, upper(v.valid) AS to ${where}
     ORDER BY v.status, lower(v.valid), p.code LIMIT $4 OFFSET $5`,
    [...values, limit, offset],
  );
  return { rows, total };
}
