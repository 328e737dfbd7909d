import { flowOf, type Graph, type Node, nodeOf } from '../graph.ts';

/** Elements that lie nowhere but behind events that run beside their activity: what happens there holds up nothing else. */
const known = new WeakMap<Graph, ReadonlySet<string>>();

const next = (graph: Graph, id: string): string[] => nodeOf(graph, id).outgoing.map(f => flowOf(graph, f).to);

function reach(graph: Graph, from: readonly string[], aside: boolean): Set<string> {
  const seen = new Set<string>();
  const queue = [...from];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    const events = (graph.boundaries.get(id) ?? []).filter(b => aside || b.interrupting);
    queue.push(...next(graph, id), ...events.map(b => b.id));
  }
  return seen;
}

/** All elements of a process that are reached only through events beside an activity (`cancelActivity="false"`). */
export function asideOf(graph: Graph): ReadonlySet<string> {
  let aside = known.get(graph);
  if (!aside) {
    const straight = reach(
      graph,
      [...graph.starts.values()].flat().map(s => s.id),
      false,
    );
    aside = new Set([...graph.nodes.keys()].filter(id => !straight.has(id)));
    known.set(graph, aside);
  }
  return aside;
}

/** What an activity's events have led to beside it, in the order of the ways there. */
export function besideActivity(graph: Graph, activity: Node): Node[] {
  const aside = asideOf(graph);
  const events = (graph.boundaries.get(activity.id) ?? []).filter(b => !b.interrupting);
  const found = reach(
    graph,
    events.map(b => b.id),
    true,
  );
  return [...graph.nodes.values()].filter(n => found.has(n.id) && aside.has(n.id));
}
