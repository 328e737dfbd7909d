import type { Queryable } from '#platform/db';

/** Rows added, changed and taken away in each table by `act`, within the transaction of `tx`: `work.task_2026 1 1 0`. */
export async function rowsOf(tx: Queryable, act: () => Promise<unknown>): Promise<string[]> {
  // Counts of this connection since it last told the server of them.
  const counts = async () =>
    new Map(
      (
        await tx.query<{ name: string; counts: number[] }>(
          `SELECT schemaname || '.' || relname AS name, ARRAY[n_tup_ins, n_tup_upd, n_tup_del]::int[] AS counts
           FROM pg_stat_xact_user_tables ORDER BY 1`,
        )
      ).map(row => [row.name, row.counts]),
    );
  const before = await counts();
  await act();
  return [...(await counts())].flatMap(([name, now]) => {
    const written = now.map((n, i) => n - (before.get(name)?.[i] ?? 0));
    return written.some(n => n > 0) ? [`${name} ${written.join(' ')}`] : [];
  });
}
