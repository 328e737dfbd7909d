import type { Queryable } from '#platform/db';
import { listVersions } from '../store/read.ts';
import { type MappedId, type ProcedureVersion, type VersionMapping, wasInForce } from '../types.ts';
import { lookup } from './check-mapping.ts';

/** One id through the mappings of all versions on the way, the oldest first. */
function through(maps: ReadonlyArray<ReadonlyMap<string, MappedId>>, from: string): MappedId {
  let at: MappedId = { from, to: from };
  for (const map of maps) {
    const next: MappedId | undefined = at.to === null ? undefined : map.get(at.to);
    if (next) at = { from, to: next.to, ...(next.reason ? { reason: next.reason } : {}) };
  }
  return at;
}

/** The mappings of several versions, each of which speaks of the one before it, as one from the first to the last. */
export function chained(mappings: readonly VersionMapping[]): VersionMapping {
  const one = (list: keyof VersionMapping): MappedId[] => {
    const maps = mappings.map(m => lookup(m[list]));
    const ids = new Set(mappings.flatMap(m => m[list].map(x => x.from)));
    // What a version on the way has brought in is no id of the first one, and does no harm here.
    return [...ids].map(id => through(maps, id));
  };
  return { elements: one('elements'), fields: one('fields') };
}

/** What has another name or meaning in `to` than in `from`, an earlier version of the same procedure: by way of all that were in force between. */
export async function mappingBetween(
  q: Queryable,
  from: Pick<ProcedureVersion, 'code' | 'number'>,
  to: Pick<ProcedureVersion, 'number'>,
): Promise<VersionMapping> {
  const way = (await listVersions(q, from.code))
    .filter(v => wasInForce(v) && v.number > from.number && v.number <= to.number)
    .sort((a, b) => a.number - b.number);
  return chained(way.flatMap(v => (v.mapping ? [v.mapping] : [])));
}
