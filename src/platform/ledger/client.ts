import type { PoolClient } from 'pg';
import type { Queryable } from '#platform/db';

/** A connection of one's own, as a `Queryable`: for what belongs to a session, like its advisory lock. */
export function onClient(client: PoolClient): Queryable {
  const rows = async (text: string, values?: readonly unknown[]) =>
    (await client.query(text, values as unknown[] | undefined)).rows;
  return {
    query: rows,
    one: async (text, values) => {
      const [row, ...more] = await rows(text, values);
      if (!row || more.length) throw new Error(`not exactly one row from: ${text.slice(0, 120)}`);
      return row;
    },
    maybe: async (text, values) => (await rows(text, values))[0],
    run: async (text, values) => (await client.query(text, values as unknown[] | undefined)).rowCount ?? 0,
  };
}
