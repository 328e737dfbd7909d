import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '#platform/log';
import { serverProcess } from './server.ts';

const EVERY_MS = 500;
const AFTER_FAILURE_MS = 5_000;

/**
 * Looks twice a second whether the server in `folder` still lives; when it was killed, `bringUp` is called to have it
 * back. Of several programs on one server each does so: bringing it up is safe for any number.
 */
export function keepUp(
  folder: string,
  bringUp: (stopped: () => boolean) => Promise<unknown>,
  log: Log,
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const pause = (ms: number) => sleep(ms, undefined, { signal, ref: false }).catch(() => undefined);
  const keeping = (async () => {
    while (!signal.aborted) {
      await pause(EVERY_MS);
      if (signal.aborted || (await serverProcess(folder))) continue;
      log.warn({ folder }, 'embedded PostgreSQL is gone; starting it again');
      try {
        await bringUp(() => signal.aborted);
        if (!signal.aborted) log.warn({ folder }, 'embedded PostgreSQL is back');
      } catch (error) {
        if (!signal.aborted) log.error({ err: error, folder }, 'embedded PostgreSQL does not come back');
        await pause(AFTER_FAILURE_MS);
      }
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      await keeping;
    },
  };
}
