import type { Queryable } from '#platform/db';
import { type Days, wholeMonths } from './span.ts';

/** Sums of an agency over the days asked for, by indicator; what never happened is absent. */
export type SumsBy = { agencyId: string; sums: Readonly<Record<string, number>> };

type Only = { agencyIds?: readonly string[] | null; about?: readonly string[]; notAbout?: readonly string[] };

/** Whole months from the sums by the month, the days before and after them from those by the day. */
const ROWS = `SELECT indicator, agency_id, about, value FROM indicators.month_sum
    WHERE indicator = ANY ($1::text[]) AND month >= $4 AND month < $5 AND ($6::uuid[] IS NULL OR agency_id = ANY ($6::uuid[]))
      AND ($7::text[] IS NULL OR about = ANY ($7::text[])) AND about <> ALL ($8::text[])
  UNION ALL
  SELECT indicator, agency_id, about, value FROM indicators.day_sum
    WHERE indicator = ANY ($1::text[]) AND (day >= $2 AND day < $4 OR day >= $5 AND day <= $3)
      AND ($6::uuid[] IS NULL OR agency_id = ANY ($6::uuid[])) AND ($7::text[] IS NULL OR about = ANY ($7::text[]))
      AND about <> ALL ($8::text[])`;

const values = (indicators: readonly string[], days: Days, only: Only): unknown[] => {
  const months = wholeMonths(days);
  return [
    indicators,
    days.from,
    days.to,
    months.from,
    months.before,
    only.agencyIds ?? null,
    only.about ?? null,
    only.notAbout ?? [],
  ];
};

/**
 * The sums of indicators over days, both included, `YYYY-MM-DD`, for each agency that has any. `agencyIds`: only these; null for all.
 * `about`: only what is about one of these; `notAbout`: none of these.
 */
export const sumsByAgency = (
  q: Queryable,
  indicators: readonly string[],
  days: Days,
  only: Only = {},
): Promise<SumsBy[]> =>
  q.query<SumsBy>(
    `SELECT agency_id AS "agencyId", jsonb_object_agg(indicator, value) AS sums
     FROM (SELECT agency_id, indicator, sum(value) AS value FROM (${ROWS}) AS r GROUP BY agency_id, indicator) AS s GROUP BY agency_id`,
    values(indicators, days, only),
  );

/** As `sumsByAgency`, for each thing that they are about. */
export const sumsByAbout = (
  q: Queryable,
  indicators: readonly string[],
  days: Days,
  only: Only = {},
): Promise<Array<{ about: string; sums: Readonly<Record<string, number>> }>> =>
  q.query(
    `SELECT about, jsonb_object_agg(indicator, value) AS sums
     FROM (SELECT about, indicator, sum(value) AS value FROM (${ROWS}) AS r GROUP BY about, indicator) AS s GROUP BY about`,
    values(indicators, days, only),
  );

/**
 * The things behind the figures of some agencies (null: of all), the latest day first; `limit` after `offset`. Each agency walks its own part of
 * the index and stops after a page, so that a page of a large one costs what one of a small one does.
 */
export const listCounted = (
  q: Queryable,
  indicator: string,
  days: Days,
  only: {
    agencyIds: readonly string[] | null;
    about?: readonly string[] | null;
    notAbout?: readonly string[];
  },
  page: { limit: number; offset: number },
): Promise<Array<{ subject: string; day: string; agencyId: string }>> =>
  q.query(
    `SELECT c.subject, c.day::text AS day, c.agency_id AS "agencyId" FROM (
       SELECT unnest($2::uuid[]) AS id UNION ALL SELECT id FROM organisation.agency WHERE $2::uuid[] IS NULL) AS a
     CROSS JOIN LATERAL (SELECT c.subject, c.day, c.agency_id FROM indicators.counted c
       WHERE c.indicator = $1 AND c.agency_id = a.id AND c.day BETWEEN $3 AND $4 AND ($5::text[] IS NULL OR c.about = ANY ($5::text[])) AND c.about <> ALL ($8::text[])
       ORDER BY c.day DESC, c.subject DESC LIMIT $6::int + $7::int) AS c
     ORDER BY c.day DESC, c.subject DESC LIMIT $6::int OFFSET $7::int`,
    [
      indicator,
      only.agencyIds,
      days.from,
      days.to,
      only.about ?? null,
      page.limit,
      page.offset,
      only.notAbout ?? [],
    ],
  );
