import type { Queryable, Tx } from '#platform/db';
import { ancestorsOf } from './areas.ts';
import { appendEntry } from './dated/entry.ts';
import { changesKept, kept } from './dated/kept.ts';
import { AGENCY, selectList } from './dated/thing.ts';
import type { Act, Agency } from './types.ts';

/**
 * From day `from` (`YYYY-MM-DD`) the agency answers for exactly these areas; an empty list: for its own area again. What
 * was said for later days is replaced.
 */
export async function setJurisdiction(
  tx: Tx,
  agencyId: string,
  areaIds: readonly string[],
  from: string,
  act: Act,
): Promise<void> {
  changesKept(tx);
  await tx.query('SELECT id FROM organisation.agency WHERE id = $1::uuid FOR UPDATE', [agencyId]);
  await tx.run('DELETE FROM organisation.agency_area WHERE agency_id = $1 AND lower(valid) >= $2::date', [
    agencyId,
    from,
  ]);
  await tx.run(
    `UPDATE organisation.agency_area SET valid = daterange(lower(valid), $2::date)
     WHERE agency_id = $1 AND valid && daterange($2::date, NULL)`,
    [agencyId, from],
  );
  await tx.run(
    `INSERT INTO organisation.agency_area (agency_id, area_id, valid)
     SELECT DISTINCT $1::uuid, a.id, daterange($3::date, NULL) FROM unnest($2::uuid[]) AS a (id)`,
    [agencyId, areaIds, from],
  );
  await appendEntry(tx, act, 'organisation.agency-areas-set', `agency:${agencyId}`, {
    areas: [...new Set(areaIds)].sort(),
    from,
  });
}

/** Ids of the areas that the agency answers for on `date` beside its own; empty: for its own. */
export const jurisdictionOf = async (q: Queryable, agencyId: string, date: string): Promise<string[]> =>
  (
    await q.query<{ id: string }>(
      'SELECT area_id AS id FROM organisation.agency_area WHERE agency_id = $1 AND valid @> $2::date ORDER BY 1',
      [agencyId, date],
    )
  ).map(row => row.id);

/**
 * The agency that people ask for by its work: `wanted` is a kind (`tax`), a name, a short name or an identifier. Of those
 * that answer for the area the one nearest to it counts, else one of the areas above, up to the province's. By date.
 */
export async function findAgencyAnswering(
  q: Queryable,
  wanted: string,
  areaId: string,
  date: string,
): Promise<Agency | undefined> {
  const chain = [areaId, ...(await ancestorsOf(q, areaId, date)).map(a => a.id)];
  const [found] = await kept(q).query<Agency>(
    `SELECT ${selectList(AGENCY)} FROM organisation.agency_version v
     LEFT JOIN LATERAL (
       SELECT min(array_position($2::uuid[], j.area_id)) AS depth, count(*) AS areas
       FROM organisation.agency_area j WHERE j.agency_id = v.agency_id AND j.valid @> $3::date) served ON true
     WHERE v.valid @> $3::date AND $1 IN (v.kind, v.name, v.short_name, v.identifier)
       AND CASE WHEN served.areas > 0 THEN served.depth IS NOT NULL ELSE v.area_id = ANY ($2) END
     ORDER BY coalesce(served.depth, array_position($2::uuid[], v.area_id)), v.identifier COLLATE "C" LIMIT 1`,
    [wanted, chain, date],
  );
  return found;
}

/** All words by which `findAgencyAnswering` finds an agency that there is today or will be: kinds, names, short names, identifiers. */
export const listAgencyWords = async (q: Queryable): Promise<string[]> =>
  (
    await kept(q).query<{ word: string }>(
      `SELECT DISTINCT word FROM organisation.agency_version v,
         unnest(ARRAY[v.kind, v.name, v.short_name, v.identifier]) AS word
       WHERE upper_inf(v.valid) AND word IS NOT NULL`,
    )
  ).map(row => row.word);
