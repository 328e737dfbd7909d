import type { Db, Queryable, Tx } from '#platform/db';

/** What `use` sends to the database within one transaction, in order. */
export async function statementsIn(db: Db, use: (tx: Tx) => Promise<unknown>): Promise<string[]> {
  const sent: string[] = [];
  await db.tx(async tx => {
    const watched = <K extends 'query' | 'one' | 'maybe' | 'run'>(how: K) =>
      ((text: string, values?: readonly unknown[]) => {
        sent.push(text);
        return tx[how](text, values);
      }) as Queryable[K];
    await use({
      ...tx,
      query: watched('query'),
      one: watched('one'),
      maybe: watched('maybe'),
      run: watched('run'),
    });
  });
  return sent;
}
