import { localDate } from '#platform/clock';
import { newId, type Tx } from '#platform/db';
import { NumberKindWrong } from './errors.ts';

export type Book = {
  agencyId: string;
  /** What is numbered, in kebab-case: `birth-certificate`, `supplement-slip`. */
  kind: string;
  /** A year `2026` or a day `2026-11-13` (see `yearOf` and `dayOf`). */
  period: string;
};

/** The local year of an instant, as a book's period. */
export const yearOf = (at: Date): string => localDate(at).slice(0, 4);

/** The local day of an instant, as a book's period. */
export const dayOf = (at: Date): string => localDate(at);

const KIND = /^[a-z][a-z0-9-]*$/;
const PERIOD = /^\d{4}(-\d{2}-\d{2})?$/;

/** The next number of a series that need not be one agency's. See `nextNumber`. */
export async function nextOf(tx: Tx, { agencyId, kind, period }: Book, series: string): Promise<number> {
  if (!KIND.test(kind) || !PERIOD.test(period)) throw NumberKindWrong({ kind, period });
  const { n } = await tx.one<{ n: number }>(
    `WITH book AS (
       INSERT INTO numbering.book AS b (id, agency_id, series, kind, period, last) VALUES ($1, $2, $3, $4, $5, 1)
       ON CONFLICT ON CONSTRAINT book_one_a_period DO UPDATE SET last = b.last + 1
       RETURNING b.id, b.last)
     INSERT INTO numbering.number (book_id, n) SELECT id, last FROM book RETURNING n`,
    [newId(), agencyId, series, kind, period],
  );
  return n;
}

/**
 * The next number of a book, from 1 on without gaps: if the transaction is rolled back, its number goes to the next clerk.
 * Until the transaction ends others wait for the book; so ask for the number late, after everything that may fail.
 * Throws NUMBER_KIND_WRONG for a kind or period that is none.
 */
export const nextNumber = (tx: Tx, book: Book): Promise<number> => nextOf(tx, book, book.agencyId);
