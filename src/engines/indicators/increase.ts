import type { Tx } from '#platform/db';

export type Increment = {
  /** Stable id, e.g. `cases.received`. */
  indicator: string;
  agencyId: string;
  /** `YYYY-MM-DD`, in the province's time. */
  day: string;
  /** What it is about within the agency, e.g. the code of a procedure; empty: nothing in particular. */
  about?: string;
  by?: number;
};

/**
 * Adds to a sum, in the transaction of whoever follows the ledger: an entry that is handled once is counted once.
 */
export async function increase(
  tx: Tx,
  { indicator, agencyId, day, about = '', by = 1 }: Increment,
): Promise<void> {
  await tx.run(
    `INSERT INTO indicators.day_sum AS s (indicator, agency_id, day, about, value) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (indicator, day, agency_id, about) DO UPDATE SET value = s.value + excluded.value`,
    [indicator, agencyId, day, about, by],
  );
}

/** Takes away what was counted, for a follower that begins again. */
export const resetIndicators = (tx: Tx, indicators: readonly string[]): Promise<number> =>
  tx.run('DELETE FROM indicators.day_sum WHERE indicator = ANY ($1::text[])', [indicators]);
