import { flowOf, type Graph, isHumanTask, type Node, nodeOf } from '../graph.ts';
import { nextNodes, reachable } from '../ways/reach.ts';
import type { OpenFlow, Way } from './beside.ts';

/** What a citizen takes for a step: somebody does something, or an answer or an hour is awaited under a name. */
export const isStep = (graph: Graph, node: Node): boolean =>
  isHumanTask(node) ||
  ['receive', 'sub-process', 'call'].includes(node.kind) ||
  (node.kind === 'event-based' && node.name !== '') ||
  (node.kind === 'catch' && node.name !== '' && !isAnswer(graph, node));

// One of the events that an event-based gateway waits for: the waiting is the gateway's.
const isAnswer = (graph: Graph, node: Node) =>
  node.incoming.some(id => nodeOf(graph, flowOf(graph, id).from).kind === 'event-based');

export type Path = readonly Node[];

/** How far along a path an element is that may lie off it, by the numbers of steps up to elements (`stepRanks`). */
export function rankOf(graph: Graph, ranks: ReadonlyMap<string, number>, path: Path, at: string): number {
  const onPath = path.findIndex(n => n.id === at);
  if (onPath >= 0) return onPath + 1;
  const rank = ranks.get(at) ?? 0;
  return Math.max(1, isStep(graph, nodeOf(graph, at)) ? rank : rank + 1);
}

/** The earliest step of the path, counted from 1, that a token elsewhere comes to next; without one, none is too far. */
export function stepAfter(graph: Graph, path: Path, at: string): number {
  const place = (id: string) => path.findIndex(n => n.id === id);
  if (place(at) >= 0) return Infinity;
  const next = reachable([at], id => (place(id) >= 0 ? [] : nextNodes(graph, id)));
  return Math.min(...[...next].map(place).filter(i => i >= 0)) + 1;
}

type Walked = { nodes: Way; steps: number };

// Along flows, and off activities by the events that interrupt them; a flow that leads back on the path walked is left out.
function walk(
  graph: Graph,
  open: OpenFlow,
  from: readonly string[],
  visit: (node: Node, walked: Walked, last: boolean) => void,
  stops: ReadonlySet<string> = new Set(),
): void {
  const best = new Map<string, number>();
  const go = (node: Node, before: Walked, seen: ReadonlySet<string>) => {
    const walked = { nodes: [...before.nodes, node], steps: before.steps + (isStep(graph, node) ? 1 : 0) };
    // Come here before by a path with as many steps: nothing new lies behind.
    if ((best.get(node.id) ?? -1) >= walked.steps) return;
    best.set(node.id, walked.steps);
    const after = new Set(seen).add(node.id);
    const next = [
      ...node.outgoing.filter(id => open(node, id)).map(id => flowOf(graph, id).to),
      ...(graph.boundaries.get(node.id) ?? []).filter(b => b.interrupting).map(b => b.id),
    ];
    visit(node, walked, node.kind === 'end' || next.some(id => stops.has(id)));
    for (const id of next) if (!after.has(id) && !stops.has(id)) go(nodeOf(graph, id), walked, after);
  };
  for (const start of from) go(nodeOf(graph, start), { nodes: [], steps: 0 }, new Set());
}

/** The way with the most steps from an element to an end, or to the last one before `stops`. */
export function longestFrom(
  graph: Graph,
  open: OpenFlow,
  from: readonly string[],
  stops?: ReadonlySet<string>,
): Way {
  let longest: Walked = { nodes: [], steps: -1 };
  walk(
    graph,
    open,
    from,
    (_, walked, last) => {
      if (last && walked.steps > longest.steps) longest = walked;
    },
    stops,
  );
  return longest.nodes;
}

/** For each element the number of steps up to and with it, on the way with the most. */
export function stepRanks(
  graph: Graph,
  open: OpenFlow,
  from: readonly string[],
): ReadonlyMap<string, number> {
  const ranks = new Map<string, number>();
  walk(graph, open, from, (node, { steps }) => ranks.set(node.id, Math.max(ranks.get(node.id) ?? 0, steps)));
  return ranks;
}
