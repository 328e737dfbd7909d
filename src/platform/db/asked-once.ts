import type { Queryable } from './types.ts';

/**
 * Asks each question once, and gives whoever asks it again the same answer, rows and all: for what is read more than once in one
 * transaction that does not change it.
 */
export function askedOnce(q: Queryable): Queryable {
  const answers = new Map<string, Promise<unknown>>();
  const once = <K extends 'query' | 'one' | 'maybe'>(how: K) =>
    ((text: string, values: readonly unknown[] = []) => {
      const key = JSON.stringify([how, text, values]);
      const before = answers.get(key);
      if (before) return before;
      const answer = q[how](text, values);
      answers.set(key, answer);
      return answer;
    }) as Queryable[K];
  return { query: once('query'), one: once('one'), maybe: once('maybe'), run: q.run };
}
