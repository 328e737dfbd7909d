import { createHmac } from 'node:crypto';
import type { Queryable } from '#platform/db';
import type { Log } from '#platform/log';

/** How many requests of one key in its window, over all processes, and how long the window still lasts. */
export type Count = { n: number; msLeft: number };

export type SharedCounts = {
  /** Counts one request where all processes see it at once. Falls back on this process's own count while the database is away. */
  countNow(key: string, windowMs: number): Promise<Count>;
  /** Counts one request here; the other processes learn of it, and this one of theirs, within `EVERY_MS`. */
  countSoon(key: string, windowMs: number): Count;
  /** Tells the others now what was counted here. Never rejects. */
  sync(): Promise<void>;
  close(): void;
};

/** Between two exchanges of what was counted. A process without requests exchanges nothing. */
const EVERY_MS = 1_000;
/** Keys remembered; with more of them at once the oldest are left to the database. */
const MOST_KEYS = 20_000;

type Entry = {
  /** Of all processes at the last exchange, this one's share with it. */
  known: number;
  /** Counted here since. */
  fresh: number;
  /** By this process's own clock. */
  endsAt: number;
  windowMs: number;
};

// The database's clock decides for all. Keys in order: of two processes that exchange at once, one waits for the other.
const ADD = `
  INSERT INTO http.request_count AS c (key, n, ends_at)
  SELECT key, n, clock_timestamp() + make_interval(secs => ms / 1000.0)
    FROM unnest($1::bytea[], $2::integer[], $3::float8[]) AS given(key, n, ms) ORDER BY key
  ON CONFLICT (key) DO UPDATE SET
    n = CASE WHEN c.ends_at <= clock_timestamp() THEN excluded.n ELSE c.n + excluded.n END,
    ends_at = CASE WHEN c.ends_at <= clock_timestamp() THEN excluded.ends_at ELSE c.ends_at END
  RETURNING key, n, (1000 * extract(epoch FROM ends_at - clock_timestamp()))::float8 AS "msLeft"`;

/**
 * Counts of requests that all processes on one database share. `secret` keys the digests under which they lie there.
 * `now`: milliseconds of a clock that never goes back.
 */
export function createSharedCounts(
  options: { db: Queryable; log: Pick<Log, 'warn'>; secret: Buffer },
  now: () => number = () => performance.now(),
): SharedCounts {
  const entries = new Map<string, Entry>();
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const digestOf = (key: string) => createHmac('sha256', options.secret).update(key).digest().subarray(0, 16);

  function entryOf(key: string, windowMs: number): Entry {
    const at = now();
    const before = entries.get(key);
    const runs = before !== undefined && before.endsAt > at;
    const few = entries.size <= MOST_KEYS / 2;
    if (runs && few) return before;
    const entry = runs ? before : { known: 0, fresh: 0, endsAt: at + windowMs, windowMs };
    // Last used stand last, once there may soon be too many.
    entries.delete(key);
    entries.set(key, entry);
    if (few) return entry;
    for (const oldest of entries.keys()) {
      if (entries.size <= MOST_KEYS) break;
      entries.delete(oldest);
    }
    return entry;
  }

  /** Adds to the shared counts, and keeps what they are then. Returns the last of them. */
  async function exchange(given: ReadonlyArray<{ key: string; entry: Entry; n: number }>): Promise<Count> {
    const count: Count = { n: 0, msLeft: 0 };
    const digests = new Map(given.map(g => [digestOf(g.key).toString('hex'), g]));
    const rows = await options.db.query<{ key: Buffer; n: number; msLeft: number }>(ADD, [
      [...digests.keys()].map(hex => Buffer.from(hex, 'hex')),
      given.map(g => g.n),
      given.map(g => g.entry.windowMs),
    ]);
    for (const { key, n, msLeft } of rows) {
      const { entry } = digests.get(key.toString('hex'))!;
      // Of two answers under way the one that counted more is the later one, unless the window began anew.
      const endsAt = now() + msLeft;
      const anew = endsAt > entry.endsAt + entry.windowMs / 2;
      entry.known = anew ? n : Math.max(entry.known, n);
      entry.endsAt = endsAt;
      Object.assign(count, { n, msLeft });
    }
    return count;
  }

  async function sync(): Promise<void> {
    const given = [...entries]
      .filter(([, entry]) => entry.fresh > 0)
      .map(([key, entry]) => ({ key, entry, n: entry.fresh }));
    for (const { entry } of given) {
      entry.known += entry.fresh;
      entry.fresh = 0;
    }
    for (const [key, entry] of entries) if (entry.endsAt <= now()) entries.delete(key);
    if (given.length === 0) return;
    try {
      await exchange(given);
    } catch (err) {
      // Not told to the others: lost with the minute. Here they still count.
      options.log.warn({ err }, 'counts of requests are kept by this process alone');
    }
  }

  function syncSoon(): void {
    if (timer || closed) return;
    timer = setTimeout(
      () =>
        sync().finally(() => {
          timer = undefined;
          if ([...entries.values()].some(entry => entry.fresh > 0)) syncSoon();
        }),
      EVERY_MS,
    ).unref();
  }

  const countOf = ({ known, fresh, endsAt }: Entry): Count => ({ n: known + fresh, msLeft: endsAt - now() });

  return {
    countNow: async (key, windowMs) => {
      const entry = entryOf(key, windowMs);
      try {
        return await exchange([{ key, entry, n: 1 }]);
      } catch (err) {
        options.log.warn({ err }, 'counts of requests are kept by this process alone');
        entry.known += 1;
        return countOf(entry);
      }
    },
    countSoon: (key, windowMs) => {
      const entry = entryOf(key, windowMs);
      entry.fresh += 1;
      syncSoon();
      return countOf(entry);
    },
    sync,
    close: () => {
      closed = true;
      clearTimeout(timer);
    },
  };
}
