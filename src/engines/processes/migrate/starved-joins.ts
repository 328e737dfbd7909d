import { flowOf, type Graph, type Node, nodeOf } from '../graph.ts';
import type { Token } from '../run/state.ts';

/**
 * Parallel joins that tokens can come to, or stand at, and that wait for a flow by which none of them can come any more: once there,
 * a token waits for ever. Each with one of those tokens. Every way is taken to be open, whatever its condition says: what is found here never ends.
 */
export function starvedJoins(graph: Graph, tokens: readonly Token[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const inside of new Set(tokens.map(t => t.in))) {
    const here = tokens.filter(t => t.in === inside);
    const open = new Set(here.flatMap(t => [...(t.by ? [t.by] : []), ...flowsFrom(graph, t.at)]));
    for (const join of joinsIn(graph, here))
      if (join.incoming.some(f => open.has(f)) && !join.incoming.every(f => open.has(f)))
        found.set(join.id, here.find(t => comesTo(graph, t, join))?.id ?? 0);
  }
  return found;
}

const joinsIn = (graph: Graph, tokens: readonly Token[]): Node[] => {
  const scopes = new Set(tokens.map(t => nodeOf(graph, t.at).scope));
  return [...graph.nodes.values()].filter(
    n => n.kind === 'parallel' && n.incoming.length > 1 && scopes.has(n.scope),
  );
};

const comesTo = (graph: Graph, { at, by }: Token, join: Node): boolean =>
  (by !== undefined && join.incoming.includes(by)) || join.incoming.some(f => flowsFrom(graph, at).has(f));

/** All flows that a token may go along from an element, by the events on the edges of steps too. */
function flowsFrom(graph: Graph, at: string): Set<string> {
  const flows = new Set<string>();
  const queue = [at];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    const events = (graph.boundaries.get(id) ?? []).flatMap(e => e.outgoing);
    for (const flow of [...nodeOf(graph, id).outgoing, ...events]) {
      if (flows.has(flow)) continue;
      flows.add(flow);
      queue.push(flowOf(graph, flow).to);
    }
  }
  return flows;
}
