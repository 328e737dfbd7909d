import { ACTIVITIES, type Graph, isHumanTask, type Node } from '../graph.ts';
import type { ProcessState } from '../run/state.ts';
import { unpackFlows } from '../ways/gone.ts';

/**
 * What became of an element so far. `done`: it was completed, if only once; `cut`: it was begun and taken away before anybody completed it,
 * by an event on its edge or an end of everything; `none`: nobody has come to it, or it is not over; `unknown`: the state is of a
 * process that began before the ways gone were kept, and nothing else says it.
 */
export type Past = 'done' | 'cut' | 'none' | 'unknown';

// Where a token waits for something outside; all other elements are over when it has come.
const waits = (node: Node) =>
  ACTIVITIES.has(node.kind) || node.kind === 'catch' || node.kind === 'event-based';

/** What a state says of the past of each element. */
export function pastOf(graph: Graph, state: ProcessState): (node: Node) => Past {
  const gone = state.gone === undefined ? null : unpackFlows(graph, state.gone);
  const at = new Set(state.tokens.map(t => t.at));
  return node => {
    if (isHumanTask(node) && state.outcomes[node.id] !== undefined) return 'done';
    if (!gone) return isHumanTask(node) ? 'none' : 'unknown';
    const some = (flows: readonly string[]) => flows.some(id => gone.has(id));
    if (some(node.outgoing) || (node.kind === 'end' && some(node.incoming)) || failed(graph, node, some))
      return 'done';
    return waits(node) && !at.has(node.id) && some(node.incoming) ? 'cut' : 'none';
  };
}

/** What ended by an error of its own has come to its end, if not to the one that was hoped for. */
const failed = (graph: Graph, node: Node, some: (flows: readonly string[]) => boolean): boolean =>
  (graph.boundaries.get(node.id) ?? []).some(event => event.trigger === 'error' && some(event.outgoing));
