import type { Queryable } from '#platform/db';
import type { Column } from './tables.ts';

/**
 * Puts many rows into a table in one statement, in their order: `rows` holds the values of `columns` as texts. (COPY is no part of the
 * protocol that the program's connections speak: statements go out in a pipeline.) Throws what the database throws: a rule that does not
 * hold refuses them all.
 */
export async function putRows(
  q: Queryable,
  table: string,
  columns: readonly Column[],
  rows: ReadonlyArray<ReadonlyArray<string | null>>,
): Promise<void> {
  if (!rows.length || !columns.length) return;
  const names = columns.map(c => `"${c.name}"`).join(', ');
  const values = columns.map((c, i) => `c${i}::${c.type}`).join(', ');
  const lists = columns.map((_, i) => `$${i + 1}::text[]`).join(', ');
  const parts = columns.map((_, i) => `c${i}`).join(', ');
  await q.run(
    `INSERT INTO ${table} (${names}) SELECT ${values} FROM unnest(${lists}) WITH ORDINALITY AS r (${parts}, n) ORDER BY n`,
    columns.map((_, i) => rows.map(row => row[i] ?? null)),
  );
}
