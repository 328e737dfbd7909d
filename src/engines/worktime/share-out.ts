import type { Calendar } from './calendar.ts';
import { toDate, toMinute } from './local-minutes.ts';
import { orderPauses } from './pauses.ts';
import type { Pause } from './types.ts';
import { reachedAt, workedBy } from './working-minutes.ts';

/**
 * Due times of the steps of a process that share one limit: the working time between `from` and `to`, pauses taken out,
 * divided in proportion to `shares` (days, hours or per cent: only their ratio matters). The last step is due at `to`, so
 * the shares always add up to the whole; none is due before the one ahead of it.
 * To share out what is left, call it with the present and the shares of the steps still to come.
 * Throws a RangeError for no shares, a negative one, or none above 0.
 */
export function shareOut(input: {
  from: Date;
  to: Date;
  shares: readonly number[];
  calendar: Calendar;
  pauses?: readonly Pause[];
}): Date[] {
  const { shares, calendar } = input;
  const sum = shares.reduce((total, share) => total + share, 0);
  if (!(sum > 0) || shares.some(share => !(share >= 0))) throw new RangeError(`shares: ${shares.join()}`);
  const from = toMinute(input.from);
  const to = Math.max(from, toMinute(input.to));
  const stops = orderPauses(input.pauses ?? [], undefined);
  const worked = (a: number, b: number) => (b > a ? workedBy(calendar, b) - workedBy(calendar, a) : 0);
  const paused = (until: number) =>
    stops.reduce((total, s) => total + worked(Math.max(s.from, from), Math.min(s.to, until)), 0);
  const budget = worked(from, to) - paused(to);
  let given = 0;
  return shares.map((share, index) => {
    given += share;
    if (index === shares.length - 1) return toDate(to);
    const part = Math.round((budget * given) / sum);
    if (part <= 0) return toDate(from);
    const base = workedBy(calendar, from) + part;
    let at = reachedAt(calendar, base);
    let out = 0;
    for (const stop of stops) {
      if (stop.from >= at) break;
      out += worked(Math.max(stop.from, from), stop.to);
      at = reachedAt(calendar, base + out);
    }
    return toDate(Math.min(at, to));
  });
}
