import type { Queryable, Tx } from '#platform/db';

/** What acts take place on: every act is one call of `act`; between acts `q` shows what there is. */
export type Ground = {
  q: Queryable;
  act<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
};
