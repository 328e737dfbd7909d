import { toMinute } from './local-minutes.ts';
import type { Pause, PauseReason } from './types.ts';

/** A pause in local minutes. `open`: it has not ended; `to` is then the present. */
export type Stop = { from: number; to: number; reason: PauseReason; open: boolean };

/**
 * Pauses in order, in whole minutes, none of them overlapping: time that two pauses share is taken out once, and belongs
 * to the one that began first. A pause of no length is dropped unless it is open.
 * Throws a RangeError for a pause that ends before it begins.
 */
export function orderPauses(pauses: readonly Pause[], now: Date | undefined): Stop[] {
  const stops = pauses
    .map(pause => {
      const from = toMinute(pause.from);
      const to = toMinute(pause.to ?? now ?? pause.from);
      if (pause.to && to < from) throw new RangeError('a pause that ends before it begins');
      return { from, to: Math.max(from, to), reason: pause.reason ?? 'other', open: pause.to === null };
    })
    .sort((a, b) => a.from - b.from || b.to - a.to);
  const ordered: Stop[] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const stop of stops) {
    const from = Math.max(stop.from, end);
    if (from < stop.to || (stop.open && from <= stop.to)) ordered.push({ ...stop, from });
    end = Math.max(end, stop.to);
  }
  return ordered;
}
