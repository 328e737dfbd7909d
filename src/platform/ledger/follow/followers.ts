import type { Clock } from '#platform/clock';
import type { Db, Queryable, Tx } from '#platform/db';
import type { Log } from '#platform/log';
import { createBell } from '../bell.ts';
import { sealedSize } from '../entries.ts';
import type { Entry, Follower } from '../types.ts';
import { followOnce, rebuild, register } from './follow.ts';
import {
  listSkipped,
  listStanding,
  makeUp,
  retryFollower,
  type Skip,
  type Skipped,
  type Standing,
  skipEntry,
} from './skip.ts';

export type FollowerState = {
  id: string;
  position: number;
  /** Sealed entries that it has not yet seen. */
  behind: number;
  error: string | null;
  failedAt: Date | null;
  attempts: number;
};

export type Followers = {
  /** Brings all (or the named) followers to the end of what is sealed. Throws when a handler does. */
  runOnce(ids?: readonly string[]): Promise<void>;
  /** Follows in the background: on every sealing, and every second in case no word of one arrived. */
  start(): void;
  stop(): Promise<void>;
  /** Sends one back to position 0. */
  rebuild(id: string): Promise<void>;
  states(): Promise<FollowerState[]>;
  /** Those that stand still, the longest first. */
  standing(q: Queryable): Promise<Standing[]>;
  /** Lets one that stands still try again at once. Whether it stood still. */
  retry(tx: Tx, id: string): Promise<boolean>;
  /** Lets it pass over the entry at which it stands; undefined when it stands there no more. */
  skip(tx: Tx, id: string, skip: Skip): Promise<Entry | undefined>;
  /** What they were let pass over, the last first. */
  skipped(q: Queryable, page: { limit: number; offset: number }): Promise<Skipped[]>;
  /** Lets it take such an entry after all; undefined when there is none. Throws what its handler throws. */
  makeUp(tx: Tx, id: string, entry: Omit<Skip, 'reason'>): Promise<Entry | undefined>;
  /** Kinds that no follower acts on: nothing is forgotten without being listed. */
  unhandled(): string[];
};

const POLL_MS = 1_000;
/** After a failure: 1 s, 2 s, 4 s … at most a minute. */
const retryMs = (attempts: number) => Math.min(1_000 * 2 ** Math.max(attempts - 1, 0), 60_000);

/** Each has its own place and its own trouble; three at a time leave connections to the people. Throws the first error. */
async function threeAtATime<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const rest = all.values();
  const worker = async () => {
    for (const one of rest) await work(one);
  };
  const ended = await Promise.allSettled([worker(), worker(), worker()]);
  for (const end of ended) if (end.status === 'rejected') throw end.reason;
}

/** The followers of this installation. `kinds`: all kinds of entries, so that none is forgotten. Throws for two of one id. */
export function createFollowers(
  db: Db,
  clock: Clock,
  log: Log,
  followers: readonly Follower[],
  kinds: readonly string[],
): Followers {
  const byId = new Map(followers.map(f => [f.id, f]));
  if (byId.size !== followers.length) throw new Error('ledger: two followers have one id');
  const bell = createBell();
  let stopping = false;
  let running: Promise<void> | undefined;

  const get = (id: string): Follower => {
    const follower = byId.get(id);
    if (!follower) throw new Error(`ledger: no follower "${id}"; there are ${[...byId.keys()].join(', ')}`);
    return follower;
  };

  async function catchUp(follower: Follower): Promise<void> {
    try {
      while (!stopping && (await followOnce(db, follower)));
    } catch (error) {
      await db
        .run(
          `UPDATE ledger.follower SET error = $2, failed_at = $3, attempts = attempts + 1, stood_since = coalesce(stood_since, $3)
           WHERE id = $1`,
          [follower.id, String((error as Error).message).slice(0, 2_000), clock.now()],
        )
        .catch(() => undefined);
      throw error;
    }
  }

  const states = async (): Promise<FollowerState[]> => {
    const size = await sealedSize(db);
    const rows = await db.query<Omit<FollowerState, 'behind'>>(
      'SELECT id, position, error, failed_at AS "failedAt", attempts FROM ledger.follower WHERE id = ANY ($1) ORDER BY id',
      [[...byId.keys()]],
    );
    return rows.map(row => ({ ...row, behind: Math.max(size - row.position, 0) }));
  };

  async function round(): Promise<void> {
    const due = (await states()).filter(
      s =>
        s.behind > 0 && (!s.failedAt || clock.now().getTime() - s.failedAt.getTime() >= retryMs(s.attempts)),
    );
    await threeAtATime(due, ({ id }) =>
      catchUp(get(id)).catch(error =>
        log.error({ err: error, follower: id }, 'ledger: a follower stands still at an entry'),
      ),
    );
  }

  async function loop(): Promise<void> {
    let listener: { release(destroy?: boolean): void } | undefined;
    const hangUp = () => {
      listener?.release(true);
      listener = undefined;
    };
    let known = false;
    while (!stopping) {
      try {
        if (!listener) {
          const client = await db.connect();
          listener = client;
          client.on('error', () => {
            if (listener === client) hangUp();
            bell.ring();
          });
          client.on('notification', bell.ring);
          await client.query('LISTEN ledger_sealed');
        }
        if (!known) await register(db, followers);
        known = true;
        await round();
      } catch (error) {
        hangUp();
        log.error({ err: error }, 'ledger: following failed');
      }
      if (!stopping) await bell.wait(POLL_MS);
    }
    hangUp();
  }

  return {
    runOnce: async ids => {
      const chosen = ids ? ids.map(get) : followers;
      await register(db, chosen);
      await threeAtATime(chosen, catchUp);
    },
    start: () => {
      stopping = false;
      running ??= loop();
    },
    stop: async () => {
      stopping = true;
      bell.ring();
      await running;
      running = undefined;
      stopping = false;
    },
    rebuild: id => rebuild(db, get(id)),
    states,
    standing: q => listStanding(q, byId),
    retry: async (tx, id) => byId.has(id) && retryFollower(tx, id),
    skip: async (tx, id, what) => {
      const follower = byId.get(id);
      return follower && skipEntry(tx, follower, what);
    },
    skipped: (q, page) => listSkipped(q, byId, page),
    makeUp: async (tx, id, what) => {
      const follower = byId.get(id);
      return follower && makeUp(tx, follower, what);
    },
    unhandled: () => kinds.filter(kind => !followers.some(f => f.kinds.includes(kind))),
  };
}
