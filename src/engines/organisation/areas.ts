import type { Queryable } from '#platform/db';
import { fold } from '#platform/text';
import { kept } from './dated/kept.ts';
import { queries } from './dated/queries.ts';
import { AREA, selectList } from './dated/thing.ts';
import { shownDay } from './errors.ts';
import type { Area, AreaLevel } from './types.ts';

const areas = queries(AREA);
const list = selectList(AREA);

/** The area as it is on `date`, if it is there on that day. */
export const findArea = areas.find;
/** As `findArea`. Throws AREA_NOT_FOUND. */
export const getArea = areas.get;
/** All versions of an area, the oldest first. */
export const listAreaVersions = areas.versions;
/** Areas directly below on `date`, by code: districts of a province in 2022, communes in 2026. */
export const childrenOf = areas.children;
/** Areas above on `date`, the nearest first; `[]` for a province and for what is not there. */
export const ancestorsOf = areas.ancestors;
/** Whether `areaId` lies inside `ancestorId` on `date`; false for an area and itself. */
export const isInside = areas.isBelow;
/** What the area has become by `date`, where it is no longer there itself, or gave parts to: areas of that day. */
export const successorsOf = areas.successors;
/** What the area was made of on `date`, before it came to be: areas of that day. */
export const predecessorsOf = areas.predecessors;
/**
 * What the area is on `date`: itself, or its successor through any number of reforms.
 * Throws AREA_NOT_FOUND when it was not there yet, AREA_SPLIT (details: ids) when it went into several.
 */
export const resolveArea = areas.resolve;
/** Areas that are gone on `date` and that `resolveArea` leads to one of `heirIds`. */
export const areaLegaciesOf = areas.legacies;
/** Areas that are gone on `date` and that became one of `heirIds` and others too: `resolveArea` throws AREA_SPLIT. */
export const sharedAreasOf = areas.shared;
/** The successions in which the area takes part. */
export const listAreaSuccessions = areas.successions;

/** Areas below at any depth on `date`, of one level where said: the 152 communes of a province of nine districts. */
export async function descendantsOf(
  q: Queryable,
  id: string,
  date: string,
  level?: AreaLevel,
): Promise<Area[]> {
  const below = await areas.descendants(q, id, date);
  return level ? below.filter(area => area.level === level) : below;
}

/** The area that has `code` on `date`: the same code is another area on another day. */
export const findAreaByCode = (q: Queryable, code: string, level: AreaLevel, date: string) =>
  kept(q).maybe<Area>(
    `SELECT ${list} FROM organisation.area_version v WHERE v.code = $1 AND v.level = $2 AND v.valid @> $3::date`,
    [code, level, date],
  );

/**
 * The day whose list of areas is the nearest to `date` that is kept: the day itself, or the first of the lists where it lies before
 * all of them. Whoever moved away in 2014 finds his commune by the names of the oldest list.
 */
export const listedOn = async (q: Queryable, date: string): Promise<string> =>
  (
    await q.one<{ day: string }>(
      'SELECT greatest($1::date, (SELECT min(lower(valid)) FROM organisation.area_version))::text AS day',
      [date],
    )
  ).day;

/** As `findAreaByCode`. Throws AREA_NOT_FOUND. */
export async function areaByCode(q: Queryable, code: string, level: AreaLevel, date: string): Promise<Area> {
  const area = await findAreaByCode(q, code, level, date);
  if (!area) throw AREA.notFound({ area: code, date: shownDay(date) });
  return area;
}

/** All areas of a level on `date`, by code. */
export const listAreas = (q: Queryable, level: AreaLevel, date: string) =>
  q.query<Area>(
    `SELECT ${list} FROM organisation.area_version v WHERE v.level = $1 AND v.valid @> $2::date
     ORDER BY v.code COLLATE "C"`,
    [level, date],
  );

/**
 * Areas of `date` whose name begins with what was typed, or has it as a later word; marks and their places do not
 * matter. At most `limit`, the shortest names first.
 */
export function searchAreas(
  q: Queryable,
  typed: string,
  date: string,
  { level, limit = 20 }: { level?: AreaLevel; limit?: number } = {},
): Promise<Area[]> {
  const key = fold(typed);
  if (!key) return Promise.resolve([]);
  return q.query<Area>(
    `SELECT ${list} FROM organisation.area_version v
     WHERE v.valid @> $2::date AND ($3::text IS NULL OR v.level = $3)
       AND (v.folded LIKE $1 || '%' OR v.folded LIKE '% ' || $1 || '%'
            OR lower(v.code) = $1)
     ORDER BY length(v.folded), v.folded, v.code LIMIT $4`,
    [key, date, level ?? null, limit],
  );
}

/** The area and those above it on `date`, the lowest first: what an address says after the street. */
export async function areaPath(q: Queryable, id: string, date: string): Promise<Area[]> {
  return [await areas.get(q, id, date), ...(await areas.ancestors(q, id, date))];
}

/** Communes of `date` that have no people's committee then, by name: nobody can apply there. */
export const communesWithoutCommittee = (q: Queryable, date: string) =>
  kept(q).query<Area>(
    `SELECT ${list} FROM organisation.area_version v WHERE v.level = 'commune' AND v.valid @> $1::date
     AND NOT EXISTS (SELECT FROM organisation.agency_version a WHERE a.area_id = v.area_id AND a.valid @> $1::date AND a.kind = 'commune-committee')
     ORDER BY v.name COLLATE "vi-x-icu", v.code COLLATE "C"`,
    [date],
  );
