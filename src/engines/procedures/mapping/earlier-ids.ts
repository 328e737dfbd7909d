import type { Graph } from '#engines/processes';
import type { Queryable } from '#platform/db';
import { formOfVersion } from '../draft/standard.ts';
import { loadProcess } from '../store/processes.ts';
import { listVersions } from '../store/read.ts';
import { type ProcedureVersion, wasInForce } from '../types.ts';
import { idsOf, type KnownIds } from './check-mapping.ts';

/** The ids of all versions before this one that were in force; null where there are none: nothing can be moved here then. */
export async function earlierIds(
  q: Queryable,
  version: Pick<ProcedureVersion, 'code' | 'number'>,
): Promise<KnownIds | null> {
  const earlier = (await listVersions(q, version.code)).filter(
    v => wasInForce(v) && v.number < version.number,
  );
  if (!earlier.length) return null;
  const [elements, fields] = [new Set<string>(), new Set<string>()];
  const graphs: Graph[] = [];
  for (const v of earlier) {
    const ids = idsOf(await loadProcess(q, v.process), await formOfVersion(q, v));
    graphs.push(...ids.graphs);
    for (const id of ids.elements ?? []) elements.add(id);
    for (const id of ids.fields ?? []) fields.add(id);
  }
  return { elements, fields, graphs };
}
