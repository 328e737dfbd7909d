import type { Queryable } from '#platform/db';
import { shownDay } from '../errors.ts';
import { kept, keptEverywhere } from './kept.ts';
import { successionQueries } from './succession.ts';
import { selectList, type Thing } from './thing.ts';

const DEEPEST = 12;

/** The questions one can put to areas and agencies alike. Every date is a local day, `YYYY-MM-DD`. */
export function queries<Facts, Version extends { id: string }>(thing: Thing<Facts, Version>) {
  const list = selectList(thing);
  const table = `organisation.${thing.table}_version`;
  const id = `${thing.table}_id`;

  const find = (q: Queryable, thingId: string, date: string) =>
    kept(q).maybe<Version>(
      `SELECT ${list} FROM ${table} v WHERE v.${id} = $1::uuid AND v.valid @> $2::date`,
      [thingId, date],
    );

  const get = async (q: Queryable, thingId: string, date: string): Promise<Version> => {
    const version = await find(q, thingId, date);
    if (version) return version;
    const name = thing.table === 'area' ? 'full_name' : 'name';
    const last = await q.maybe<{ name: string }>(
      `SELECT ${name} AS name FROM ${table} WHERE ${id} = $1::uuid ORDER BY valid DESC LIMIT 1`,
      [thingId],
    );
    throw thing.notFound({ [thing.table]: last?.name ?? thingId, date: shownDay(date) });
  };

  return {
    find,
    get,

    /** All versions of one thing, the oldest first. */
    versions: (q: Queryable, thingId: string) =>
      q.query<Version>(`SELECT ${list} FROM ${table} v WHERE v.${id} = $1::uuid ORDER BY v.valid`, [thingId]),

    children: (q: Queryable, thingId: string, date: string) =>
      q.query<Version>(
        `SELECT ${list} FROM ${table} v WHERE v.parent_id = $1::uuid AND v.valid @> $2::date
         ORDER BY v.level, v.${thing.table === 'area' ? 'code' : 'identifier'} COLLATE "C"`,
        [thingId, date],
      ),

    /** From the nearest to the highest; without the thing itself. */
    ancestors: (q: Queryable, thingId: string, date: string) =>
      kept(q).query<Version>(
        `WITH RECURSIVE up (id, depth) AS (
           SELECT parent_id, 1 FROM ${table} WHERE ${id} = $1::uuid AND valid @> $2::date
           UNION ALL
           SELECT p.parent_id, up.depth + 1 FROM up
           JOIN ${table} p ON p.${id} = up.id AND p.valid @> $2::date WHERE up.depth < ${DEEPEST})
         SELECT ${list} FROM up JOIN ${table} v ON v.${id} = up.id AND v.valid @> $2::date ORDER BY up.depth`,
        [thingId, date],
      ),

    /** Everything below, at any depth; without the thing itself. */
    descendants: (q: Queryable, thingId: string, date: string) =>
      keptEverywhere(q).query<Version>(
        `WITH RECURSIVE down (id, depth) AS (
           SELECT ${id}, 1 FROM ${table} WHERE parent_id = $1::uuid AND valid @> $2::date
           UNION ALL
           SELECT c.${id}, down.depth + 1 FROM down
           JOIN ${table} c ON c.parent_id = down.id AND c.valid @> $2::date WHERE down.depth < ${DEEPEST})
         SELECT ${list} FROM down JOIN ${table} v ON v.${id} = down.id AND v.valid @> $2::date
         ORDER BY down.depth, v.${thing.table === 'area' ? 'code' : 'identifier'} COLLATE "C"`,
        [thingId, date],
      ),

    isBelow: async (q: Queryable, ancestorId: string, thingId: string, date: string): Promise<boolean> => {
      const { below } = await q.one<{ below: boolean }>(
        `WITH RECURSIVE up (id, depth) AS (
           SELECT parent_id, 1 FROM ${table} WHERE ${id} = $2::uuid AND valid @> $3::date
           UNION ALL
           SELECT p.parent_id, up.depth + 1 FROM up
           JOIN ${table} p ON p.${id} = up.id AND p.valid @> $3::date WHERE up.depth < ${DEEPEST})
         SELECT EXISTS (SELECT FROM up WHERE id = $1::uuid) AS below`,
        [ancestorId, thingId, date],
      );
      return below;
    },

    ...successionQueries(thing, get),
  };
}
