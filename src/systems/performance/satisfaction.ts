import { sumsByAgency } from '#engines/indicators';
import { RATED, SATISFIED } from '#engines/ratings';
import type { Queryable } from '#platform/db';

/** Ratings that were given over some days, and of these by people who were satisfied. */
export type Satisfaction = { rated: number; satisfied: number };

/** The ratings of each agency that was given any, over days (both included), by its id. */
export async function satisfactionOf(
  q: Queryable,
  days: { from: string; to: string },
): Promise<ReadonlyMap<string, Satisfaction>> {
  const rows = await sumsByAgency(q, [RATED, SATISFIED], days);
  return new Map(
    rows.map(({ agencyId, sums }) => [
      agencyId,
      { rated: sums[RATED] ?? 0, satisfied: sums[SATISFIED] ?? 0 },
    ]),
  );
}

/** All of them together. */
export function allSatisfaction(of: ReadonlyMap<string, Satisfaction>): Satisfaction {
  const all = { rated: 0, satisfied: 0 };
  for (const { rated, satisfied } of of.values()) {
    all.rated += rated;
    all.satisfied += satisfied;
  }
  return all;
}
