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

/** What is sent in a transaction without waiting in between goes out at once, and is done and answered in that order. */
export type Tx = Queryable & {
  readonly kind: 'tx';
  /** Runs `fn` under a savepoint: an error in it undoes its own work only, and is thrown on. */
  savepoint<T>(fn: () => Promise<T>): Promise<T>;
  /** Called once the transaction is committed; never when it is rolled back. Nothing may depend on it happening. */
  afterCommit(fn: () => void): void;
  /** The client, for COPY, cursors and jobs. */
  readonly client: PoolClient;
};

export type TxOptions = {
  isolation?: 'repeatable read' | 'serializable';
  readOnly?: boolean;
  /**
   * Statements keep the plan that they were given once: for acts on one thing by its key. What touches a partitioned table
   * would be planned anew each time, which takes longer than doing it. Not for searches and lists.
   */
  keptPlans?: boolean;
};

export type Db = Queryable & {
  readonly kind: 'db';
  /** One transaction: committed when `fn` resolves, rolled back when it throws. READ COMMITTED unless said. */
  tx<T>(fn: (tx: Tx) => Promise<T>, options?: TxOptions): Promise<T>;
  /**
   * Several questions in one go: what `fn` sends without waiting in between goes out at once on one connection, and is answered in
   * that order. No transaction.
   */
  together<T>(fn: (q: Queryable) => Promise<T>): Promise<T>;
  /** A connection of one's own, for LISTEN, session locks and long copies. Give it back with `release`. */
  connect(): Promise<PoolClient>;
  readonly url: string;
  close(): Promise<void>;
};
