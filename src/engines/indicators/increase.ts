import type { Tx } from '#platform/db';

export type Increment = {
  /** Stable id, e.g. `cases.received`. */
  indicator: string;
  agencyId: string;
  /** `YYYY-MM-DD`, in the province's time. */
  day: string;
  /** What it is about within the agency, e.g. the code of a procedure; empty: nothing in particular. */
  about?: string;
  /** Less than nothing: what was counted was taken back, and its thing is not behind the figure any more. */
  by?: number;
  /** Id of the thing that is counted, where the figure opens to the things behind it. */
  subject?: string;
};

/** What is said last of each thing: one that is counted and taken back again is not behind the figure. */
function lastOfEach(all: readonly Increment[]): Array<string | null> {
  const last = new Map<string, number>();
  const keyOf = ({ indicator, agencyId, day, about = '', subject }: Increment) =>
    [indicator, agencyId, day, about, subject].join('\n');
  for (const [i, increment] of all.entries()) last.set(keyOf(increment), i);
  return all.map((increment, i) => (last.get(keyOf(increment)) === i ? (increment.subject ?? null) : null));
}

/**
 * Adds to sums, in the transaction of whoever follows the ledger: an entry that is handled once is counted once. Many at once count as one
 * after the other.
 */
export async function increase(tx: Tx, increments: Increment | readonly Increment[]): Promise<void> {
  const all = [increments].flat() as readonly Increment[];
  if (!all.length) return;
  await tx.run(
    `WITH more AS (
       SELECT indicator, agency_id, day, about, by, subject
       FROM unnest($1::text[], $2::uuid[], $3::date[], $4::text[], $5::bigint[], $6::uuid[]) AS m (indicator, agency_id, day, about, by, subject)),
     days AS (
       INSERT INTO indicators.day_sum AS s (indicator, agency_id, day, about, value)
       SELECT indicator, agency_id, day, about, sum(by) FROM more GROUP BY 1, 2, 3, 4
       ON CONFLICT (indicator, day, agency_id, about) DO UPDATE SET value = s.value + excluded.value),
     months AS (
       INSERT INTO indicators.month_sum AS s (indicator, agency_id, month, about, value)
       SELECT indicator, agency_id, date_trunc('month', day)::date, about, sum(by) FROM more GROUP BY 1, 2, 3, 4
       ON CONFLICT (indicator, month, agency_id, about) DO UPDATE SET value = s.value + excluded.value),
     less AS (
       DELETE FROM indicators.counted c USING more m WHERE m.by < 0 AND c.indicator = m.indicator AND c.agency_id = m.agency_id
         AND c.day = m.day AND c.about = m.about AND c.subject = m.subject)
     INSERT INTO indicators.counted (indicator, agency_id, day, about, subject)
     SELECT indicator, agency_id, day, about, subject FROM more WHERE subject IS NOT NULL AND by > 0 ON CONFLICT DO NOTHING`,
    [
      all.map(i => i.indicator),
      all.map(i => i.agencyId),
      all.map(i => i.day),
      all.map(i => i.about ?? ''),
      all.map(i => i.by ?? 1),
      lastOfEach(all),
    ],
  );
}

/** Takes away what was counted, for a follower that begins again. */
export async function resetIndicators(tx: Tx, indicators: readonly string[]): Promise<void> {
  for (const table of ['day_sum', 'month_sum', 'counted'])
    await tx.run(`DELETE FROM indicators.${table} WHERE indicator = ANY ($1::text[])`, [indicators]);
}
