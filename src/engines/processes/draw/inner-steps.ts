import { type Graph, type Node, nodeOf } from '../graph.ts';
import type { ProcessState } from '../run/state.ts';

/** Sub-processes and calls: what is inside them is drawn as one box. */
export const isClosed = (node: Node): boolean => node.kind === 'sub-process' || node.kind === 'call';

/** Where one is inside the boxes of a drawing: by the box, the names of the innermost steps at which tokens stand. */
export function innerSteps(graph: Graph, state: ProcessState | null): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  const tokens = state?.tokens ?? [];
  for (const token of tokens) {
    if (token.in === undefined || tokens.some(other => other.in === token.id)) continue;
    let top = token;
    for (let outer = tokens.find(t => t.id === top.in); outer; outer = tokens.find(t => t.id === top.in))
      top = outer;
    const name = nodeOf(graph, token.at).name || token.at;
    const known = names.get(top.at) ?? [];
    if (!known.includes(name)) names.set(top.at, [...known, name]);
  }
  return names;
}
