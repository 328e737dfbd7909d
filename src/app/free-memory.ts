import { performance } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** How often is looked whether the program has come to rest after its start, and for how long at most: a slow machine needs minutes. */
const LOOK = { everyMs: 5_000, atMost: 60 };
/** At rest: so many looks one after the other at which less than this share of the time was work. */
const REST = { looks: 2, share: 0.05 };

function collect(): void {
  // The collector is in reach of contexts that are made after this, and of nobody else.
  setFlagsFromString('--expose-gc');
  const gc: unknown = runInNewContext('gc');
  if (typeof gc === 'function') gc();
}

/**
 * Gives back to the system what the start took and nothing holds any more: V8 keeps it until it needs room, which a quiet program never
 * does (271 MB before, 184 MB after a first start with 5,000 dossiers; measured). Some seconds from now, and again once the program is at
 * rest, for about a tenth of a second each: what a first start brings about goes on after the first page.
 */
export function freeMemorySoon(): void {
  let before = performance.eventLoopUtilization();
  let [looks, quiet] = [0, 0];
  const timer = setInterval(() => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, before);
    before = now;
    looks++;
    quiet = utilization < REST.share ? quiet + 1 : 0;
    const ends = quiet === REST.looks || looks === LOOK.atMost;
    if (looks === 1 || ends) collect();
    if (ends) clearInterval(timer);
  }, LOOK.everyMs).unref();
}
