import { type Graph, isHumanTask, type Node, nodeOf } from '../graph.ts';

/** Nodes that a token at `id` can come to next, inside its scope: along flows, or off the activity by a boundary event. */
export function nextNodes(graph: Graph, id: string): string[] {
  const node = graph.nodes.get(id);
  if (!node) return [];
  const along = node.outgoing.flatMap(f => graph.flows.get(f)?.to ?? []);
  return [...along, ...(graph.boundaries.get(id) ?? []).map(b => b.id)];
}

/** All that can be reached from `from`, itself included. */
export function reachable(from: readonly string[], next: (id: string) => readonly string[]): Set<string> {
  const seen = new Set(from);
  const queue = [...from];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (const to of next(id)) {
      if (!seen.has(to)) {
        seen.add(to);
        queue.push(to);
      }
    }
  }
  return seen;
}

/** The steps of people to which a process may come next from a node, whatever is said there: over all that goes on by itself. */
export const nextSteps = (graph: Graph, id: string): Node[] =>
  [...reachable(nextNodes(graph, id), at => (isHumanTask(nodeOf(graph, at)) ? [] : nextNodes(graph, at)))]
    .map(at => nodeOf(graph, at))
    .filter(isHumanTask);
