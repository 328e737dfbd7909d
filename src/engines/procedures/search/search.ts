import type { Queryable } from '#platform/db';
import { fold } from '#platform/text';
import type { LifeEvent, ProcedureLevel, ProcedureSummary } from '../types.ts';
import { IN_FORCE, SUMMARY } from './lists.ts';
import { suggest } from './suggest.ts';

export type ProcedureFilter = {
  /** Code of a field. */
  field?: string;
  level?: ProcedureLevel;
  lifeEvent?: LifeEvent;
  /** 20 unless said, 100 at most. */
  limit?: number;
  offset?: number;
};

export type ProcedureSearch = {
  rows: ProcedureSummary[];
  /** Of all pages. */
  total: number;
  /** Where nothing was found: what may have been meant, with its tone marks (`khia sinh` → `khai sinh`). */
  suggestion: string | null;
};

/**
 * Procedures in force on `date` whose name, results, keywords, field or code hold every word of `text` at the start of a
 * word, with or without tone marks. Those with the words together come first. An empty text lists all, by name.
 */
export async function searchProcedures(
  q: Queryable,
  text: string,
  filter: ProcedureFilter,
  date: string,
): Promise<ProcedureSearch> {
  const phrase = fold(text.slice(0, 200));
  const words = [...new Set(phrase.split(' ').filter(Boolean))].slice(0, 12);
  const values: unknown[] = [
    date,
    filter.field ?? null,
    filter.level ?? null,
    filter.lifeEvent ?? null,
    phrase,
  ];
  // A fold leaves letters, digits and spaces: nothing that LIKE reads otherwise.
  const conditions = words.map(word => {
    values.push(`% ${word}%`);
    return `(' ' || v.search) LIKE $${values.length}`;
  });
  const limit = Math.min(Math.max(filter.limit ?? 20, 1), 100);
  values.push(limit, Math.max(filter.offset ?? 0, 0));
  const rows = await q.query<ProcedureSummary & { total: number }>(
    `SELECT ${SUMMARY}, count(*) OVER () AS total FROM ${IN_FORCE}
     WHERE v.status = 'published' AND v.valid @> $1::date AND ($2::text IS NULL OR v.field_code = $2)
       AND ($3::text IS NULL OR v.levels @> ARRAY[$3]) AND ($4::text IS NULL OR v.life_events @> ARRAY[$4])
       ${conditions.map(c => `AND ${c}`).join(' ')}
     ORDER BY $5 <> '' AND NOT (' ' || v.folded_name || ' ') LIKE '% ' || $5 || ' %',
       CASE WHEN $5 = '' THEN 0 ELSE length(v.folded_name) END, v.folded_name, p.code
     LIMIT $${values.length - 1} OFFSET $${values.length}`,
    values,
  );
  const total = rows[0]?.total ?? 0;
  const suggestion = total === 0 && words.length && !filter.offset ? await suggest(q, phrase, date) : null;
  return { rows: rows.map(({ total: _, ...row }) => row), total, suggestion };
}
