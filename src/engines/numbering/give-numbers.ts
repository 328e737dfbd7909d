import type { Tx } from '#platform/db';
import { NumberKindWrong } from './errors.ts';
import type { Book } from './next-number.ts';

/**
 * The next `count` numbers of a series at once, for loads in bulk; `id` is the book's where it is new. Returns the last of them.
 * As with `nextNumber`, others wait for the book until the transaction ends. Throws NUMBER_KIND_WRONG when `count` is below 1.
 */
export async function giveNumbers(
  tx: Tx,
  { id, agencyId, kind, period }: Book & { id: string },
  series: string,
  count: number,
): Promise<number> {
  if (!Number.isInteger(count) || count < 1) throw NumberKindWrong({ kind, period });
  const { last } = await tx.one<{ last: number }>(
    'SELECT numbering.give_many($1, $2, $3, $4, $5, $6) AS last',
    [id, agencyId, series, kind, period, count],
  );
  return last;
}
