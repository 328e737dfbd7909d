import { localDate } from '#platform/clock';
import type { Tx } from '#platform/db';
import { CashDayClosed } from '../errors.ts';

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
  if (!open) throw CashDayClosed({ day: day.split('-').reverse().join('/') });
  return day;
}
