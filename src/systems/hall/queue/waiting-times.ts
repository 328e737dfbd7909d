import type { Queryable } from '#platform/db';

/** What became of the numbers that were taken within an hour of the day. Minutes are whole; null where nobody was called. */
export type HourOfWaiting = {
  /** 0–23, local, of when they were taken. */
  hour: number;
  taken: number;
  called: number;
  /** Did not come when called, or gave the number back. */
  left: number;
  /** Half waited at most so long … */
  median: number | null;
  /** … and nobody longer than this. */
  longest: number | null;
  /** The median of this hour over the four weeks before. */
  usual: number | null;
};

/** The hours of a day (`2026-11-28`) in which numbers of an office were taken, the first first. */
export const waitingTimes = (q: Queryable, agencyId: string, day: string): Promise<HourOfWaiting[]> =>
  q.query<HourOfWaiting>(
    `WITH waited AS (
       SELECT day, extract(hour FROM taken_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::int AS hour, state,
         extract(epoch FROM first_called_at - taken_at) / 60 AS minutes
       FROM hall.ticket WHERE agency_id = $1 AND day BETWEEN $2::date - 28 AND $2::date),
     usual AS (
       SELECT hour, round(percentile_cont(0.5) WITHIN GROUP (ORDER BY minutes))::int AS usual
       FROM waited WHERE day < $2::date AND minutes IS NOT NULL GROUP BY hour)
     SELECT hour, count(*)::int AS taken, count(minutes)::int AS called,
       count(*) FILTER (WHERE state IN ('skipped', 'returned'))::int AS left,
       round(percentile_cont(0.5) WITHIN GROUP (ORDER BY minutes))::int AS median, round(max(minutes))::int AS longest, max(usual) AS usual
     FROM waited LEFT JOIN usual USING (hour) WHERE day = $2::date GROUP BY hour ORDER BY hour`,
    [agencyId, day],
  );

/** How many numbers of a day were taken where. */
export async function takenWhere(
  q: Queryable,
  agencyId: string,
  day: string,
): Promise<{ desk: number; kiosk: number; phone: number }> {
  const rows = await q.query<{ channel: 'desk' | 'kiosk' | 'phone'; n: number }>(
    'SELECT channel, count(*)::int AS n FROM hall.ticket WHERE agency_id = $1 AND day = $2 GROUP BY channel',
    [agencyId, day],
  );
  return { desk: 0, kiosk: 0, phone: 0, ...Object.fromEntries(rows.map(r => [r.channel, r.n])) };
}
