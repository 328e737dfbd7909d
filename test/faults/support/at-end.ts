const started = new Set<() => Promise<unknown>>();
let ended: string | undefined;

/** What must be stopped however the run ends; the latest first. Returns what takes it off the list, once it was stopped otherwise. */
export function atEnd(stop: () => Promise<unknown>): () => void {
  if (ended) throw new Error(`nothing is started after ${ended}`);
  started.add(stop);
  return () => void started.delete(stop);
}

async function stopAll(): Promise<void> {
  for (const stop of [...started].reverse()) await stop().catch(error => console.error(error));
}

/** Of those signals (number as in signal(7)) that ask a program to end: it stops what it has started first. */
const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

/** A run that is asked to end stops what it has started, and ends as if the signal had ended it: 128 and its number. */
export function stopOnSignals(): void {
  for (const [name, number] of Object.entries(SIGNALS))
    process.on(name, () => {
      if (ended) return;
      ended = name;
      void stopAll().then(() => process.exit(128 + number));
    });
}
