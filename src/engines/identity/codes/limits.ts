const BETWEEN_S = 60;

/** How many codes go in an hour and in a day. */
type Bound = { hour: number; day: number };

/** To one address, asked for from one network. */
const ASKED: Bound = { hour: 5, day: 10 };
/** To one address, asked for from all networks where it was never proven. */
const STRANGERS: Bound = { hour: 10, day: 20 };

/** A code that went to an address: when, whether this network asked for it, whether its address was proven from the network that did. */
export type SentCode = { at: Date; here: boolean; proven: boolean };

/** Seconds until another code may go, after those sent `at` (newest first). */
function untilNext(at: readonly Date[], { hour, day }: Bound, between: number, now: Date): number {
  const after = (index: number, seconds: number) => {
    const sent = at[index];
    return sent ? Math.ceil((sent.getTime() - now.getTime()) / 1_000) + seconds : 0;
  };
  return Math.max(0, after(0, between), after(hour - 1, 3_600), after(day - 1, 86_400));
}

/**
 * Seconds until another code may go to an address that got `sent` (newest first), asked for from a network; `proven`: the address was
 * proven from there. One a minute, five an hour, ten a day for each network; ten an hour and twenty a day for all together from which
 * nobody ever proved it. Who did waits for no stranger.
 */
export function secondsUntilNext(sent: readonly SentCode[], proven: boolean, now: Date): number {
  const times = (which: (code: SentCode) => boolean) => sent.filter(which).map(code => code.at);
  const own = untilNext(
    times(code => code.here),
    ASKED,
    BETWEEN_S,
    now,
  );
  return proven
    ? own
    : Math.max(
        own,
        untilNext(
          times(code => !code.proven),
          STRANGERS,
          0,
          now,
        ),
      );
}
