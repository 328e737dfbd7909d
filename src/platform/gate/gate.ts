/** Lets `most` pieces of work run at once; the others wait for their turn, in the order in which they came. One that fails gives its place up too. */
export function gateOf(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: Array<() => void> = [];
  return async work => {
    if (running >= most) await new Promise<void>(next => waiting.push(next));
    else running++;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}
