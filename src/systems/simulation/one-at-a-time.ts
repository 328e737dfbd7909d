import { formatDateTime } from '#platform/clock';
import type { Db } from '#platform/db';
import { SimulationUnderWay } from './errors.ts';

/**
 * Does `work` while nobody else makes the province of this seed, in whatever process: held by a connection of its own, so that it ends with who
 * died. Throws SIMULATION_UNDER_WAY, which says since when another does.
 */
export async function oneAtATime<T>(db: Db, seed: string, work: () => Promise<T>): Promise<T> {
  const lock = await db.connect();
  let broken: Error | undefined;
  try {
    const key = `simulation.run:${seed}`;
    const { rows } = await lock.query('SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS got', [key]);
    if (!rows[0]?.got) throw SimulationUnderWay({ seed, since: await heldSince(db, key) });
    try {
      return await work();
    } finally {
      // A connection that broke meanwhile holds nothing, and what came of the work is not lost with it.
      await lock.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', [key]).catch(error => {
        broken = error;
      });
    }
  } finally {
    lock.release(broken);
  }
}

/** When the lock was taken: the connection that holds it has sent nothing since. */
async function heldSince(db: Db, key: string): Promise<string> {
  const held = await db.maybe<{ since: Date | null }>(
    `SELECT a.query_start AS since FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
     WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
       AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
       AND (l.classid::bigint << 32 | l.objid::bigint) = hashtextextended($1, 0)`,
    [key],
  );
  // It has ended just now.
  return formatDateTime(held?.since ?? new Date());
}
