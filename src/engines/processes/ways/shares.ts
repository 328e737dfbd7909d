import { ACTIVITIES, flowOf, type Graph, type Node, nodeOf } from '../graph.ts';

/** A flow through one scope without its ways back: what comes after each node. */
type Ways = { forward: ReadonlyMap<string, readonly string[]>; back: ReadonlyMap<string, readonly string[]> };

const knownWays = new WeakMap<Graph, Map<string, Ways>>();
const knownAhead = new WeakMap<Graph, Map<string, number | null>>();

function successors(graph: Graph, node: Node): string[] {
  return [
    ...node.outgoing.map(f => flowOf(graph, f).to),
    ...(graph.boundaries.get(node.id) ?? []).filter(b => b.interrupting).map(b => b.id),
  ];
}

/** Ways forward and ways back (to what lies on the way here already), from the starts of a scope. */
function waysOf(graph: Graph, scope: string): Ways {
  const all = knownWays.get(graph) ?? new Map<string, Ways>();
  knownWays.set(graph, all);
  const known = all.get(scope);
  if (known) return known;
  const forward = new Map<string, string[]>();
  const back = new Map<string, string[]>();
  const path = new Set<string>();
  const visit = (node: Node) => {
    if (forward.has(node.id)) return;
    path.add(node.id);
    forward.set(node.id, []);
    back.set(node.id, []);
    for (const next of successors(graph, node)) {
      (path.has(next) ? back : forward).get(node.id)?.push(next);
      if (!path.has(next)) visit(nodeOf(graph, next));
    }
    path.delete(node.id);
  };
  for (const start of graph.starts.get(scope) ?? []) visit(start);
  const ways = { forward, back };
  all.set(scope, ways);
  return ways;
}

/** What comes after each element of a scope, without its ways back. */
export const forwardWays = (graph: Graph, scope: string): ReadonlyMap<string, readonly string[]> =>
  waysOf(graph, scope).forward;

/** What a node takes of the limit itself: its own share, or that of the longest way through its inside. */
function weight(graph: Graph, node: Node): number {
  if (node.share !== null) return node.share;
  if (!node.body || !ACTIVITIES.has(node.kind)) return 0;
  return Math.max(
    0,
    ...(graph.starts.get(node.body) ?? []).map(s => forwardShare(graph, node.body ?? '', s.id) ?? 0),
  );
}

/** Shares on the longest way from after a node to an end of its scope, without going back; null where every way goes back. */
function forwardShare(graph: Graph, scope: string, id: string): number | null {
  const memo = knownAhead.get(graph) ?? new Map<string, number | null>();
  knownAhead.set(graph, memo);
  const known = memo.get(id);
  if (known !== undefined) return known;
  const node = nodeOf(graph, id);
  let best: number | null = node.kind === 'end' ? 0 : null;
  for (const next of waysOf(graph, scope).forward.get(id) ?? []) {
    const after = forwardShare(graph, scope, next);
    if (after === null) continue;
    best = Math.max(best ?? 0, weight(graph, nodeOf(graph, next)) + after);
  }
  memo.set(id, best);
  return best;
}

/** As `forwardShare`; from where every way goes back (to mend something, say), by way of what it goes back to. */
function aheadIn(graph: Graph, node: Node): number {
  const { scope } = node;
  const straight = forwardShare(graph, scope, node.id);
  if (straight !== null) return straight;
  const { forward, back } = waysOf(graph, scope);
  const seen = new Set([node.id]);
  const queue = [node.id];
  let best = 0;
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (const to of back.get(id) ?? []) {
      best = Math.max(best, weight(graph, nodeOf(graph, to)) + (forwardShare(graph, scope, to) ?? 0));
    }
    for (const to of forward.get(id) ?? []) {
      if (seen.has(to)) continue;
      seen.add(to);
      queue.push(to);
    }
  }
  return best;
}

/** The largest sum of shares on any way from the start to an end, without going back, and the steps that it is put together of. */
export function sharesInAll(graph: Graph): { sum: number; steps: readonly Node[] } {
  const from = (start: Node) => weight(graph, start) + (forwardShare(graph, graph.id, start.id) ?? 0);
  const [first] = [...(graph.starts.get(graph.id) ?? [])].sort((a, b) => from(b) - from(a));
  if (!first) return { sum: 0, steps: [] };
  const steps: Node[] = [];
  for (let node: Node | undefined = first; node; ) {
    if (weight(graph, node) > 0) steps.push(node);
    const next: Node[] = (waysOf(graph, graph.id).forward.get(node.id) ?? []).map(id => nodeOf(graph, id));
    const ways = next.flatMap(n => {
      const after = forwardShare(graph, graph.id, n.id);
      return after === null ? [] : [{ n, share: weight(graph, n) + after }];
    });
    node = ways.sort((a, b) => b.share - a.share)[0]?.n;
  }
  return { sum: from(first), steps };
}

/**
 * Shares of the time limit still to come after `node`: on the longest way to the end, branches that run side by side
 * counted once. `outer` are the activities inside which it stands, the innermost first.
 */
export function shareAhead(graph: Graph, node: Node, outer: readonly Node[] = []): number {
  return [node, ...outer].reduce((sum, n) => sum + aheadIn(graph, n), 0);
}
