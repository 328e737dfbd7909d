import type { Graph } from '../graph.ts';
import { nextNodes, reachable } from './reach.ts';

const known = new WeakMap<
  Graph,
  { back: ReadonlyMap<string, readonly string[]>; of: Map<string, Set<string>> }
>();

/** For each element those from which a token comes to it next, into bodies and out of them. */
function backwards(graph: Graph): Map<string, string[]> {
  const back = new Map<string, string[]>();
  const add = (from: string, to: string) => back.set(to, [...(back.get(to) ?? []), from]);
  for (const node of graph.nodes.values()) {
    for (const to of nextNodes(graph, node.id)) add(node.id, to);
    if (node.body === null) continue;
    for (const start of graph.starts.get(node.body) ?? []) add(node.id, start.id);
    for (const inner of graph.nodes.values())
      if (inner.scope === node.body) for (const to of nextNodes(graph, node.id)) add(inner.id, to);
  }
  return back;
}

/**
 * All elements by which a token may have come to this one, itself included: what happened there happened on its way. What is not among them runs
 * beside it, or comes later.
 */
export function elementsBefore(graph: Graph, id: string): ReadonlySet<string> {
  const { back, of } = known.get(graph) ?? { back: backwards(graph), of: new Map<string, Set<string>>() };
  known.set(graph, { back, of });
  const before = of.get(id) ?? reachable([id], at => back.get(at) ?? []);
  of.set(id, before);
  return before;
}
