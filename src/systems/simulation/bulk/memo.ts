import type { Queryable } from '#platform/db';
import type { Row } from './expression.ts';

/** Reads what only describes the province: agencies, calendars, posts, procedures. The rows are shared: nobody may change them. */
export type Memo = (sql: string, params: readonly unknown[]) => Promise<Row[]>;

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MOST = 100_000;

/** The days on which anything of the province changes: between two of them, every day is told the same. */
const changes = async (real: Queryable): Promise<string[]> => {
  const rows = await real.query<{ day: string }>(
    `SELECT DISTINCT day::text AS day FROM (
       SELECT unnest(ARRAY[lower(valid), upper(valid)]) AS day FROM organisation.area_version
       UNION ALL SELECT unnest(ARRAY[lower(valid), upper(valid)]) FROM organisation.agency_version
       UNION ALL SELECT unnest(ARRAY[lower(valid), upper(valid)]) FROM organisation.agency_area
       UNION ALL SELECT unnest(ARRAY[lower(valid), upper(valid)]) FROM organisation.post
       UNION ALL SELECT unnest(ARRAY[lower(valid), upper(valid)]) FROM identity.holding
       UNION ALL SELECT unnest(ARRAY[lower(valid), upper(valid)]) FROM procedures.procedure_version
       UNION ALL SELECT on_date FROM organisation.area_succession
       UNION ALL SELECT on_date FROM organisation.agency_succession) AS days (day)
     WHERE day IS NOT NULL ORDER BY day`,
  );
  return rows.map(r => r.day);
};

/** How many of the sorted `days` lie not after `day`. */
function span(days: readonly string[], day: string): number {
  let [low, high] = [0, days.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((days[middle] ?? '') <= day) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Numbers days so that all between which nothing of the province changes have the same number. */
export async function openSpans(real: Queryable): Promise<(day: string) => number> {
  const days = await changes(real);
  return day => span(days, day);
}

/** Asks the database once for each question; questions for two days between which nothing changes are one. */
export async function openMemo(real: Queryable): Promise<Memo> {
  const spanOf = await openSpans(real);
  // By statement first: a key that held its text would be put together and hashed anew for each question.
  const kept = new Map<string, Map<string, Promise<Row[]>>>();
  let size = 0;
  const tag = (param: unknown) =>
    typeof param === 'string' && DAY.test(param) ? `day ${spanOf(param)}` : param;
  return (sql, params) => {
    let answers = kept.get(sql);
    if (!answers) {
      answers = new Map();
      kept.set(sql, answers);
    }
    const key = JSON.stringify(params.map(tag));
    const known = answers.get(key);
    if (known) return known;
    if (size++ > MOST) {
      kept.clear();
      size = 0;
    }
    const rows = real.query<Row>(sql, params);
    answers.set(key, rows);
    return rows;
  };
}
