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

/**
 * SQL of the last day not after `day` with which the agency's box was emptied: it is closed, and so is all before it. A closed day leaves nothing
 * in the box (`payments.check_closed_day`), so that no book need be read from further back.
 */
const emptiedBy = (agency: string, day: string): string =>
  `coalesce((SELECT max(c.day) FROM payments.cash_day c WHERE c.agency_id = ${agency} AND c.day <= ${day} AND c.closed_at IS NOT NULL
     AND c.day < coalesce((SELECT min(o.day) FROM payments.cash_day o WHERE o.agency_id = ${agency} AND o.closed_at IS NULL), 'infinity')), '-infinity')`;

/** A day of an agency's cash. */
type OfDay = { agencyId: string; day: string };
const keyOf = ({ agencyId, day }: OfDay): string => `${agencyId} ${day}`;

/**
 * What the book says lay in the boxes at the ends of these days, in whole đồng: what they opened with, and what came in and went out. The book of each
 * agency is read once, from the day on with which its box was last emptied.
 */
export async function cashAtEndsOf(q: Queryable, days: readonly OfDay[]): Promise<(of: OfDay) => number> {
  const rows = await q.query<OfDay & { sum: number }>(
    `WITH asked AS (SELECT agency_id, day FROM unnest($1::uuid[], $2::date[]) AS w (agency_id, day)),
       since AS MATERIALIZED (
         SELECT g.agency_id, g.last, ${emptiedBy('g.agency_id', 'g.first')} AS emptied
         FROM (SELECT agency_id, min(day) AS first, max(day) AS last FROM asked GROUP BY agency_id) AS g),
       moved AS MATERIALIZED (
         SELECT a.agency_id, j.day, sum(l.amount) AS amount
         FROM since a CROSS JOIN LATERAL (
           SELECT j.id, j.day FROM payments.journal j WHERE j.agency_id = a.agency_id AND j.day > a.emptied AND j.day <= a.last OFFSET 0) AS j ${CASH_LINES}
         GROUP BY a.agency_id, j.day)
     SELECT w.agency_id AS "agencyId", w.day::text AS day,
       coalesce((SELECT sum(m.amount) FROM moved m WHERE m.agency_id = w.agency_id AND m.day <= w.day), 0)::bigint AS sum
     FROM asked w`,
    [days.map(d => d.agencyId), days.map(d => d.day)],
  );
  const sums = new Map(rows.map(row => [keyOf(row), row.sum]));
  return of => sums.get(keyOf(of)) ?? 0;
}

/** The same of one day. */
export const cashAtEndOf = async (q: Queryable, agencyId: string, day: string): Promise<number> =>
  (await cashAtEndsOf(q, [{ agencyId, day }]))({ agencyId, day });

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
