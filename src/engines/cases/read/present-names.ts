import { mappingBetween } from '#engines/procedures';
import type { Queryable } from '#platform/db';
import type { HistoryEntry } from '#platform/ledger';
import { loadProcedure } from '../process/load.ts';

/**
 * The entries of a dossier, the oldest first, with the steps that they name under the names of the version it runs on now: of what was
 * done before a move the step's counterpart is told. A step that has none keeps its name. No query where nothing was moved.
 */
export async function underPresentNames(
  q: Queryable,
  entries: readonly HistoryEntry[],
): Promise<HistoryEntry[]> {
  const undone = new Set(entries.flatMap(e => (e.kind === 'case.moved-back' ? [e.body.move] : [])));
  const moves = entries.filter(e => e.kind === 'case.moved' && !undone.has(e.body.move));
  if (!moves.length) return [...entries];
  const named: HistoryEntry[] = [];
  const maps: Array<ReadonlyMap<string, string | null>> = [];
  for (const entry of [...entries].reverse()) {
    const { element } = entry.body;
    named.unshift(
      typeof element === 'string'
        ? { ...entry, body: { ...entry.body, element: through(maps, element) } }
        : entry,
    );
    if (!moves.includes(entry)) continue;
    const { version: from } = await loadProcedure(q, { procedureVersionId: String(entry.body.fromVersion) });
    const { version: to } = await loadProcedure(q, {
      procedureVersionId: String(entry.body.procedureVersion),
    });
    maps.unshift(new Map((await mappingBetween(q, from, to)).elements.map(m => [m.from, m.to])));
  }
  return named;
}

const through = (maps: ReadonlyArray<ReadonlyMap<string, string | null>>, element: string): string =>
  maps.reduce((id, map) => map.get(id) ?? id, element);
