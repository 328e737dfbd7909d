import type { Queryable } from '#platform/db';
import { fold } from '#platform/text';
import { AREA, selectList } from './dated/thing.ts';
import type { Area, AreaLevel } from './types.ts';

const list = selectList(AREA);

// $1 what was typed, folded; $2 the code that it may be. All of them when nothing was typed.
const IS_LIKE = `($2 = '' OR v.code LIKE $2 || '%' OR ($1 <> '' AND (v.folded LIKE $1 || '%' OR v.folded LIKE '% ' || $1 || '%')))`;
const BY_LIKENESS = `(v.code = $2) DESC, organisation.level_rank(v.level), CASE WHEN $2 = '' THEN 0 ELSE length(v.folded) END, v.code COLLATE "C"`;

const asked = (typed: string) => [fold(typed), typed.replace(/[^0-9A-Za-z.]/g, '').toUpperCase()] as const;

/**
 * Areas of `date` whose name has what was typed at the start of a word, marks not minded, or whose code begins with it; all of
 * that day when nothing is typed. The one with just this code first, then by level, the shortest names first. `levels`: how many there are of each.
 */
export async function lookUpAreas(
  q: Queryable,
  typed: string,
  date: string,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ rows: Area[]; total: number; levels: Array<{ level: AreaLevel; count: number }> }> {
  const [key, code] = asked(typed);
  // Signs only: nothing is called so.
  if (typed.trim() && !key) return { rows: [], total: 0, levels: [] };
  const values = [key, key && !code ? '-' : code, date];
  const where = `FROM organisation.area_version v WHERE v.valid @> $3::date AND ${IS_LIKE}`;
  const [rows, levels] = await Promise.all([
    q.query<Area>(`SELECT ${list} ${where} ORDER BY ${BY_LIKENESS} LIMIT $4 OFFSET $5`, [
      ...values,
      limit,
      offset,
    ]),
    q.query<{ level: AreaLevel; count: number }>(
      `SELECT v.level, count(*)::integer AS count ${where} GROUP BY v.level ORDER BY organisation.level_rank(v.level)`,
      values,
    ),
  ]);
  return { rows, total: levels.reduce((sum, { count }) => sum + count, 0), levels };
}

/**
 * As `lookUpAreas`, of other days than `date`: what has another name or code on that day, or is not there. Of each area its
 * newest such version; at most `limit`.
 */
export function lookUpAreasOfOtherDays(
  q: Queryable,
  typed: string,
  date: string,
  limit: number,
): Promise<Area[]> {
  const [key, code] = asked(typed);
  if (!key) return Promise.resolve([]);
  return q.query<Area>(
    `SELECT ${list} FROM organisation.area_version v WHERE v.id IN (
       SELECT DISTINCT ON (v.area_id) v.id FROM organisation.area_version v
       WHERE NOT v.valid @> $3::date AND ${IS_LIKE} AND NOT EXISTS (
         SELECT FROM organisation.area_version n
         WHERE n.area_id = v.area_id AND n.valid @> $3::date AND n.code = v.code AND n.full_name = v.full_name)
       ORDER BY v.area_id, v.valid DESC)
     ORDER BY ${BY_LIKENESS}, v.valid DESC LIMIT $4`,
    [key, code || '-', date, limit],
  );
}

/** All that had this code at this level on any day, the oldest first: a code is given again with another meaning. */
export const listAreasOfCode = (q: Queryable, { code, level }: Pick<Area, 'code' | 'level'>) =>
  q.query<Area>(
    `SELECT ${list} FROM organisation.area_version v WHERE v.code = $1 AND v.level = $2 ORDER BY v.valid`,
    [code, level],
  );

/** The provinces of which something below is recorded on `date`: of the others of the country the name alone is known. */
export const provincesWithin = (q: Queryable, date: string): Promise<Area[]> =>
  q.query<Area>(
    `SELECT ${list} FROM organisation.area_version v WHERE v.level = 'province' AND v.valid @> $1::date AND EXISTS (
       SELECT FROM organisation.area_version b WHERE b.parent_id = v.area_id AND b.valid @> $1::date)
     ORDER BY v.code COLLATE "C"`,
    [date],
  );
