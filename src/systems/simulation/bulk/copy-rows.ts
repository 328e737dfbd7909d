import type { Queryable } from '#platform/db';
import { CODE, CODE_WIDTH, NUMBER, OWN } from './marks.ts';
import type { Column } from './tables.ts';

/** A text column as the k-th copy has it; only what its marks ask for is done. */
function copyOf(text: string, marks: ReadonlySet<string>): string {
  let copy = text;
  if (marks.has(OWN)) copy = `replace(${copy}, E'\\x01', copy.hex)`;
  if (marks.has(CODE)) copy = `replace(${copy}, E'\\x04', lpad((r.code + copy.k)::text, ${CODE_WIDTH}, '0'))`;
  if (marks.has(NUMBER))
    copy = `CASE WHEN position(E'\\x02' IN ${text}) > 0 THEN simulation.numbered(${copy}, copy.k) ELSE ${copy} END`;
  return copy;
}

type Copies = {
  /** Which of the copies: [from, to), counted from 0. */
  from: number;
  to: number;
  /** For each row the number in the code of the first of the copies. */
  codes: readonly number[];
  marked: ReadonlyMap<string, ReadonlySet<string>>;
  /** The column that alone tells a row from all others, where there is one. */
  key?: string | undefined;
};

const textOf = (marks: Iterable<string>): string => [...marks].join('');

/** A marked column as the k-th copy has it, of its type. */
function ownValue({ type }: Column, text: string, marks: ReadonlySet<string>): string {
  const copy = copyOf(text, marks);
  return type === 'bytea' ? `convert_to(${copy}, 'UTF8')` : `${copy}::${type}`;
}

/** The row of the first copy, as it lies in the table: found by `column`, whose text begins as `text` without its marks. */
const firstOf = (table: string, { name, type }: Column, text: string): string =>
  `CROSS JOIN LATERAL (SELECT * FROM ${table} t WHERE t."${name}" = replace(${text}, E'\\x01', '0000')::${type} OFFSET 0) AS f`;

/**
 * Puts each of many rows into a table so many times, in one statement: `rows` holds the values of `columns` as texts, marked where a copy
 * has something of its own. A copy's rows stay in their order. Throws what the database throws: a rule that does not hold refuses
 * them all.
 *
 * What is the same in all of them is read from text once. Where the first of the copies lies in the table already and has a `key`
 * (`from` above 0), it is taken from there, packed as it lies: large texts are not packed anew for each.
 */
export async function copyRows(
  q: Queryable,
  table: string,
  columns: readonly Column[],
  rows: ReadonlyArray<ReadonlyArray<string | null>>,
  { from, to, codes, marked, key = '' }: Copies,
): Promise<void> {
  if (!rows.length || !columns.length || from >= to) return;
  const lies = from > 0 && textOf(marked.get(key) ?? []) === OWN;
  const sent = columns.map((column, i) => ({ column, i })).filter(c => !lies || marked.has(c.column.name));
  const part = new Map(sent.map(({ column }, i) => [column, `c${i}`]));
  const read = sent.map(({ column }, i) =>
    marked.has(column.name) ? `c${i}` : `c${i}::${column.type} AS c${i}`,
  );
  const values = columns.map(column => {
    const [text, marks] = [part.get(column), marked.get(column.name)];
    if (text === undefined) return `f."${column.name}"`;
    return marks ? ownValue(column, `r.${text}`, marks) : `r.${text}`;
  });
  const first = sent.find(({ column }) => column.name === key)?.column;
  const n = sent.length;
  // Joined from the side: one row comes after the other, each with its copies, and what is said of it once is worked out once.
  const written = await q.run(
    `INSERT INTO ${table} (${columns.map(c => `"${c.name}"`).join(', ')}) SELECT ${values.join(', ')}
     FROM (SELECT code, n, ${read.join(', ')} FROM unnest(${sent.map((_, i) => `$${i + 1}::text[]`).join(', ')}, $${n + 1}::int[])
         WITH ORDINALITY AS u (${[...part.values()].join(', ')}, code, n) ORDER BY n OFFSET 0) AS r
       ${lies && first ? firstOf(table, first, `r.${part.get(first)}`) : ''}
       CROSS JOIN LATERAL (SELECT k, lpad(to_hex(k), 4, '0') AS hex
         FROM generate_series($${n + 2}::int, $${n + 3}::int - 1 + 0 * r.n::int) AS k) AS copy`,
    [...sent.map(({ i }) => rows.map(row => row[i] ?? null)), codes, from, to],
  );
  if (written !== rows.length * (to - from))
    throw new Error(`simulation: ${written} rows of ${table}, of ${rows.length} ${to - from} times`);
}
