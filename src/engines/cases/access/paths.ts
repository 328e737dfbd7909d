import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { heirOf } from '../process/heir.ts';
import type { Dossier } from '../types.ts';

type Row = { root: string; path: string[]; there: boolean };

/** Each agency with those above it on `date`, the nearest first; `there`: it exists on that day. One query for all. */
const pathsOn = (q: Queryable, ids: readonly string[], date: string): Promise<Row[]> =>
  q.query<Row>(
    `SELECT a.id AS root, organisation.agency_path(a.id, $2::date)::text[] AS path,
       EXISTS (SELECT FROM organisation.agency_version v WHERE v.agency_id = a.id AND v.valid @> $2::date) AS there
     FROM unnest($1::uuid[]) AS a (id)`,
    [ids, date],
  );

/** Who has an agency's work: it itself, its successor after a reform, or nobody that could be found. */
export type Standing = { path: readonly string[]; by: 'itself' | 'heir' | 'nobody' };

/**
 * The agencies that have to do with a dossier, each with those above it at `at`, the nearest first. One that a reform has
 * taken away is its successor there: who took over the work takes over the rights.
 */
export async function agencyPaths(
  q: Queryable,
  dossier: Pick<Dossier, 'areaId'>,
  agencyIds: readonly string[],
  at: Date,
): Promise<Map<string, Standing>> {
  const date = localDate(at);
  const paths = new Map<string, Standing>();
  for (const { root, path, there } of await pathsOn(q, [...new Set(agencyIds)], date)) {
    const heir = there ? undefined : await heirOf(q, dossier, root, date);
    const own = heir ? (await pathsOn(q, [heir.id], date))[0]?.path : undefined;
    paths.set(root, own ? { path: own, by: 'heir' } : { path, by: there ? 'itself' : 'nobody' });
  }
  return paths;
}
