import pg, { type PoolClient } from 'pg';
import { Unavailable } from '#platform/errors';
import { ping, translate } from './away.ts';
import { cut, lend } from './lend.ts';
import { queryable, type Runner } from './queryable.ts';
import { Statement } from './statement.ts';
import { transaction } from './transaction.ts';
import type { Db } from './types.ts';
import { createWatch } from './watch.ts';

// Columns as the program wants them: bigint as a number (money and positions stay far under 2^53; more is a fault),
// dates as 'YYYY-MM-DD' text, because a Date would carry a time zone that a calendar day does not have.
pg.types.setTypeParser(20, text => {
  const n = Number(text);
  if (!Number.isSafeInteger(n)) throw new RangeError(`bigint beyond 2^53: ${text}`);
  return n;
});
pg.types.setTypeParser(1082, text => text);

export type PoolOptions = {
  /** A PostgreSQL URL, or `socket:/dir?db=name&user=name` for the embedded server. */
  url: string;
  /** Role taken on by every connection: the app's role owns nothing. */
  role?: string;
  max?: number;
  /** How many connections stay once they are there, also when nobody asks anything: a new one has everything to read and to plan first. */
  kept?: number;
  applicationName?: string;
  /** Called when an idle connection breaks (the server went away): for the log. Of a pool that is being closed nobody hears. */
  onError?: (error: Error) => void;
};

/** Opens a pool of connections. Nothing is connected before the first query. */
export function openDb(options: PoolOptions): Db {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.max ?? 10,
    // One that has worked holds some 20 MB at the server: beyond those that are kept, they are given back after a while.
    min: options.kept ?? 0,
    idleTimeoutMillis: 10_000,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    // Statements that nobody waits for in between go out together (measured 1.5 × for a transaction of a few).
    pipeline: true,
    application_name: options.applicationName ?? 'fansipan',
    // A stuck transaction would hold the sealer's horizon for everybody (see the ledger).
    options: `-c idle_in_transaction_session_timeout=30000 -c lock_timeout=10000 -c statement_timeout=60000 -c timezone=UTC${
      options.role ? ` -c role=${options.role}` : ''
    }`,
  });
  // The pool's end does not wait until the server has let its connections go: one that stops right after it cuts them, and nothing is lost.
  let closing = false;
  pool.on('error', error => closing || options.onError?.(error));
  // Whoever uses a connection hears of its end by the statement that fails; one that ends between two users must not end the process.
  pool.on('connect', client => void client.on('error', () => undefined));
  const busy = new Set<PoolClient>();
  pool.on('acquire', client => void busy.add(client));
  pool.on('release', (_error, client) => void busy.delete(client));
  // A silent database: those who wait are told, by ending the connection that they wait on. What had been sent may
  // still be done there, as with every answer that is lost on its way.
  const watch = createWatch(
    () => ping(options.url),
    () => {
      options.onError?.(new Error('the database does not answer'));
      for (const client of busy) cut(client);
    },
  );
  const connect = async () => {
    if (watch.away) throw Unavailable();
    const connected = watch.sent();
    try {
      return await pool.connect();
    } catch (error) {
      throw translate(error);
    } finally {
      connected();
    }
  };
  /** A connection for `work`, given back whatever comes of it. */
  const withClient = async <T>(work: (client: PoolClient, runner: Runner) => Promise<T>): Promise<T> => {
    const client = await connect();
    const { runner, giveBack } = lend(client);
    let broken: Error | undefined;
    // Without a listener a connection cut in mid-transaction would end the process.
    const onError = (error: Error) => {
      broken = error;
    };
    client.on('error', onError);
    try {
      return await work(client, runner);
    } catch (error) {
      throw translate(error);
    } finally {
      giveBack();
      client.off('error', onError);
      client.release(broken);
    }
  };
  return {
    ...queryable({ query: config => pool.query(new Statement(config) as unknown as pg.QueryConfig) }, watch),
    kind: 'db',
    url: options.url,
    // Not ended from here: who holds it has no statement of ours to wait for, and hears of its end by an error.
    connect: async () => {
      const client = await connect();
      busy.delete(client);
      return client;
    },
    close: () => {
      closing = true;
      watch.stop();
      return pool.end();
    },
    together: fn => withClient((_client, runner) => fn(queryable(runner, watch))),
    tx: (fn, { isolation, readOnly, keptPlans } = {}) => {
      const mode = `${isolation ? ` ISOLATION LEVEL ${isolation}` : ''}${readOnly ? ' READ ONLY' : ''}`;
      const begin = `BEGIN${mode}${keptPlans ? '; SET LOCAL plan_cache_mode = force_generic_plan' : ''}`;
      return withClient((client, runner) => transaction(client, runner, watch, begin, fn));
    },
  };
}
