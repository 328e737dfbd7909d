/** The middle one of a list, which is sorted in place. */
export const median = (list: number[]): number => list.sort((a, b) => a - b)[list.length >> 1] ?? Number.NaN;

/** Says how a promise about two times (milliseconds, the shorter the better) is held: `limit / value` is at least `goal`. */
export function sayTimes(name: string, value: number, limit: number, goal: number): void {
  const ratio = limit / value;
  console.log(
    `bench ${name} value=${value.toFixed(2)}ms limit=${limit.toFixed(2)}ms ratio=${ratio.toFixed(3)} goal=${goal} ${ratio >= goal ? 'ok' : 'short'}`,
  );
}
