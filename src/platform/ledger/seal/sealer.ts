import { setTimeout as sleep } from 'node:timers/promises';
import { createBell } from '../bell.ts';
import { SealerRefusal } from './chain.ts';
import { lastDrawn, waitDecided } from './horizon.ts';
import { openSession, type SealerOptions, type Session, sealDecided } from './session.ts';

export type Sealer = {
  /** Seals in the background, or stands by while another process does. */
  start(): void;
  /** Resolves when nothing of it runs any more. */
  stop(): Promise<void>;
  /** Seals everything committed before the call, here or by the process that has the lock. Throws after `waitMs`. */
  sealOnce(options?: { waitMs?: number }): Promise<void>;
  /** Lets it go on from a database that lies behind the head on file. For people, after a restore, never by itself. */
  acceptLoss(): void;
  /** Why it does not seal, if it does not. */
  refusal(): SealerRefusal | null;
  /** Something was appended by this process. */
  wake(): void;
};

// While another process seals, how often to see whether it still does; while nothing comes, how often to look.
const STANDBY_MS = 1_000;
const IDLE_MS = 150;

/** The sealer of this process: idle while another process holds the lock, and in its place when that dies. */
export function createSealer(options: SealerOptions): Sealer {
  const { db, log, file } = options;
  let session: Session | undefined;
  let running: Promise<void> | undefined;
  let stopping = false;
  let accept = false;
  let refused: SealerRefusal | null = null;
  const bell = createBell();
  const close = async () => {
    const old = session;
    session = undefined;
    old?.client.release(true);
    if (old) await file.close();
  };
  // One at a time: the loop and `sealOnce` take turns.
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(fn: () => Promise<T>): Promise<T> => {
    const next = turn.then(fn, fn);
    turn = next.catch(() => undefined);
    return next;
  };

  /** One look: `busy` when something was sealed, `idle`, `waiting` for the horizon, or `standby`. */
  const look = (until: () => boolean) =>
    inTurn(async () => {
      try {
        session ??= await openSession(options, accept, bell.ring, until);
        if (!session) return 'standby';
        accept = false;
        refused = null;
        const sealed = await sealDecided(session, until);
        return sealed === undefined ? 'waiting' : sealed > 0 ? 'busy' : 'idle';
      } catch (error) {
        if (error instanceof SealerRefusal) refused = error;
        await close();
        throw error;
      }
    });

  const sealedElsewhere = async (target: number, until: () => boolean): Promise<boolean> => {
    if ((await waitDecided(db, until, target)) === undefined) return false;
    const { open } = await db.one<{ open: boolean }>(
      `SELECT EXISTS (SELECT FROM ledger.entry WHERE seq <= $1
          AND seq > coalesce((SELECT seq FROM ledger.position ORDER BY position DESC LIMIT 1), 0)) AS open`,
      [target],
    );
    if (open) await sleep(20);
    return !open;
  };

  const loop = async () => {
    let delay = 250;
    while (!stopping) {
      try {
        const state = await look(() => stopping);
        delay = 250;
        if (state !== 'busy') await bell.wait(state === 'standby' ? STANDBY_MS : IDLE_MS);
      } catch (error) {
        log.error({ err: error }, error instanceof SealerRefusal ? error.message : 'ledger: sealing failed');
        await bell.wait(delay);
        delay = Math.min(delay * 2, error instanceof SealerRefusal ? 60_000 : 5_000);
      }
    }
    await inTurn(close);
  };

  return {
    start: () => {
      stopping = false;
      running ??= loop();
    },
    stop: async () => {
      stopping = true;
      bell.ring();
      await running;
      running = undefined;
      await inTurn(close);
    },
    sealOnce: async ({ waitMs = 30_000 } = {}) => {
      const deadline = Date.now() + waitMs;
      const late = () => Date.now() > deadline;
      const target = await lastDrawn(db);
      try {
        for (;;) {
          const state = await look(late);
          if (session && session.chain.seen >= target) return;
          if (state === 'standby' && (await sealedElsewhere(target, late))) return;
          if (late()) throw new Error(`ledger: not sealed within ${waitMs} ms (${state})`);
        }
      } finally {
        if (!running) await inTurn(close);
      }
    },
    acceptLoss: () => {
      accept = true;
      bell.ring();
    },
    refusal: () => refused,
    wake: bell.ring,
  };
}
