import type { Queryable } from '#platform/db';
import { CODE, CODE_WIDTH, NUMBER, OWN } from './marks.ts';
import type { Column } from './tables.ts';

/** A text column as the k-th copy has it; only what its marks ask for is done. */
function copyOf(text: string, marks: ReadonlySet<string>): string {
  let copy = text;
  if (marks.has(OWN)) copy = `replace(${copy}, E'\\x01', hex)`;
  if (marks.has(CODE)) copy = `replace(${copy}, E'\\x04', lpad((code + k)::text, ${CODE_WIDTH}, '0'))`;
  if (marks.has(NUMBER))
    copy = `CASE WHEN position(E'\\x02' IN ${text}) > 0 THEN simulation.numbered(${copy}, k) ELSE ${copy} END`;
  return copy;
}

type Copies = {
  /** Which of the copies: [from, to), counted from 0. */
  from: number;
  to: number;
  /** For each row the number in the code of the first of the copies. */
  codes: readonly number[];
  marked: ReadonlyMap<string, ReadonlySet<string>>;
};

/**
 * Puts each of many rows into a table so many times, in one statement: `rows` holds the values of `columns` as texts, marked where a copy
 * has something of its own. Each copy's rows stay in their order. Throws what the database throws: a rule that does not hold refuses
 * them all.
 */
export async function copyRows(
  q: Queryable,
  table: string,
  columns: readonly Column[],
  rows: ReadonlyArray<ReadonlyArray<string | null>>,
  { from, to, codes, marked }: Copies,
): Promise<void> {
  if (!rows.length || !columns.length) return;
  const names = columns.map(c => `"${c.name}"`).join(', ');
  const values = columns.map(({ name, type }, i) => {
    const text = copyOf(`c${i}`, marked.get(name) ?? new Set());
    return type === 'bytea' && marked.has(name) ? `convert_to(${text}, 'UTF8')` : `${text}::${type}`;
  });
  const lists = columns.map((_, i) => `$${i + 1}::text[]`).join(', ');
  const parts = columns.map((_, i) => `c${i}`).join(', ');
  const n = columns.length;
  await q.run(
    `INSERT INTO ${table} (${names}) SELECT ${values.join(', ')}
     FROM (SELECT k, lpad(to_hex(k), 4, '0') AS hex FROM generate_series($${n + 2}::int, $${n + 3}::int - 1) AS k) AS copy
       CROSS JOIN unnest(${lists}, $${n + 1}::int[]) WITH ORDINALITY AS r (${parts}, code, n)
     ORDER BY k, n`,
    [...columns.map((_, i) => rows.map(row => row[i] ?? null)), codes, from, to],
  );
}
