import pg from 'pg';

/** The rows of a prepared statement: how each column is read, and a row in which nothing stands yet. */
type Shape = {
  names: readonly string[];
  readers: ReadonlyArray<(text: string) => unknown>;
  empty: Readonly<Record<string, null>>;
};

type Column = { name: string; dataTypeID: number };

// What `pg` has, and its types do not tell: of a connection, and of a query.
type Connection = { describe(what: object): void };
type Query = {
  name?: string;
  _result: { rows: object[] };
  _canceledDueToError: unknown;
  hasBeenParsed(connection: Connection): boolean;
  prepare(connection: Connection): void;
  handleRowDescription(message: { fields: readonly Column[] }): void;
  handleDataRow(message: { fields: ReadonlyArray<string | null> }): void;
  handleCommandComplete(message: object, connection: Connection): void;
};
type Done = (error: Error | undefined, result: pg.QueryResult) => void;
const Query = pg.Query as unknown as new (
  text: string,
  values: readonly unknown[] | undefined,
  done?: Done,
) => Query;

const NO_ROWS: Shape = { names: [], readers: [], empty: {} };

const shapeOf = (columns: readonly Column[]): Shape => ({
  names: columns.map(c => c.name),
  readers: columns.map(c => pg.types.getTypeParser(c.dataTypeID, 'text')),
  empty: Object.fromEntries(columns.map(c => [c.name, null])),
});

/** What is known of a connection: the rows of its prepared statements; and itself, as one that asks for no description. */
type Known = { shapes: Map<string, Shape>; silent: Connection };

const known = new WeakMap<Connection, Known>();

function knownOf(connection: Connection): Known {
  let found = known.get(connection);
  if (!found) {
    found = {
      shapes: new Map(),
      silent: Object.create(connection, { describe: { value: () => undefined } }) as Connection,
    };
    known.set(connection, found);
  }
  return found;
}

/**
 * A statement whose rows are described once a connection: `pg` has PostgreSQL describe them each time, and looks for the readers of
 * their columns each time. A prepared statement keeps its columns: when a table has changed so that they would be others, PostgreSQL
 * refuses it (0A000, "cached plan must not change result type").
 */
export class Statement extends Query {
  #shape: Shape = NO_ROWS;
  #shapes: Map<string, Shape> | undefined;

  /** `name`: under which it is prepared; without values it is not, and may be several. `done` may be left to who sends it. */
  constructor({ name, text, values }: pg.QueryConfig, done?: Done) {
    super(text, values, done);
    if (name !== undefined) this.name = name;
  }

  override prepare(connection: Connection): void {
    const { shapes, silent } = knownOf(connection);
    const shape = this.name === undefined ? undefined : shapes.get(this.name);
    if (shape && this.hasBeenParsed(connection)) {
      this.#shape = shape;
      super.prepare(silent);
    } else {
      this.#shapes = shapes;
      super.prepare(connection);
    }
  }

  override handleRowDescription(message: { fields: readonly Column[] }): void {
    super.handleRowDescription(message);
    this.#shape = shapeOf(message.fields);
  }

  override handleDataRow({ fields }: { fields: ReadonlyArray<string | null> }): void {
    if (this._canceledDueToError) return;
    const { names, readers, empty } = this.#shape;
    const row: Record<string, unknown> = { ...empty };
    try {
      for (let i = 0; i < fields.length; i++) {
        const text = fields[i] as string | null;
        if (text !== null) row[names[i] as string] = readers[i]?.(text);
      }
    } catch (error) {
      // Told when the connection is ready for the next.
      this._canceledDueToError = error;
      return;
    }
    this._result.rows.push(row);
  }

  override handleCommandComplete(message: object, connection: Connection): void {
    super.handleCommandComplete(message, connection);
    if (this.name !== undefined) this.#shapes?.set(this.name, this.#shape);
  }
}
