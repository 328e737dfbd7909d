import { type Expression, readExpression } from './expression.ts';
import { type Reader, readerOf } from './tokens.ts';

type Columns = ReadonlyArray<readonly [string, Expression]>;

export type Statement =
  | {
      kind: 'insert';
      table: string;
      columns: Columns;
      /** Columns that tell whether it is there already; null: that is a fault. */
      conflict: { on: readonly string[] | null; set: Columns } | null;
      returning: Columns;
    }
  | { kind: 'update'; table: string; set: Columns; where: Expression; returning: Columns }
  | { kind: 'delete'; table: string; where: Expression }
  | {
      kind: 'select';
      table: string;
      columns: Columns;
      where: Expression;
      order: ReadonlyArray<{ by: Expression; down: boolean; nullsFirst: boolean }>;
      limit: Expression | null;
    };

function tableOf(reader: Reader): string {
  const schema = reader.next().text;
  reader.need('.');
  return `${schema}.${reader.next().text}`;
}

/** A table's short name, where it has one. */
function shortName(reader: Reader): void {
  reader.take('as');
  if (!['', 'set', 'where', 'order', 'for', '(', 'values', 'limit'].includes(reader.peek())) reader.next();
}

const always: Expression = () => true;

const whereOf = (reader: Reader): Expression => (reader.take('where') ? readExpression(reader) : always);

function columnsOf(reader: Reader, end: readonly string[]): Columns {
  const columns: Array<readonly [string, Expression]> = [];
  while (!end.includes(reader.peek())) {
    const before = reader.peek(1) === '.' ? reader.peek(2) : reader.peek();
    const value = readExpression(reader);
    columns.push([reader.take('as') ? reader.next().text : before || `column${columns.length}`, value]);
    reader.take(',');
  }
  return columns;
}

const returningOf = (reader: Reader): Columns =>
  reader.take('returning') ? columnsOf(reader, ['', ')']) : [];

function assignments(reader: Reader): Columns {
  const set: Array<readonly [string, Expression]> = [];
  do {
    const name = reader.next().text;
    reader.need('=');
    set.push([name, readExpression(reader)]);
  } while (reader.take(','));
  return set;
}

function names(reader: Reader): string[] {
  const list: string[] = [];
  reader.need('(');
  while (!reader.take(')')) {
    list.push(reader.next().text);
    reader.take(',');
  }
  return list;
}

function insert(reader: Reader): Statement {
  const table = tableOf(reader);
  shortName(reader);
  const columns = names(reader);
  reader.need('values', '(');
  const values = columnsOf(reader, [')']).map(([, value]) => value);
  reader.need(')');
  let conflict: Extract<Statement, { kind: 'insert' }>['conflict'] = null;
  if (reader.take('on', 'conflict')) {
    const on = reader.peek() === '(' ? names(reader) : null;
    reader.need('do');
    if (reader.take('nothing')) conflict = { on, set: [] };
    else {
      reader.need('update', 'set');
      conflict = { on, set: assignments(reader) };
    }
  }
  const given = columns.map((name, i) => [name, values[i] ?? (() => null)] as const);
  return { kind: 'insert', table, columns: given, conflict, returning: returningOf(reader) };
}

function select(reader: Reader): Statement {
  const columns = columnsOf(reader, ['from']);
  reader.need('from');
  const table = tableOf(reader);
  shortName(reader);
  const where = whereOf(reader);
  const order: Array<{ by: Expression; down: boolean; nullsFirst: boolean }> = [];
  if (reader.take('order', 'by')) {
    do {
      const by = readExpression(reader);
      const down = reader.take('desc');
      reader.take('asc');
      order.push({ by, down, nullsFirst: reader.take('nulls', 'first') });
    } while (reader.take(','));
  }
  return {
    kind: 'select',
    table,
    columns,
    where,
    order,
    limit: reader.take('limit') ? readExpression(reader) : null,
  };
}

function statementOf(reader: Reader): Statement {
  if (reader.take('insert', 'into')) return insert(reader);
  if (reader.take('update')) {
    const table = tableOf(reader);
    shortName(reader);
    reader.need('set');
    const set = assignments(reader);
    return { kind: 'update', table, set, where: whereOf(reader), returning: returningOf(reader) };
  }
  if (reader.take('delete', 'from')) {
    const table = tableOf(reader);
    shortName(reader);
    return { kind: 'delete', table, where: whereOf(reader) };
  }
  reader.need('select');
  return select(reader);
}

/**
 * Reads statements about one table each, as the engines write them: one, or several under a WITH that do not read each other, of
 * which the last one answers. Throws an Error, naming what it cannot read, at all else: what the bulk path does not understand it
 * must not pass over.
 */
export function readStatements(sql: string): Statement[] {
  const reader = readerOf(sql);
  const statements: Statement[] = [];
  if (reader.take('with')) {
    do {
      reader.next();
      reader.need('as', '(');
      statements.push(statementOf(reader));
      reader.need(')');
    } while (reader.take(','));
  }
  statements.push(statementOf(reader));
  // There is nobody to wait for in memory.
  if (reader.take('for')) while (reader.token()) reader.next();
  if (reader.token()) throw new Error(`simulation: not read to its end: ${sql.replace(/\s+/g, ' ')}`);
  return statements;
}
