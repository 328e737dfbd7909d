import pg from 'pg';

/**
 * A pool for graphile-worker, to be ended by us: its own is not waited for, and then a server that stops right after it
 * cuts connections that nobody listens to any more, which ends the process.
 */
export function jobsPool(url: string, max: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    keepAlive: true,
    application_name: 'fansipan-worker',
  });
  const heard = () => undefined;
  pool.on('error', heard);
  // Whoever uses a connection hears of its end by the query that fails.
  pool.on('connect', client => void client.on('error', heard));
  return pool;
}
