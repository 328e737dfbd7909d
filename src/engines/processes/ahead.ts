import { nextNodes } from './check-reach.ts';
import { type Graph, type Node, nodeOf } from './graph.ts';
import type { ProcessState } from './state.ts';

/**
 * Whether a process may still come to an element of some kind, a further signature say: by any way from where its tokens
 * stand, into sub-processes and called processes, whatever the conditions on the way.
 */
export function mayStillReach(graph: Graph, state: ProcessState, wanted: (node: Node) => boolean): boolean {
  if (state.end) return false;
  const busy = new Set(state.tokens.flatMap(t => (t.in === undefined ? [] : [t.in])));
  const seen = new Set<string>();
  const queue: string[] = [];
  const add = (id: string) => {
    if (seen.has(id)) return;
    seen.add(id);
    queue.push(id);
  };
  const enter = (node: Node) => {
    for (const start of graph.starts.get(node.body ?? '') ?? []) add(start.id);
  };
  for (const token of state.tokens) {
    const node = nodeOf(graph, token.at);
    if (wanted(node)) return true;
    // Inside an activity that is under way its own tokens say what is still to come.
    if (!busy.has(token.id)) enter(node);
    for (const next of nextNodes(graph, node.id)) add(next);
  }
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    const node = nodeOf(graph, id);
    if (wanted(node)) return true;
    enter(node);
    for (const next of nextNodes(graph, id)) add(next);
  }
  return false;
}
