import { localDate } from '#platform/clock';
import type { Queryable, Tx } from '#platform/db';
import { CashDayClosed } from '../errors.ts';

/** `2026-11-20` → `20/11/2026`. */
export const written = (day: string): string => day.split('-').reverse().join('/');

/**
 * Opens the agency's cash of the day of `at` if it is not, and holds it until the transaction ends: whoever closes it waits.
 * Returns the day. Throws CASH_DAY_CLOSED.
 */
export async function openCashDay(tx: Tx, agencyId: string, at: Date, day = localDate(at)): Promise<string> {
  await tx.run(
    'INSERT INTO payments.cash_day (agency_id, day, opened_at) VALUES ($1, $2::date, $3) ON CONFLICT DO NOTHING',
    [agencyId, day, at],
  );
  const open = await tx.maybe(
    'SELECT day FROM payments.cash_day WHERE agency_id = $1 AND day = $2::date AND closed_at IS NULL FOR SHARE',
    [agencyId, day],
  );
  if (!open) throw CashDayClosed({ day: written(day) });
  return day;
}

// Its lines are looked for journal by journal, whatever the planner believes: where nobody has counted the tables yet it takes all lines of
// all cash boxes for a few, and compares each with each.
const CASH_LINES = `CROSS JOIN LATERAL (
  SELECT amount FROM payments.journal_line WHERE journal_id = j.id AND account = 'cash' OFFSET 0) AS l`;

/** What lies in the agency's box of one day by the journal, in whole đồng; 0 once the day is closed. */
export const cashInBox = async (q: Queryable, agencyId: string, day: string): Promise<number> =>
  (
    await q.one<{ sum: number }>(
      `SELECT coalesce(sum(l.amount), 0)::bigint AS sum FROM payments.journal j ${CASH_LINES}
       WHERE j.agency_id = $1 AND j.day = $2::date`,
      [agencyId, day],
    )
  ).sum;

/** What the book says lies in the agency's box at the end of a day, in whole đồng: what it opened with, and what came in and went out. */
export const cashAtEndOf = async (q: Queryable, agencyId: string, day: string): Promise<number> =>
  (
    await q.one<{ sum: number }>(
      `SELECT coalesce(sum(l.amount), 0)::bigint AS sum FROM payments.journal j ${CASH_LINES}
       WHERE j.agency_id = $1 AND j.day <= $2::date`,
      [agencyId, day],
    )
  ).sum;

/** What came into the agency's box after a day and still lies there, in whole đồng: who closes the day late does not count it. */
export const cashAfter = async (q: Queryable, agencyId: string, day: string): Promise<number> =>
  (
    await q.one<{ sum: number }>(
      `SELECT coalesce(sum(l.amount), 0)::bigint AS sum FROM payments.journal j ${CASH_LINES}
       WHERE j.agency_id = $1 AND j.day > $2::date`,
      [agencyId, day],
    )
  ).sum;

/**
 * What lay in the agency's boxes of earlier days that nobody had closed at `until`, in whole đồng: with it the day's book opens. The box of
 * a closed day is empty.
 */
export const cashCarriedInto = async (
  q: Queryable,
  agencyId: string,
  day: string,
  until: Date,
): Promise<number> =>
  (
    await q.one<{ sum: number }>(
      `SELECT coalesce(sum(l.amount), 0)::bigint AS sum FROM payments.journal j ${CASH_LINES}
       WHERE j.agency_id = $1 AND j.day < $2::date AND j.at <= $3`,
      [agencyId, day, until],
    )
  ).sum;
