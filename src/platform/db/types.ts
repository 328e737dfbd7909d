import type { PoolClient } from 'pg';

/** Anything SQL can be sent to: the pool, or a transaction. Rows come back as `R`, columns named as in the SQL. */
export type Queryable = {
  /** All rows. */
  query<R extends object = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<R[]>;
  /** The only row. Throws when there is none or more than one. */
  one<R extends object = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<R>;
  /** The only row, or undefined. Throws when there is more than one. */
  maybe<R extends object = Record<string, unknown>>(
    text: string,
    values?: readonly unknown[],
  ): Promise<R | undefined>;
  /** Runs a statement for its effect; the number of rows touched. */
  run(text: string, values?: readonly unknown[]): Promise<number>;
};

export type Tx = Queryable & {
  readonly kind: 'tx';
  /** Runs `fn` under a savepoint: an error in it undoes its own work only, and is thrown on. */
  savepoint<T>(fn: () => Promise<T>): Promise<T>;
  /** Called once the transaction is committed; never when it is rolled back. Nothing may depend on it happening. */
  afterCommit(fn: () => void): void;
  /** The client, for COPY, cursors and jobs. */
  readonly client: PoolClient;
};

export type Db = Queryable & {
  readonly kind: 'db';
  /** One transaction: committed when `fn` resolves, rolled back when it throws. READ COMMITTED unless said. */
  tx<T>(
    fn: (tx: Tx) => Promise<T>,
    options?: { isolation?: 'repeatable read' | 'serializable'; readOnly?: boolean },
  ): Promise<T>;
  /** A connection of one's own, for LISTEN, session locks and long copies. Give it back with `release`. */
  connect(): Promise<PoolClient>;
  readonly url: string;
  close(): Promise<void>;
};
