import type { Queryable } from '#platform/db';
import type { Column } from './tables.ts';

/**
 * Puts many rows into a table in one statement, in their order: `rows` holds the values of `columns` as texts. (COPY is no part of the
 * protocol that the program's connections speak: statements go out in a pipeline.) `copies`: each of the rows so many times, where texts
 * of the columns in `marked` have something of their own in each (simulation.copied). Throws what the database throws: a rule that does
 * not hold refuses them all.
 */
export async function putRows(
  q: Queryable,
  table: string,
  columns: readonly Column[],
  rows: ReadonlyArray<ReadonlyArray<string | null>>,
  { copies = 1, marked = new Set<string>() }: { copies?: number; marked?: ReadonlySet<string> } = {},
): Promise<void> {
  if (!rows.length || !columns.length) return;
  const names = columns.map(c => `"${c.name}"`).join(', ');
  const valueIn = ({ name, type }: Column, i: number) => {
    if (!marked.has(name)) return `c${i}::${type}`;
    const text = `simulation.copied(c${i}, k)`;
    return type === 'bytea' ? `convert_to(${text}, 'UTF8')` : `${text}::${type}`;
  };
  const lists = columns.map((_, i) => `$${i + 1}::text[]`).join(', ');
  const parts = columns.map((_, i) => `c${i}`).join(', ');
  await q.run(
    `INSERT INTO ${table} (${names}) SELECT ${columns.map(valueIn).join(', ')}
     FROM unnest(${lists}) WITH ORDINALITY AS r (${parts}, n) CROSS JOIN generate_series(0, $${columns.length + 1}::int - 1) AS k
     ORDER BY k, n`,
    [...columns.map((_, i) => rows.map(row => row[i] ?? null)), copies],
  );
}
