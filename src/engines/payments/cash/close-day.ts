import type { Queryable, Tx } from '#platform/db';
import type { PaymentDeps } from '../deps.ts';
import {
  AmountWrong,
  CashDayClosed,
  DifferenceUnexplained,
  EarlierDayOpen,
  NoCashThatDay,
} from '../errors.ts';
import { post } from '../journal/post.ts';
import { writtenReason } from '../reason.ts';
import type { Actor, CashDay } from '../types.ts';
import { cashAtEndOf, written } from './open-day.ts';

const COLUMNS = `agency_id AS "agencyId", day, opened_at AS "openedAt", closed_at AS "closedAt", closed_by AS "closedBy", expected, counted,
  reason`;

/** An agency’s cash of a day (`YYYY-MM-DD`), open or closed; undefined where none moved. */
export const findCashDay = (q: Queryable, agencyId: string, day: string): Promise<CashDay | undefined> =>
  q.maybe<CashDay>(`SELECT ${COLUMNS} FROM payments.cash_day WHERE agency_id = $1 AND day = $2::date`, [
    agencyId,
    day,
  ]);

/**
 * Days of these agencies on which cash moved, the newest first; only those that are still open if said. `before`: only days before this one, the
 * oldest first, as they are to be closed.
 */
export const listCashDays = (
  q: Queryable,
  agencyIds: readonly string[],
  options: { open?: boolean; before?: string; limit: number; offset: number },
): Promise<CashDay[]> =>
  q.query<CashDay>(
    `SELECT ${COLUMNS} FROM payments.cash_day WHERE agency_id = ANY ($1::uuid[]) AND (NOT $2::boolean OR closed_at IS NULL)
       AND ($5::date IS NULL OR day < $5::date)
     ORDER BY day ${options.before ? '' : 'DESC'}, agency_id LIMIT $3 OFFSET $4`,
    [agencyIds, options.open ?? false, options.limit, options.offset, options.before ?? null],
  );

/** Agencies that have cash of some day still to close. */
export const agenciesWithOpenCash = async (q: Queryable): Promise<string[]> =>
  (
    await q.query<{ id: string }>(
      'SELECT DISTINCT agency_id AS id FROM payments.cash_day WHERE closed_at IS NULL ORDER BY agency_id',
    )
  ).map(a => a.id);

/** The oldest day before this one whose cash the agency has not closed: it is closed first. */
export const findOpenBefore = (q: Queryable, agencyId: string, day: string): Promise<CashDay | undefined> =>
  q.maybe<CashDay>(
    `SELECT ${COLUMNS} FROM payments.cash_day WHERE agency_id = $1 AND day < $2::date AND closed_at IS NULL ORDER BY day LIMIT 1`,
    [agencyId, day],
  );

/**
 * Closes an agency's cash of one day, for good: what was counted in the box is held against the book's balance at the end of the day and goes
 * to the treasury, a difference is booked with its reason (Law 88/2015/QH13, art. 5 and 27). Days close in their order.
 *
 * | refusal | when |
 * | --- | --- |
 * | NO_CASH_THAT_DAY | no cash moved on that day |
 * | CASH_DAY_CLOSED | it is closed already |
 * | EARLIER_DAY_OPEN | a day before it is open: its money lies in the same box |
 * | AMOUNT_WRONG | what was counted is no amount |
 * | DIFFERENCE_UNEXPLAINED | it is not what the books say, and nobody wrote why |
 */
export async function closeCashDay(
  tx: Tx,
  deps: PaymentDeps,
  input: { agencyId: string; day: string; counted: number; reason: string },
  actor: Actor,
): Promise<CashDay> {
  const { agencyId, day, counted } = input;
  if (!Number.isSafeInteger(counted) || counted < 0 || counted > 1_000_000_000_000) throw AmountWrong();
  // Waits for whoever is taking cash now, and lets nobody take any after.
  await tx.query('SELECT day FROM payments.cash_day WHERE agency_id = $1 AND day = $2::date FOR UPDATE', [
    agencyId,
    day,
  ]);
  const open = await findCashDay(tx, agencyId, day);
  if (!open) throw NoCashThatDay({ day: written(day) });
  if (open.closedAt) throw CashDayClosed({ day: written(day) });
  const earlier = await findOpenBefore(tx, agencyId, day);
  if (earlier) throw EarlierDayOpen({ day: written(earlier.day) });
  const expected = await cashAtEndOf(tx, agencyId, day);
  const difference = counted - expected;
  if (difference !== 0 && input.reason.trim().length < 3) throw DifferenceUnexplained({ expected, counted });
  const reason = difference === 0 ? null : writtenReason(input.reason);
  if (expected !== 0 || counted !== 0)
    await post(
      tx,
      {
        kind: 'close',
        agencyId,
        day,
        lines: [
          { account: 'cash', amount: -expected },
          { account: 'in-transit', amount: counted },
          { account: 'difference', amount: -difference },
        ],
      },
      actor,
    );
  await tx.run(
    `UPDATE payments.cash_day SET closed_at = $3, closed_by = $4, closed_post = $5, expected = $6, counted = $7, reason = $8
     WHERE agency_id = $1 AND day = $2::date`,
    [agencyId, day, actor.at, actor.accountId, actor.postId, expected, counted, reason],
  );
  await deps.ledger.append(tx, {
    kind: 'payment.day-closed',
    subject: `cash-day:${agencyId}:${day}`,
    actor: actor.accountId,
    post: actor.postId,
    agency: agencyId,
    at: actor.at,
    body: { day, expected, counted },
    ...(reason ? { personal: { reason } } : {}),
  });
  const closed = await findCashDay(tx, agencyId, day);
  if (!closed) throw NoCashThatDay({ day: written(day) });
  return closed;
}

/**
 * Of agencies that have closed a day of cash the first local day whose book is open: the oldest that was opened since, else the day after the
 * last that was closed.
 */
export async function cashOpenFrom(q: Queryable): Promise<Map<string, string>> {
  const rows = await q.query<{ agencyId: string; day: string }>(
    `SELECT c.agency_id AS "agencyId", coalesce(min(d.day), c.last + 1)::text AS day
     FROM (SELECT agency_id, max(day) AS last FROM payments.cash_day WHERE closed_at IS NOT NULL GROUP BY agency_id) c
     LEFT JOIN payments.cash_day d ON d.agency_id = c.agency_id AND d.day > c.last
     GROUP BY c.agency_id, c.last`,
  );
  return new Map(rows.map(({ agencyId, day }) => [agencyId, day]));
}
