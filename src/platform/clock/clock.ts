/** Where the program gets the time. Injected, so that tests and simulations can stand at any moment. */
export type Clock = {
  /** The present instant. */
  now(): Date;
};

export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still at `at` until it is moved. For tests, simulations and demo data. */
export function fixedClock(
  at: string | Date,
): Clock & { set(at: string | Date): void; advance(ms: number): void } {
  let current = new Date(at).getTime();
  return {
    now: () => new Date(current),
    set: to => {
      current = new Date(to).getTime();
    },
    advance: ms => {
      current += ms;
    },
  };
}
