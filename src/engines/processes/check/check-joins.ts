import { flowOf, type Graph, type Node, nodeOf } from '../graph.ts';
import { type Problem, problem } from '../problems.ts';
import { mayStillCome } from '../run/inclusive.ts';

/** So many markings are looked at: enough for every process that people read, little time for any other. */
const MOST_MARKINGS = 3_000;
const MOST_ON_FLOW = 3;

/** How many tokens are on each flow of a scope. */
type Marking = ReadonlyMap<string, number>;

/**
 * Parallel joins at which a dossier may wait for ever because it has gone only some of the ways that they wait for. All ways
 * are tried, whatever their conditions say: two conditions that always agree may be doubted without need, so this warns and refuses nothing.
 */
export function doubtJoins(graph: Graph): Problem[] {
  const scopes = new Set([...graph.nodes.values()].map(n => n.scope));
  const stuck = new Set([...scopes].flatMap(scope => stuckIn(graph, scope)));
  return [...stuck].map(id => problem('join-may-wait', nodeOf(graph, id)));
}

function stuckIn(graph: Graph, scope: string): string[] {
  const stuck = new Set<string>();
  const seen = new Set<string>();
  const queue: Marking[] = (graph.starts.get(scope) ?? []).map(s => marked(new Map(), s.outgoing));
  for (let marking = queue.pop(); marking && seen.size < MOST_MARKINGS; marking = queue.pop()) {
    const key = [...marking].sort().join();
    if (seen.has(key)) continue;
    seen.add(key);
    const next = successors(graph, marking);
    if (next) queue.push(...next.filter(m => ![...m.values()].some(n => n > MOST_ON_FLOW)));
    else
      for (const flow of marking.keys()) {
        const { id, kind } = nodeOf(graph, flowOf(graph, flow).to);
        if (kind === 'parallel') stuck.add(id);
      }
  }
  return [...stuck];
}

const isJoin = (node: Node): boolean =>
  (node.kind === 'parallel' || node.kind === 'inclusive') && node.incoming.length > 1;

/**
 * What may come after a marking; null where tokens wait that nothing can move. Of tokens that do not wait for each other only one
 * moves: the others can still go all their ways afterwards.
 */
function successors(graph: Graph, marking: Marking): Marking[] | null {
  const targets = [...marking.keys()].map(flow => ({ flow, node: nodeOf(graph, flowOf(graph, flow).to) }));
  const free = targets.find(({ node }) => !isJoin(node));
  if (free) {
    const without = taken(marking, [free.flow]);
    return waysOn(graph, free.node).map(flows => (flows === 'over' ? new Map() : marked(without, flows)));
  }
  const full = targets.find(
    ({ node }) => node.kind === 'parallel' && node.incoming.every(f => marking.has(f)),
  );
  if (full) return [marked(taken(marking, full.node.incoming), full.node.outgoing)];
  for (const { node } of targets.filter(t => t.node.kind === 'inclusive')) {
    const filled = new Set(node.incoming.filter(f => marking.has(f)));
    const others = targets.filter(t => t.node !== node);
    if (others.some(t => mayStillCome(graph, node, t.node.id, filled))) continue;
    const without = taken(marking, [...filled]);
    return choices(graph, node).map(flows => marked(without, flows));
  }
  return marking.size ? null : [];
}

/** The flows that a token may take from an element, each way by itself; `over`: it ends all. */
function waysOn(graph: Graph, node: Node): Array<readonly string[] | 'over'> {
  if (node.kind === 'end') return [node.trigger === 'terminate' || node.trigger === 'error' ? 'over' : []];
  const own: Array<readonly string[]> = choices(graph, node);
  const events = graph.boundaries.get(node.id) ?? [];
  const instead = events.filter(e => e.interrupting).map(e => e.outgoing);
  const beside = events
    .filter(e => !e.interrupting)
    .flatMap(e => own.map(flows => [...flows, ...e.outgoing]));
  return [...own, ...instead, ...beside];
}

function choices(graph: Graph, node: Node): Array<readonly string[]> {
  if (node.kind === 'exclusive' || node.kind === 'event-based') return node.outgoing.map(flow => [flow]);
  if (node.kind === 'parallel') return [node.outgoing];
  const open = node.outgoing.filter(id => flowOf(graph, id).condition === null && id !== node.defaultFlow);
  const asked = node.outgoing.filter(id => !open.includes(id));
  if (!asked.length) return [open];
  const some = [asked.filter(id => id !== node.defaultFlow), ...asked.map(id => [id])];
  return [...some.filter(s => s.length).map(s => [...open, ...s]), ...(open.length ? [open] : [])];
}

function marked(marking: Marking, flows: readonly string[]): Marking {
  const next = new Map(marking);
  for (const flow of flows) next.set(flow, (next.get(flow) ?? 0) + 1);
  return next;
}

function taken(marking: Marking, flows: readonly string[]): Marking {
  const next = new Map(marking);
  for (const flow of flows) {
    const left = (next.get(flow) ?? 0) - 1;
    if (left > 0) next.set(flow, left);
    else next.delete(flow);
  }
  return next;
}
