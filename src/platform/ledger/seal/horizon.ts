import { setTimeout as sleep } from 'node:timers/promises';
import type { Queryable } from '#platform/db';

/** The last number that the entries' sequence has given out; 0 before the first. */
export async function lastDrawn(q: Queryable): Promise<number> {
  const row = await q.one<{ last: number }>(
    'SELECT CASE WHEN is_called THEN last_value ELSE 0 END AS last FROM ledger.entry_seq',
  );
  return row.last;
}

/**
 * Waits until every entry with a number up to the sequence's present value S0 is decided: committed, and then visible
 * to every later snapshot, or never to come. Returns S0, or undefined when `until` said to stop waiting.
 *
 * 1. S0 is read. Whoever drew a number ≤ S0 had a transaction id before drawing it (`ledger.append`, column order).
 * 2. X0 is a transaction id taken now: each of those transactions has a smaller one. (The snapshot's xmax would not do:
 *    it is one past the last *completed* id, so a transaction that runs may lie at or above it.)
 * 3. Once the oldest running transaction of the server (`xmin`; ids are the server's, so transactions in its other
 *    databases hold it too) is ≥ X0, all of them have ended.
 */
export async function waitDecided(
  q: Queryable,
  until: () => boolean,
  last: number,
): Promise<number | undefined> {
  const { x0 } = await q.one<{ x0: string }>('SELECT pg_current_xact_id()::text AS x0');
  for (let pause = 1; ; pause = Math.min(pause * 2, 50)) {
    const { passed } = await q.one<{ passed: boolean }>(
      'SELECT pg_snapshot_xmin(pg_current_snapshot()) >= $1::xid8 AS passed',
      [x0],
    );
    if (passed) return last;
    if (until()) return undefined;
    await sleep(pause);
  }
}

export type Holder = {
  pid: number | null;
  application: string | null;
  database: string | null;
  state: string | null;
  since: Date | null;
  /** Name of a prepared transaction. */
  prepared: string | null;
};

export type Lag = {
  /** Entries that are committed and not yet sealed. */
  unsealed: number;
  /** When the oldest of them was written; null when there is none. */
  oldest: Date | null;
  /** Positions sealed so far. */
  size: number;
  /** Running transactions that may keep the sealer waiting, the oldest first. */
  holders: Holder[];
};

const timeOf = (id: string): Date => new Date(Number.parseInt(id.replace('-', '').slice(0, 12), 16));

/** How far the sealer is behind, and who keeps it. */
export async function lag(q: Queryable): Promise<Lag> {
  const { size, seq } = await q.one<{ size: number; seq: number }>(
    `SELECT coalesce(max(position) + 1, 0) AS size, coalesce(max(seq), 0) AS seq
       FROM (SELECT position, seq FROM ledger.position ORDER BY position DESC LIMIT 1) last`,
  );
  const waiting = await q.one<{ unsealed: number; first: string | null }>(
    `SELECT count(*) AS unsealed, (SELECT id FROM ledger.entry WHERE seq > $1 ORDER BY seq LIMIT 1) AS first
       FROM ledger.entry WHERE seq > $1`,
    [seq],
  );
  const holders = await q.query<Holder>(
    'SELECT pid, application, database, state, since, prepared FROM ledger.horizon() LIMIT 20',
  );
  return { unsealed: waiting.unsealed, oldest: waiting.first ? timeOf(waiting.first) : null, size, holders };
}
