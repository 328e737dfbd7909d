import { setTimeout as sleep } from 'node:timers/promises';

/** Lets a loop sleep until somebody rings, or a time has passed. A ring while it is awake shortens its next sleep. */
export type Bell = { ring(): void; wait(ms: number): Promise<void> };

export function createBell(): Bell {
  let rung = false;
  let wake: AbortController | undefined;
  return {
    ring: () => {
      rung = true;
      wake?.abort();
    },
    wait: async ms => {
      if (!rung) {
        wake = new AbortController();
        await sleep(ms, undefined, { signal: wake.signal }).catch(() => undefined);
        wake = undefined;
      }
      rung = false;
    },
  };
}
