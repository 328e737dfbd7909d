import type { Tx } from '#platform/db';
import { NumberKindWrong } from './errors.ts';
import type { Book } from './next-number.ts';

/** A run of numbers to be given at once; `id` is the book's where it is new. */
export type Run = Book & { id: string; series: string; count: number };

/**
 * The next numbers of many books at once, for loads in bulk. Returns the last of each, in the order given. As with `nextNumber`,
 * others wait for the books until the transaction ends. Throws NUMBER_KIND_WRONG when a count is below 1.
 */
export async function giveNumbers(tx: Tx, runs: readonly Run[]): Promise<number[]> {
  const none = runs.find(({ count }) => !Number.isInteger(count) || count < 1);
  if (none) throw NumberKindWrong({ kind: none.kind, period: none.period });
  const rows = await tx.query<{ last: number }>(
    `SELECT numbering.give_many(r.id, r.agency, r.series, r.kind, r.period, r.count) AS last
     FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::int[]) WITH ORDINALITY
       AS r (id, agency, series, kind, period, count, n) ORDER BY r.n`,
    [
      runs.map(r => r.id),
      runs.map(r => r.agencyId),
      runs.map(r => r.series),
      runs.map(r => r.kind),
      runs.map(r => r.period),
      runs.map(r => r.count),
    ],
  );
  return rows.map(r => r.last);
}
