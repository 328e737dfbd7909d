/** How long a statement may be unanswered before somebody looks whether the database is there at all. */
const PATIENCE_MS = 3_000;
const EVERY_MS = 1_000;

export type Watch = {
  /** True from when the database was found silent until it answers again. */
  readonly away: boolean;
  /** A statement goes out; call what it returns when the answer has come. */
  sent(): () => void;
  stop(): void;
};

/**
 * Tells a slow statement from a database that does not answer (stopped, cut off from the network): there a connection
 * says nothing at all, neither an answer nor an error, for minutes. Asks on a connection of its own, and only while a
 * statement has been waiting for three seconds; twice in vain is silence. Then every second until it answers.
 *
 * `ping` resolves when the database answers and rejects when it does not within its own limit. `onSilent` is called once
 * each time.
 */
export function createWatch(ping: () => Promise<void>, onSilent: () => void): Watch {
  const waiting = new Set<{ at: number }>();
  let away = false;
  let heard = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  let looking = false;
  let stopped = false;

  const answers = () =>
    ping().then(
      () => true,
      () => false,
    );
  const look = async () => {
    const oldest = waiting.values().next().value;
    const patient = oldest === undefined || performance.now() - Math.max(oldest.at, heard) < PATIENCE_MS;
    if (patient && !away) return;
    const there = (await answers()) || (!away && (await answers()));
    if (there) heard = performance.now();
    const silentNow = !there && !away && !stopped;
    away = !there;
    if (silentNow) onSilent();
  };
  const arm = () => {
    if (timer || looking || stopped) return;
    timer = setTimeout(async () => {
      timer = undefined;
      looking = true;
      await look();
      looking = false;
      if (away || waiting.size > 0) arm();
    }, EVERY_MS);
    timer.unref();
  };
  return {
    get away() {
      return away;
    },
    sent: () => {
      const statement = { at: performance.now() };
      waiting.add(statement);
      arm();
      return () => void waiting.delete(statement);
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
