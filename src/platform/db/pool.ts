import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import pg, { type PoolClient } from 'pg';
import { Unavailable } from '#platform/errors';
import { Statement } from './statement.ts';
import type { Db, Queryable, Tx } from './types.ts';
import { createWatch, type Watch } from './watch.ts';

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
  applicationName?: string;
  /** Called when an idle connection breaks (the server went away): for the log. */
  onError?: (error: Error) => void;
};

// What PostgreSQL or the socket says when the server is not there, and no more work can be done before it returns.
const AWAY = new Set([
  '57P01',
  '57P02',
  '57P03',
  '08000',
  '08003',
  '08006',
  '53300',
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
]);

function translate(error: unknown): unknown {
  const e = error as { code?: string; message?: string };
  if (
    (e?.code && AWAY.has(e.code)) ||
    /Connection terminated|not queryable|timeout exceeded when trying to connect/.test(e?.message ?? '')
  ) {
    return Object.assign(Unavailable(), { cause: error });
  }
  return error;
}

// A text of SQL is its own name: each connection parses and plans a statement once (measured 1.2 × plain).
const names = new Map<string, string>();
function nameOf(text: string): string {
  let name = names.get(text);
  if (!name) {
    if (names.size > 2_000) names.clear();
    name = createHash('sha256').update(text).digest('base64url').slice(0, 22);
    names.set(text, name);
  }
  return name;
}

const PING_MS = 2_500;

/** Resolves when a server answers on a new connection, were it with a refusal. */
async function ping(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: PING_MS });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    // 57P0x: it is stopping or starting. Any other state, even “too many connections”, comes from a server at work.
    const { code = '' } = error as { code?: string };
    if (!/^[0-9A-Z]{5}$/.test(code) || code.startsWith('57P')) throw error;
  } finally {
    client.end().catch(() => undefined);
  }
}

type Runner = { query(config: pg.QueryConfig): Promise<pg.QueryResult> };

function queryable(runner: Runner, watch: Watch): Queryable {
  const send = async (text: string, values: readonly unknown[] = []) => {
    if (watch.away) throw Unavailable();
    const answered = watch.sent();
    try {
      // Without values a text may hold several statements, which cannot be prepared.
      return await runner.query(
        values.length ? { name: nameOf(text), text, values: values as unknown[] } : { text },
      );
    } catch (error) {
      // Where it came from is whoever sent the statement, not the socket on which the answer came.
      if (error instanceof Error) Error.captureStackTrace(error);
      throw translate(error);
    } finally {
      answered();
    }
  };
  const only = (rows: object[], text: string) => {
    if (rows.length > 1) throw new Error(`more than one row from: ${text.slice(0, 120)}`);
    return rows[0];
  };
  return {
    query: async (text, values) => (await send(text, values)).rows,
    one: async (text, values) => {
      const row = only((await send(text, values)).rows, text);
      if (!row) throw new Error(`no row from: ${text.slice(0, 120)}`);
      return row as never;
    },
    maybe: async (text, values) => only((await send(text, values)).rows, text) as never,
    run: async (text, values) => (await send(text, values)).rowCount ?? 0,
  };
}

/** What every statement is answered in a transaction in which one has failed (in_failed_sql_transaction). */
const ABORTED = '25P02';

async function transaction<T>(
  client: PoolClient,
  runner: Runner,
  watch: Watch,
  begin: string,
  fn: (tx: Tx) => Promise<T>,
): Promise<T> {
  const after: Array<() => void> = [];
  let depth = 0;
  // Of several things that go on side by side one may fail while another still sends: after the end it would be done by itself.
  let over = false;
  // What was sent together with a statement that fails is refused because of it, and that may be heard first: told is why.
  let why: unknown;
  const q = queryable(
    {
      query: async config => {
        if (over) throw new Error('a statement came after the end of its transaction');
        try {
          return await runner.query(config);
        } catch (error) {
          if ((error as { code?: string }).code !== ABORTED) why = error;
          throw why ?? error;
        }
      },
    },
    watch,
  );
  const end = (how: 'COMMIT' | 'ROLLBACK') => {
    over = true;
    return queryable(runner, watch).query(how);
  };
  const tx: Tx = {
    ...q,
    kind: 'tx',
    client,
    afterCommit: f => void after.push(f),
    savepoint: async inner => {
      const name = `s${++depth}`;
      await q.query(`SAVEPOINT ${name}`);
      try {
        const value = await inner();
        await q.query(`RELEASE SAVEPOINT ${name}`);
        return value;
      } catch (error) {
        await q.query(`ROLLBACK TO SAVEPOINT ${name}`);
        throw error;
      }
    },
  };
  // Not waited for: it goes out with the first statements. Where it fails the connection is gone, and they fail with it.
  const begun = q.query(begin);
  begun.catch(() => undefined);
  let value: T;
  try {
    value = await fn(tx);
    await begun;
    await end('COMMIT');
  } catch (error) {
    await end('ROLLBACK').catch(() => undefined);
    throw error;
  }
  for (const f of after) f();
  return value;
}

const socketOf = (client: PoolClient): Socket =>
  (client as unknown as { connection: { stream: Socket } }).connection.stream;

/** Ends a connection at once: by itself it would wait for the answers that are still to come. */
function cut(client: PoolClient): void {
  client.end().catch(() => undefined);
  socketOf(client).destroy();
}

/** Sends a statement on a connection of its own. */
const ask = (client: PoolClient, config: pg.QueryConfig): Promise<pg.QueryResult> =>
  new Promise((resolve, reject) => {
    client.query(
      new Statement(config, (error, result) => {
        if (error) reject(error);
        else resolve(result);
      }) as unknown as pg.Submittable,
    );
  });

/**
 * A client as it is lent for a while: what is sent to it without waiting in between goes out in one write. What comes after `giveBack`
 * is refused: by then it may be somebody else's.
 */
function lend(client: PoolClient): { runner: Runner; giveBack(): void } {
  const socket = socketOf(client);
  let back = false;
  return {
    runner: {
      query: async config => {
        if (back) throw new Error('a statement came after the end of its transaction');
        socket.cork();
        queueMicrotask(() => socket.uncork());
        return ask(client, config);
      },
    },
    giveBack: () => {
      back = true;
    },
  };
}

/** Opens a pool of connections. Nothing is connected before the first query. */
export function openDb(options: PoolOptions): Db {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.max ?? 10,
    idleTimeoutMillis: 30_000,
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
  pool.on('error', error => options.onError?.(error));
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
