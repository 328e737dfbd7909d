import type { Queryable } from '#platform/db';
import type { Period, Succession } from '../types.ts';
import { changesKept } from './kept.ts';
import { entries, type Thing } from './thing.ts';

export type NewVersion<Facts> = { id: string; versionId: string; facts: Facts } & Period;

const row = <F, V>(thing: Thing<F, V>, { id, versionId, facts, from, to }: NewVersion<F>) => ({
  id,
  version_id: versionId,
  from_date: from,
  to_date: to,
  folded: thing.folded(facts),
  ...Object.fromEntries(entries(thing).map(([name, { column }]) => [column, facts[name] ?? null])),
});

const recordOf = <F, V>(thing: Thing<F, V>): string =>
  `jsonb_to_recordset($1::jsonb) AS r (id uuid, version_id uuid, from_date date, to_date date, folded text, ${entries(
    thing,
  )
    .map(([, { column, type }]) => `${column} ${type}`)
    .join(', ')})`;

/** Writes the ids of new things. */
export const insertThings = <F, V>(q: Queryable, thing: Thing<F, V>, ids: readonly string[]) =>
  q.run(`INSERT INTO organisation.${thing.table} (id) SELECT unnest($1::uuid[])`, [ids]);

/** Writes any number of versions in one statement. */
export function insertVersions<F, V>(
  q: Queryable,
  thing: Thing<F, V>,
  versions: ReadonlyArray<NewVersion<F>>,
): Promise<number> {
  const columns = entries(thing).map(([, { column }]) => column);
  changesKept(q);
  return q.run(
    `INSERT INTO organisation.${thing.table}_version (id, ${thing.table}_id, valid, folded, ${columns.join(', ')})
     SELECT r.version_id, r.id, daterange(r.from_date, r.to_date), r.folded, ${columns.map(c => `r.${c}`).join(', ')}
     FROM ${recordOf(thing)}`,
    [JSON.stringify(versions.map(version => row(thing, version)))],
  );
}

/** Writes the facts and periods of versions that are there over what they were, in one statement. */
export function updateVersions<F, V>(
  q: Queryable,
  thing: Thing<F, V>,
  versions: ReadonlyArray<NewVersion<F>>,
): Promise<number> {
  const columns = entries(thing).map(([, { column }]) => column);
  changesKept(q);
  return q.run(
    `UPDATE organisation.${thing.table}_version v
     SET valid = daterange(r.from_date, r.to_date), folded = r.folded, ${columns.map(c => `${c} = r.${c}`).join(', ')}
     FROM ${recordOf(thing)} WHERE v.id = r.version_id`,
    [JSON.stringify(versions.map(version => row(thing, version)))],
  );
}

/** Writes successions; one that is there already gets the new share, mark and note. The number written. */
export function upsertSuccessions<F, V>(
  q: Queryable,
  thing: Thing<F, V>,
  successions: readonly Succession[],
): Promise<number> {
  changesKept(q);
  return q.run(
    `INSERT INTO organisation.${thing.table}_succession AS s (from_id, into_id, on_date, share, unverified, note)
     SELECT r."fromId", r."intoId", r."on", r.share, r.unverified, r.note
     FROM jsonb_to_recordset($1::jsonb)
       AS r ("fromId" uuid, "intoId" uuid, "on" date, share text, unverified boolean, note text)
     ON CONFLICT (from_id, into_id, on_date)
       DO UPDATE SET share = excluded.share, unverified = excluded.unverified, note = excluded.note
       WHERE (s.share, s.unverified, s.note) IS DISTINCT FROM (excluded.share, excluded.unverified, excluded.note)`,
    [JSON.stringify(successions)],
  );
}

/** Writes which areas agencies answer for beside their own. The number written. */
export function insertServed(
  q: Queryable,
  served: ReadonlyArray<{ agencyId: string; areaId: string; from: string; to: string | null }>,
): Promise<number> {
  changesKept(q);
  return q.run(
    `INSERT INTO organisation.agency_area (agency_id, area_id, valid)
     SELECT r."agencyId", r."areaId", daterange(r."from", r."to")
     FROM jsonb_to_recordset($1::jsonb) AS r ("agencyId" uuid, "areaId" uuid, "from" date, "to" date)`,
    [JSON.stringify(served)],
  );
}
