import { decides, type Graph, outcomeText } from '#engines/processes';
import { listTasks } from '#engines/work';
import type { Queryable } from '#platform/db';
import { taskKind } from '../process/new-task.ts';
import type { Dossier } from '../types.ts';

/**
 * What was decided about a dossier, in Vietnamese words: the outcome of the last step before the signature that said more than
 * that the dossier goes on, taken by the agency that handles it or by the one that issues. Null where no step says so: then the
 * signature itself is the agreement, for a refusal is an act of its own. Opinions of others are none.
 */
export async function outcomeOf(
  q: Queryable,
  graph: Graph,
  dossier: Dossier,
  issuerId: string,
): Promise<string | null> {
  let last: { elementId: string; outcome: string; endedAt: Date } | null = null;
  for (const task of await listTasks(q, dossier.id)) {
    const { elementId, outcome, endedAt } = task;
    if (task.state !== 'done' || taskKind(task) !== 'step' || !outcome || !endedAt) continue;
    const node = graph.nodes.get(elementId);
    const home = node?.lane?.agencyKind === null || task.agencyId === issuerId;
    if (node && home && decides(node, outcome) && (!last || endedAt >= last.endedAt))
      last = { elementId, outcome, endedAt };
  }
  return last && outcomeText('vi', graph, last.elementId, last.outcome, 'outcome');
}
