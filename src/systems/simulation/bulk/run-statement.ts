import { type Expression, equalitiesOf, type Row } from './expression.ts';
import type { Statement } from './statement.ts';
import type { Table } from './tables.ts';
import { compare, shown } from './values.ts';

export type Answer = { rows: Row[]; count: number };

/** The rows for which a condition holds, by an index. Throws an Error where none serves: a search of all rows is a fault. */
function matching(table: Table, where: Expression, params: readonly unknown[]): Row[] {
  const [first] = equalitiesOf(where);
  if (!first) throw new Error(`simulation: no index of ${table.name} serves a statement`);
  const [column, place] = first;
  return [...table.by(column, params[place] ?? null)].filter(row => where(row, params) === true);
}

const outOf = (
  columns: ReadonlyArray<readonly [string, Expression]>,
  row: Row,
  params: readonly unknown[],
): Row => {
  const out: Row = {};
  for (const [name, value] of columns) out[name] = shown(value(row, params));
  return out;
};

const valuesOf = (
  set: ReadonlyArray<readonly [string, Expression]>,
  row: Row,
  params: readonly unknown[],
): Row => {
  const values: Row = {};
  for (const [name, value] of set) values[name] = value(row, params);
  return values;
};

function insert(table: Table, s: Extract<Statement, { kind: 'insert' }>, params: readonly unknown[]): Answer {
  const given = valuesOf(s.columns, {}, params);
  if (s.conflict) {
    const on = s.conflict.on ?? table.keys;
    const [first = ''] = on;
    const there = [...table.by(first, given[first])].find(row =>
      on.every(c => compare(row[c], given[c]) === 0),
    );
    if (there) {
      // EXCLUDED is what was to be put in: its columns are read like those of the row.
      const changes = Object.fromEntries(s.conflict.set.map(([name]) => [name, given[name]]));
      table.update(there, changes);
      return { rows: [], count: s.conflict.set.length ? 1 : 0 };
    }
  }
  const row = table.insert(given);
  return { rows: s.returning.length ? [outOf(s.returning, row, params)] : [], count: 1 };
}

function select(table: Table, s: Extract<Statement, { kind: 'select' }>, params: readonly unknown[]): Answer {
  const found = matching(table, s.where, params);
  if (s.order.length)
    found.sort((a, b) => {
      for (const { by, down, nullsFirst } of s.order) {
        const [x, y] = [by(a, params), by(b, params)];
        if (x === null || y === null) {
          if (x !== y) return (x === null) === nullsFirst ? -1 : 1;
          continue;
        }
        const order = compare(x, y);
        if (order) return down ? -order : order;
      }
      return 0;
    });
  const rows = s.limit ? found.slice(0, Number(s.limit({}, params))) : found;
  return { rows: rows.map(row => outOf(s.columns, row, params)), count: rows.length };
}

/** Does in memory what a statement says of its table. */
export function runStatement(table: Table, s: Statement, params: readonly unknown[]): Answer {
  switch (s.kind) {
    case 'insert':
      return insert(table, s, params);
    case 'select':
      return select(table, s, params);
    case 'delete': {
      const found = matching(table, s.where, params);
      for (const row of found) table.delete(row);
      return { rows: [], count: found.length };
    }
    case 'update': {
      const found = matching(table, s.where, params);
      for (const row of found) table.update(row, valuesOf(s.set, row, params));
      return {
        rows: s.returning.length ? found.map(row => outOf(s.returning, row, params)) : [],
        count: found.length,
      };
    }
  }
}
