import { gateOf } from '#platform/gate';
import type { Db } from './types.ts';

/** How many statements one request has under way at once. */
export const AT_ONCE = 3;

/**
 * The database for one request: of its statements at most `most` are under way at once, the others wait in order. A page that asks many things
 * beside one another would take every connection from everybody else, and on a quiet day open one for each. Transactions, and what goes
 * `together`, are not counted: nothing may wait for a turn that holds what another waits for.
 */
export function fewAtOnce(db: Db, most = AT_ONCE): Db {
  const gate = gateOf(most);
  return {
    ...db,
    query: (text, values) => gate(() => db.query(text, values)),
    one: (text, values) => gate(() => db.one(text, values)),
    maybe: (text, values) => gate(() => db.maybe(text, values)),
    run: (text, values) => gate(() => db.run(text, values)),
  };
}
