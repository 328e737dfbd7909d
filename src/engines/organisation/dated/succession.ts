import type { Queryable } from '#platform/db';
import { shownDay } from '../errors.ts';
import type { Succession } from '../types.ts';
import { kept, keptEverywhere } from './kept.ts';
import { selectList, type Thing } from './thing.ts';

/** Something that is no longer there, and who has its work on the day. */
export type Legacy = {
  id: string;
  heirId: string;
};

/** What became of a thing: follows the chain of successions from day to day. */
export function successionQueries<Facts, Version extends { id: string }>(
  thing: Thing<Facts, Version>,
  get: (q: Queryable, id: string, date: string) => Promise<Version>,
) {
  const list = selectList(thing);
  const table = `organisation.${thing.table}_version`;
  const id = `${thing.table}_id`;
  const links = `organisation.${thing.table}_succession`;

  // One walks on from a thing only when it is no longer there: what still stands has not been succeeded, whatever
  // parts it gave away. Days never run backwards along a chain, so the walk ends even where a unit was revived.
  const successors = (q: Queryable, thingId: string, date: string) =>
    kept(q).query<Version>(
      `WITH RECURSIVE chain (id, on_date) AS (
         SELECT s.into_id, s.on_date FROM ${links} s WHERE s.from_id = $1::uuid AND s.on_date <= $2::date
         UNION
         SELECT s.into_id, s.on_date FROM chain
         JOIN ${links} s ON s.from_id = chain.id AND s.on_date >= chain.on_date AND s.on_date <= $2::date
         WHERE NOT EXISTS (SELECT FROM ${table} v WHERE v.${id} = chain.id AND v.valid @> $2::date))
       SELECT ${list} FROM ${table} v
       WHERE v.${id} IN (SELECT id FROM chain) AND v.valid @> $2::date AND v.${id} <> $1::uuid
       ORDER BY v.${thing.table === 'area' ? 'code' : 'identifier'} COLLATE "C"`,
      [thingId, date],
    );

  const predecessors = (q: Queryable, thingId: string, date: string) =>
    q.query<Version>(
      `WITH RECURSIVE chain (id, on_date) AS (
         SELECT s.from_id, s.on_date FROM ${links} s WHERE s.into_id = $1::uuid AND s.on_date > $2::date
         UNION
         SELECT s.from_id, s.on_date FROM chain
         JOIN ${links} s ON s.into_id = chain.id AND s.on_date <= chain.on_date AND s.on_date > $2::date)
       SELECT ${list} FROM ${table} v
       WHERE v.${id} IN (SELECT id FROM chain) AND v.valid @> $2::date AND v.${id} <> $1::uuid
       ORDER BY v.${thing.table === 'area' ? 'code' : 'identifier'} COLLATE "C"`,
      [thingId, date],
    );

  const resolve = async (q: Queryable, thingId: string, date: string): Promise<Version> => {
    const here = await kept(q).maybe<Version>(
      `SELECT ${list} FROM ${table} v WHERE v.${id} = $1::uuid AND v.valid @> $2::date`,
      [thingId, date],
    );
    if (here) return here;
    const [only, ...others] = await successors(q, thingId, date);
    if (!only) return get(q, thingId, date);
    if (others.length === 0) return only;
    const last = await q.one<{ name: string }>(
      `SELECT ${thing.table === 'area' ? 'full_name' : 'name'} AS name FROM ${table}
       WHERE ${id} = $1::uuid ORDER BY valid DESC LIMIT 1`,
      [thingId],
    );
    throw thing.split({ [thing.table]: last.name, date: shownDay(date) }, [
      only.id,
      ...others.map(other => other.id),
    ]);
  };

  const there = (id: string, date: string) =>
    `EXISTS (SELECT FROM ${table} v WHERE v.${thing.table}_id = ${id} AND v.valid @> ${date}::date)`;

  // All walk as `successors` does, so that they name those whom `resolve` leads to the same heir, to several, or to none.
  const back = (alone: boolean) => (q: Queryable, heirIds: readonly string[], date: string) =>
    keptEverywhere(q).query<Legacy>(
      `WITH RECURSIVE back (heir, id, on_date) AS (
         SELECT s.into_id, s.from_id, s.on_date FROM ${links} s
         WHERE s.into_id = ANY ($2::uuid[]) AND s.on_date <= $1::date AND ${there('s.into_id', '$1')}
         UNION
         SELECT back.heir, s.from_id, s.on_date FROM back
         JOIN ${links} s ON s.into_id = back.id AND s.on_date <= back.on_date WHERE NOT ${there('back.id', '$1')}),
       gone AS (SELECT DISTINCT heir, id FROM back WHERE NOT ${there('back.id', '$1')}),
       forth (root, id, on_date) AS (
         SELECT g.id, s.into_id, s.on_date FROM (SELECT DISTINCT id FROM gone) g
         JOIN ${links} s ON s.from_id = g.id AND s.on_date <= $1::date
         UNION
         SELECT forth.root, s.into_id, s.on_date FROM forth
         JOIN ${links} s ON s.from_id = forth.id AND s.on_date >= forth.on_date AND s.on_date <= $1::date
         WHERE NOT ${there('forth.id', '$1')})
       SELECT gone.id, gone.heir AS "heirId" FROM gone
       WHERE ${alone ? 'NOT' : ''} EXISTS (SELECT FROM forth WHERE root = gone.id AND id <> gone.heir AND ${there('forth.id', '$1')})
       ORDER BY 2, 1`,
      [date, heirIds],
    );

  const withoutHeir = async (q: Queryable, date: string) => {
    const rows = await keptEverywhere(q).query<{ id: string }>(
      `WITH RECURSIVE gone AS (SELECT t.id FROM organisation.${thing.table} t WHERE NOT ${there('t.id', '$1')}),
       forth (root, id, on_date) AS (
         SELECT g.id, s.into_id, s.on_date FROM gone g JOIN ${links} s ON s.from_id = g.id AND s.on_date <= $1::date
         UNION
         SELECT forth.root, s.into_id, s.on_date FROM forth
         JOIN ${links} s ON s.from_id = forth.id AND s.on_date >= forth.on_date AND s.on_date <= $1::date
         WHERE NOT ${there('forth.id', '$1')})
       SELECT g.id FROM gone g
       WHERE (SELECT count(DISTINCT f.id) FROM forth f WHERE f.root = g.id AND ${there('f.id', '$1')}) <> 1
       ORDER BY 1`,
      [date],
    );
    return rows.map(row => row.id);
  };

  const links_ = (q: Queryable, thingId: string) =>
    q.query<Succession>(
      `SELECT from_id AS "fromId", into_id AS "intoId", on_date AS "on", share, unverified, note
       FROM ${links} WHERE from_id = $1::uuid OR into_id = $1::uuid ORDER BY on_date, into_id`,
      [thingId],
    );

  return {
    successors,
    predecessors,
    resolve,
    legacies: back(true),
    shared: back(false),
    withoutHeir,
    successions: links_,
  };
}
