import type { Graph, Node } from '../graph.ts';
import { type Problem, problem } from '../problems.ts';
import { nextNodes, reachable } from '../ways/reach.ts';

/** Elements that no token can come to, and elements from which no end can be reached. */
export function checkReach(graph: Graph): Problem[] {
  const nodes = [...graph.nodes.values()];
  const starts = [...graph.starts.values()].flat().map(s => s.id);
  const reached = reachable(starts, id => nextNodes(graph, id));
  const back = reverse(graph, nodes);
  const ends = nodes.filter(n => n.kind === 'end').map(n => n.id);
  const leading = reachable(ends, id => back.get(id) ?? []);
  const found = nodes.filter(n => !reached.has(n.id)).map(n => problem('unreachable', n));
  for (const node of nodes) {
    if (reached.has(node.id) && !leading.has(node.id)) found.push(problem('dead-end', node));
  }
  return found;
}

function reverse(graph: Graph, nodes: readonly Node[]): Map<string, string[]> {
  const back = new Map<string, string[]>();
  for (const node of nodes) {
    for (const to of nextNodes(graph, node.id)) back.set(to, [...(back.get(to) ?? []), node.id]);
  }
  return back;
}
