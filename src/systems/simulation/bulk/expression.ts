import type { Reader } from './tokens.ts';
import { compare, Json, plain, Span, shown } from './values.ts';

export type Row = Record<string, unknown>;
/** What an expression is worth for a row and the statement's parameters. `null` is SQL's. */
export type Expression = (row: Row, params: readonly unknown[]) => unknown;

// What an index serves: columns that equal a parameter, in all parts of an AND.
const columns = new WeakMap<Expression, string>();
const parameters = new WeakMap<Expression, number>();
const equalities = new WeakMap<Expression, ReadonlyArray<readonly [string, number]>>();

/** Columns that must equal a parameter (counted from 0) for the condition to hold. */
export const equalitiesOf = (condition: Expression): ReadonlyArray<readonly [string, number]> =>
  equalities.get(condition) ?? [];

const both = (a: Expression, b: Expression, work: (x: unknown, y: unknown) => unknown): Expression => {
  return (row, params) => {
    const [x, y] = [a(row, params), b(row, params)];
    return x === null || x === undefined || y === null || y === undefined ? null : work(x, y);
  };
};

const COMPARISONS: Readonly<Record<string, (order: number) => boolean>> = {
  '=': order => order === 0,
  '<>': order => order !== 0,
  '<': order => order < 0,
  '>': order => order > 0,
  '<=': order => order <= 0,
  '>=': order => order >= 0,
};

const number = (value: unknown): number => Number(plain(value));
/** An interval written as text, in milliseconds. */
const INTERVALS: Readonly<Record<string, number>> = { '1 millisecond': 1 };

const FUNCTIONS: Readonly<Record<string, (args: unknown[]) => unknown>> = {
  greatest: args =>
    args.reduce((a, b) => (a === null || a === undefined || (b !== null && compare(a, b) < 0) ? b : a)),
  coalesce: args => args.find(a => a !== null && a !== undefined) ?? null,
  lower: ([span]) => (span instanceof Span ? span.from : null),
  upper: ([span]) => (span instanceof Span ? span.to : null),
  upper_inf: ([span]) => span instanceof Span && span.to === null,
  tstzrange: ([from, to]) => new Span(from as Date, (to as Date | null) ?? null),
  starts_with: ([text, with_]) =>
    text === null || with_ === null ? null : String(text).startsWith(String(with_)),
  jsonb_build_object: args =>
    new Json(
      JSON.stringify(
        Object.fromEntries(
          args.flatMap((name, i) => (i % 2 ? [] : [[String(name), shown(args[i + 1]) ?? null]])),
        ),
      ),
    ),
};

function call(reader: Reader, name: string): Expression {
  const work = FUNCTIONS[name];
  if (!work) throw new Error(`simulation: the function ${name} is not known`);
  const args: Expression[] = [];
  while (!reader.take(')')) {
    args.push(readExpression(reader));
    reader.take(',');
  }
  return (row, params) => work(args.map(arg => arg(row, params)));
}

function cases(reader: Reader): Expression {
  const ways: Array<[Expression, Expression]> = [];
  while (reader.take('when')) {
    const condition = readExpression(reader);
    reader.need('then');
    ways.push([condition, readExpression(reader)]);
  }
  const otherwise: Expression = reader.take('else') ? readExpression(reader) : () => null;
  reader.need('end');
  return (row, params) => (ways.find(([when]) => when(row, params) === true)?.[1] ?? otherwise)(row, params);
}

const CONSTANTS: Readonly<Record<string, unknown>> = { null: null, true: true, false: false };

function operand(reader: Reader): Expression {
  if (reader.take('(')) {
    const inside = readExpression(reader);
    reader.need(')');
    return inside;
  }
  const { kind, text } = reader.next();
  if (kind === 'param') {
    const place = Number(text) - 1;
    const value: Expression = (_, params) => params[place] ?? null;
    parameters.set(value, place);
    return value;
  }
  if (kind === 'number') return () => Number(text);
  if (kind === 'text') return () => text;
  if (kind === 'sign') throw new Error(`simulation: "${text}" is no value`);
  if (text === 'case') return cases(reader);
  if (text === 'interval') {
    const { text: span } = reader.next();
    const ms = INTERVALS[span];
    if (ms === undefined) throw new Error(`simulation: the interval ${span} is not known`);
    return () => ms;
  }
  if (text in CONSTANTS) return () => CONSTANTS[text];
  if (reader.take('(')) return call(reader, text);
  // A table's own name before its column: there is one table only.
  const name = reader.take('.') ? reader.next().text : text;
  const value: Expression = row => row[name] ?? null;
  columns.set(value, name);
  return value;
}

function withCast(reader: Reader): Expression {
  const value = operand(reader);
  // A cast changes nothing here: parameters come as the driver would send them.
  while (reader.take('::')) {
    reader.next();
    if (reader.take('[')) reader.need(']');
  }
  return value;
}

/** A value, or a member of an object of JSON, as JSON. */
function member(reader: Reader): Expression {
  const value = withCast(reader);
  if (!reader.take('->')) return value;
  const name = withCast(reader);
  return both(value, name, (object, key) => {
    const said = (shown(object) as Record<string, unknown>)[String(key)];
    return said === undefined ? null : new Json(JSON.stringify(said));
  });
}

function sum(reader: Reader): Expression {
  let left = member(reader);
  while (reader.peek() === '+' || reader.peek() === '-') {
    const sign = reader.next().text === '+' ? 1 : -1;
    left = both(left, member(reader), (x, y) => {
      const value = number(x) + sign * number(y);
      return x instanceof Date ? new Date(value) : value;
    });
  }
  return left;
}

function list(reader: Reader): Expression[] {
  reader.need('(');
  const values = [readExpression(reader)];
  while (reader.take(',')) values.push(readExpression(reader));
  reader.need(')');
  return values;
}

function distinct(left: Expression, right: Expression, wanted: boolean): Expression {
  return (row, params) => {
    const [x, y] = [left(row, params), right(row, params)];
    const same = x === null || y === null ? x === y : compare(x, y) === 0;
    return same !== wanted;
  };
}

function is(reader: Reader, left: Expression): Expression {
  const not = reader.take('not');
  if (reader.take('distinct', 'from')) return distinct(left, sum(reader), !not);
  reader.need('null');
  return (row, params) => (left(row, params) === null) !== not;
}

function comparison(reader: Reader): Expression {
  const left = sum(reader);
  if (reader.take('is')) return is(reader, left);
  const not = reader.take('not', 'in');
  if (not || reader.take('in')) {
    const values = list(reader);
    return (row, params) => {
      const value = left(row, params);
      return value === null ? null : values.some(v => compare(v(row, params), value) === 0) !== not;
    };
  }
  const sign = reader.peek();
  const holds = COMPARISONS[sign];
  if (!holds) return left;
  reader.next();
  if (reader.take('any')) {
    const values = list(reader)[0] as Expression;
    return both(left, values, (x, all) => (all as unknown[]).some(v => compare(v, x) === 0));
  }
  const right = sum(reader);
  const compared = both(left, right, (x, y) => holds(compare(x, y)));
  const [column, place] = [columns.get(left), parameters.get(right)];
  if (sign === '=' && column && place !== undefined) equalities.set(compared, [[column, place]]);
  return compared;
}

function negation(reader: Reader): Expression {
  if (!reader.take('not')) return comparison(reader);
  const inside = negation(reader);
  return (row, params) => {
    const value = inside(row, params);
    return value === null ? null : !value;
  };
}

/** `AND` or `OR` over what `part` reads: known when one part decides, unknown when one is unknown. */
function joined(reader: Reader, word: 'and' | 'or', part: (reader: Reader) => Expression): Expression {
  const parts = [part(reader)];
  while (reader.take(word)) parts.push(part(reader));
  if (parts.length === 1) return parts[0] as Expression;
  const decides = word === 'or';
  const all: Expression = (row, params) => {
    let known: boolean | null = !decides;
    for (const one of parts) {
      const value = one(row, params);
      if (value === decides) return decides;
      if (value === null) known = null;
    }
    return known;
  };
  if (word === 'and') equalities.set(all, parts.flatMap(equalitiesOf));
  return all;
}

/** Reads an expression of one table: what the statements of the engines use of SQL. Throws an Error at all else. */
export const readExpression = (reader: Reader): Expression =>
  joined(reader, 'or', r => joined(r, 'and', negation));
