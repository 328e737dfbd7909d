import type { PoolClient } from 'pg';
import { queryable, type Runner } from './queryable.ts';
import type { Tx } from './types.ts';
import type { Watch } from './watch.ts';

/** What every statement is answered in a transaction in which one has failed (in_failed_sql_transaction). */
const ABORTED = '25P02';

/** Runs `fn` between `begin` and its COMMIT, or ROLLBACK when it throws; then what was put off until after the commit. */
export async function transaction<T>(
  client: PoolClient,
  runner: Runner,
  watch: Watch,
  begin: string,
  fn: (tx: Tx) => Promise<T>,
): Promise<T> {
  const after: Array<() => void> = [];
  let depth = 0;
  // Of several things that go on side by side one may fail while another still sends: after the end it would be done by itself.
  let over = false;
  // What was sent together with a statement that fails is refused because of it, and that may be heard first: told is why.
  let why: unknown;
  const q = queryable(
    {
      query: async config => {
        if (over) throw new Error('a statement came after the end of its transaction');
        try {
          return await runner.query(config);
        } catch (error) {
          if ((error as { code?: string }).code !== ABORTED) why = error;
          throw why ?? error;
        }
      },
    },
    watch,
  );
  const end = (how: 'COMMIT' | 'ROLLBACK') => {
    over = true;
    return queryable(runner, watch).query(how);
  };
  const tx: Tx = {
    ...q,
    kind: 'tx',
    client,
    afterCommit: f => void after.push(f),
    savepoint: async inner => {
      const name = `s${++depth}`;
      await q.query(`SAVEPOINT ${name}`);
      try {
        const value = await inner();
        await q.query(`RELEASE SAVEPOINT ${name}`);
        return value;
      } catch (error) {
        await q.query(`ROLLBACK TO SAVEPOINT ${name}`);
        throw error;
      }
    },
  };
  // Not waited for: it goes out with the first statements. Where it fails the connection is gone, and they fail with it.
  const begun = q.query(begin);
  begun.catch(() => undefined);
  let value: T;
  try {
    value = await fn(tx);
    await begun;
    await end('COMMIT');
  } catch (error) {
    await end('ROLLBACK').catch(() => undefined);
    throw error;
  }
  for (const f of after) f();
  return value;
}
