import type { Queryable } from '#platform/db';
import type { Row } from './expression.ts';
import { Json, plain } from './values.ts';

export type Column = { name: string; type: string; fallback: string | null };

/** The columns of a table by the catalogue, with the constant that a column has when none is given. */
export async function columnsOf(q: Queryable, table: string): Promise<Column[]> {
  return q.query<Column>(
    `SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, pg_get_expr(d.adbin, d.adrelid) AS fallback
     FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
     WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum`,
    [table],
  );
}

/** The columns of a table's primary key, in its order. */
export async function keysOf(q: Queryable, table: string): Promise<string[]> {
  const rows = await q.query<{ name: string }>(
    `SELECT a.attname AS name FROM pg_index i CROSS JOIN unnest(i.indkey) WITH ORDINALITY AS k (attnum, n)
     JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
     WHERE i.indrelid = $1::regclass AND i.indisprimary ORDER BY k.n`,
    [table],
  );
  return rows.map(r => r.name);
}

const CONSTANT = /^(?:'([^']*)'::[a-z ]+(\[\])?|(\d+)|(true|false))$/;

/** The value of a constant default; undefined where the database works it out. */
function constantOf({ fallback }: Column): unknown {
  const [, text, list, number, truth] = CONSTANT.exec(fallback ?? '') ?? [];
  if (text !== undefined) return list ? [] : text;
  if (number !== undefined) return Number(number);
  return truth === undefined ? undefined : truth === 'true';
}

/** One table in memory: its rows in the order in which they came, found by columns that equal something. */
export class Table {
  readonly name: string;
  readonly columns: readonly Column[];
  /** Of its primary key. */
  readonly keys: readonly string[];
  readonly rows = new Set<Row>();
  readonly #json: ReadonlySet<string>;
  readonly #constants: Row;
  readonly #indexes = new Map<string, Map<unknown, Set<Row>>>();

  /** `beside`: values of columns that stand in memory only. */
  constructor(name: string, columns: readonly Column[], keys: readonly string[], beside: Row = {}) {
    this.name = name;
    this.columns = columns;
    this.keys = keys;
    this.#json = new Set(columns.filter(c => c.type === 'jsonb').map(c => c.name));
    const constants = Object.fromEntries(
      columns
        .map(c => [c.name, this.typed(c.name, constantOf(c))] as const)
        .filter(([, value]) => value !== undefined),
    );
    this.#constants = { ...constants, ...beside };
  }

  /** A parameter as a row holds it. */
  typed(column: string, value: unknown): unknown {
    return this.#json.has(column) && typeof value === 'string' ? new Json(value) : value;
  }

  insert(given: Row): Row {
    const row: Row = { ...this.#constants };
    for (const name of Object.keys(given)) row[name] = this.typed(name, given[name]);
    this.rows.add(row);
    for (const [column, index] of this.#indexes) add(index, row[column], row);
    return row;
  }

  update(row: Row, changes: Row): void {
    for (const name of Object.keys(changes)) {
      const index = this.#indexes.get(name);
      index?.get(plain(row[name]))?.delete(row);
      row[name] = this.typed(name, changes[name]);
      if (index) add(index, row[name], row);
    }
  }

  delete(row: Row): void {
    this.rows.delete(row);
    for (const [column, index] of this.#indexes) {
      const value = plain(row[column]);
      const there = index.get(value);
      there?.delete(row);
      if (there?.size === 0) index.delete(value);
    }
  }

  /** The rows in which a column equals a value. The first time that a column is asked for, it gets an index. */
  by(column: string, value: unknown): Iterable<Row> {
    let index = this.#indexes.get(column);
    if (!index) {
      index = new Map();
      for (const row of this.rows) add(index, row[column], row);
      this.#indexes.set(column, index);
    }
    return index.get(plain(value)) ?? [];
  }
}

function add(index: Map<unknown, Set<Row>>, value: unknown, row: Row): void {
  const key = plain(value);
  const there = index.get(key);
  if (there) there.add(row);
  else index.set(key, new Set([row]));
}
