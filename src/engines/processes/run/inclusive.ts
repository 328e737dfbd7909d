import { flowOf, type Graph, type Node, nodeOf } from '../graph.ts';
import { reachable } from '../ways/reach.ts';
import { leave } from './leave.ts';
import { type Run, send } from './run.ts';

/**
 * Lets one inclusive join go that has waited long enough. BPMN 2.0.2, section 13.4.3: it is activated when a token is on
 * some incoming flow and, for every token elsewhere in the scope that could come to an empty incoming flow without
 * passing the gateway, there is also a path for it to a flow that has one. It takes one token from each flow.
 * Returns whether one went.
 */
export function fireInclusive(run: Run): boolean {
  for (const token of run.tokens) {
    const node = nodeOf(run.graph, token.at);
    if (node.kind !== 'inclusive') continue;
    const here = run.tokens.filter(t => t.at === node.id && t.in === token.in);
    const others = run.tokens.filter(t => t.at !== node.id && t.in === token.in);
    const filled = new Set(here.map(t => t.by));
    if (others.some(other => mayStillCome(run.graph, node, other.at, filled))) continue;
    const taken = node.incoming.map(flow => here.find(t => t.by === flow));
    run.tokens = run.tokens.filter(t => !taken.includes(t));
    if (node.outgoing.length === 1) send(run, node.outgoing, token.in);
    else leave(run, node, token.in);
    return true;
  }
  return false;
}

/** Whether a token at `at` can still come to a way into an inclusive join by which none has come. */
export function mayStillCome(
  graph: Graph,
  join: Node,
  at: string,
  filled: ReadonlySet<string | undefined>,
): boolean {
  const ways = waysInto(graph, join);
  const reaches = (flow: string) => ways.get(flow)?.has(at) ?? false;
  return (
    join.incoming.some(flow => !filled.has(flow) && reaches(flow)) &&
    !join.incoming.some(flow => filled.has(flow) && reaches(flow))
  );
}

const cache = new WeakMap<Graph, Map<string, Map<string, Set<string>>>>();

// For each incoming flow of the join the nodes from which it can be reached without passing the join. Off an activity a
// token may also go by a boundary event, so those ways count.
function waysInto(graph: Graph, join: Node): Map<string, Set<string>> {
  const known = cache.get(graph) ?? new Map<string, Map<string, Set<string>>>();
  cache.set(graph, known);
  let ways = known.get(join.id);
  if (!ways) {
    const back = (id: string) => (id === join.id ? [] : previous(graph, id));
    ways = new Map(join.incoming.map(flow => [flow, reachable([flowOf(graph, flow).from], back)]));
    for (const nodes of ways.values()) nodes.delete(join.id);
    known.set(join.id, ways);
  }
  return ways;
}

function previous(graph: Graph, id: string): string[] {
  const node = nodeOf(graph, id);
  const along = node.incoming.map(flow => flowOf(graph, flow).from);
  return node.attachedTo ? [...along, node.attachedTo] : along;
}
