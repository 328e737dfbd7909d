import type { Graph } from '../graph.ts';

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
