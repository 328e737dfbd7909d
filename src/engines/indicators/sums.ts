import type { Queryable } from '#platform/db';

/** Sums of an agency over the days asked for, by indicator; what never happened is absent. */
export type SumsBy = { agencyId: string; sums: Readonly<Record<string, number>> };

/**
 * The sums of indicators over days, both included, `YYYY-MM-DD`, for each agency that has any. `agencyIds`: only these; null for all.
 * `about`: only what is about one of these.
 */
export const sumsByAgency = (
  q: Queryable,
  indicators: readonly string[],
  days: { from: string; to: string },
  only: { agencyIds?: readonly string[] | null; about?: readonly string[] } = {},
): Promise<SumsBy[]> =>
  q.query<SumsBy>(
    `SELECT agency_id AS "agencyId", jsonb_object_agg(indicator, value) AS sums
     FROM (SELECT agency_id, indicator, sum(value) AS value FROM indicators.day_sum
       WHERE indicator = ANY ($1::text[]) AND day BETWEEN $2 AND $3 AND ($4::uuid[] IS NULL OR agency_id = ANY ($4::uuid[]))
         AND ($5::text[] IS NULL OR about = ANY ($5::text[]))
       GROUP BY agency_id, indicator) AS s GROUP BY agency_id`,
    [indicators, days.from, days.to, only.agencyIds ?? null, only.about ?? null],
  );
