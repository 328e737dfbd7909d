import { type Graph, leadsNowhere } from '#engines/processes';
import type { Queryable } from '#platform/db';
import { loadProcess } from '../store/processes.ts';
import { listVersions } from '../store/read.ts';
import { type MappedId, type ProcedureVersion, type VersionMapping, wasInForce } from '../types.ts';
import { elementMapping, lookup } from './check-mapping.ts';

/** Where an id leads, and the number of the version that says so last; `nowhere`: no dossier can stand there. */
export type WayOfId = MappedId & { number?: number; nowhere?: true };
export type WayBetween = Record<keyof VersionMapping, readonly WayOfId[]>;

/** What one version says of the one before it. `nowhere`: ids that lead where no dossier can stand. */
export type Stage = { number: number; mapping: VersionMapping; nowhere?: ReadonlySet<string> };

type Lookup = { number: number; map: ReadonlyMap<string, MappedId>; nowhere: ReadonlySet<string> };

/**
 * One id through the mappings of all versions on the way, the oldest first. Whoever is led where nobody can stand has not left: what a
 * later version says of the place he is at counts then, before what it says of where he was led.
 */
function through(stages: readonly Lookup[], from: string): WayOfId {
  let at: WayOfId = { from, to: from };
  let stuck: string | null = null;
  for (const { number, map, nowhere } of stages) {
    if (at.to === null) break;
    const next: MappedId | undefined = (stuck !== null && map.get(stuck)) || map.get(at.to);
    if (!next) continue;
    stuck = nowhere.has(next.from) ? next.from : null;
    at = {
      from,
      to: next.to,
      number,
      ...(next.reason ? { reason: next.reason } : {}),
      ...(stuck === null ? {} : { nowhere: true }),
    };
  }
  return at;
}

const NONE: ReadonlySet<string> = new Set();

/** The mappings of several versions, each of which speaks of the one before it, as one from the first to the last. */
export function chained(stages: readonly Stage[]): WayBetween {
  const one = (list: keyof VersionMapping): WayOfId[] => {
    const maps = stages.map(({ number, mapping, nowhere = NONE }) => ({
      number,
      map: lookup(mapping[list]),
      nowhere: list === 'elements' ? nowhere : NONE,
    }));
    const ids = new Set(stages.flatMap(s => s.mapping[list].map(x => x.from)));
    // What a version on the way has brought in is no id of the first one, and does no harm here.
    return [...ids].map(id => through(maps, id));
  };
  return { elements: one('elements'), fields: one('fields') };
}

/** What of a mapping leads where no dossier can stand; `graphs`: the process of the version, then those before it, the newest first. */
function nowhereIn({ elements }: VersionMapping, [to, ...before]: readonly Graph[]): Set<string> {
  const mapping = elementMapping(elements);
  const leads = (id: string) => {
    const from = before.find(g => g.nodes.has(id));
    return to && from && leadsNowhere(from, to, mapping, id) !== null;
  };
  return new Set(elements.map(m => m.from).filter(leads));
}

/** What has another name or meaning in `to` than in `from`, an earlier version of the same procedure: by way of all that were in force between. */
export async function mappingBetween(
  q: Queryable,
  from: Pick<ProcedureVersion, 'code' | 'number'>,
  to: Pick<ProcedureVersion, 'number'>,
): Promise<WayBetween> {
  const way = (await listVersions(q, from.code))
    .filter(v => wasInForce(v) && v.number >= from.number && v.number <= to.number)
    .sort((a, b) => a.number - b.number);
  const named = way.some(v => v.number > from.number && v.mapping?.elements.length);
  const stages: Stage[] = [];
  const graphs: Graph[] = [];
  for (const { number, mapping, process } of way) {
    if (named) graphs.unshift(await loadProcess(q, process));
    if (number > from.number && mapping)
      stages.push({ number, mapping, nowhere: nowhereIn(mapping, graphs) });
  }
  return chained(stages);
}
