import { flowOf, type Graph, type Node, nodeOf } from '../graph.ts';

/** Whether a flow out of a node may still be taken. */
export type OpenFlow = (node: Node, flow: string) => boolean;

/** A way through a process, gateways and all. */
export type Way = readonly Node[];

/** Ways that run at the same time as a stretch of the main one. `from` and `to`: its first node and the one after its last. */
export type Beside = { from: number; to: number; main: Branch; others: Branch[] };

/**
 * One of several ways that run at the same time, and every element that a token of it may be at. `before`: of a branch within
 * another one, where that one's token is until it comes to their fork.
 */
export type Branch = { way: Way; reach: ReadonlySet<string>; before?: ReadonlySet<string> };

const forks = (node: Node): boolean => node.kind === 'parallel' || node.kind === 'inclusive';

const nextOf = (graph: Graph, open: OpenFlow, node: Node): string[] => [
  ...node.outgoing.filter(id => open(node, id)).map(id => flowOf(graph, id).to),
  ...(graph.boundaries.get(node.id) ?? []).filter(b => b.interrupting).map(b => b.id),
];

/** Every element that is reached from one without going through `stops`. */
function reachOf(graph: Graph, open: OpenFlow, from: string, stops: ReadonlySet<string>): Set<string> {
  const seen = new Set<string>();
  const queue = [from];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (seen.has(id) || stops.has(id)) continue;
    seen.add(id);
    queue.push(...nextOf(graph, open, nodeOf(graph, id)));
  }
  return seen;
}

/**
 * Where the main way forks: the other branches up to where the last of them joins it again, or to their ends. `longest` finds the
 * way with the most steps from an element that does not go through `stops`. Forks within the main branch add their branches;
 * those within another branch do too.
 */
export function branchesBeside(
  graph: Graph,
  open: OpenFlow,
  main: Way,
  longest: (from: string, stops: ReadonlySet<string>) => Way,
): Beside[] {
  const found: Beside[] = [];
  const place = new Map(main.map((node, i) => [node.id, i]));
  for (const [i, node] of main.entries()) {
    const before = found.at(-1);
    if (!forks(node) || main[i + 1] === undefined) continue;
    const later = new Set(main.slice(i + 1).map(n => n.id));
    const others = othersFrom(graph, open, node, main[i + 1]!.id, later, longest);
    if (!others.length) continue;
    const joins = others.flatMap(b => joinsOf(graph, open, b, later)).map(id => place.get(id) ?? main.length);
    const to = Math.max(i + 1, ...(joins.length ? joins : [main.length]));
    if (before && i < before.to) {
      const until = reachOf(graph, open, main[before.from]!.id, new Set([node.id]));
      before.others.push(...others.map(b => ({ before: until, ...b })));
      before.to = Math.max(before.to, to);
      continue;
    }
    found.push({ from: i + 1, to, main: { way: [], reach: new Set() }, others });
  }
  return found.map(block => {
    const way = main.slice(block.from, block.to);
    const stops = new Set(main.slice(block.to).map(n => n.id));
    const theirs = new Set(block.others.flatMap(b => [...b.reach]));
    const reach = new Set([...reachOf(graph, open, way[0]?.id ?? '', stops)].filter(id => !theirs.has(id)));
    return { ...block, main: { way, reach } };
  });
}

function othersFrom(
  graph: Graph,
  open: OpenFlow,
  fork: Node,
  taken: string,
  stops: ReadonlySet<string>,
  longest: (from: string, stops: ReadonlySet<string>) => Way,
): Branch[] {
  const branches: Branch[] = [];
  const targets = fork.outgoing.filter(id => open(fork, id)).map(id => flowOf(graph, id).to);
  for (const target of targets) {
    if (target === taken || stops.has(target)) continue;
    const way = longest(target, stops);
    branches.push({ way, reach: reachOf(graph, open, target, stops) });
    for (const [i, node] of way.entries())
      if (forks(node) && way[i + 1]) {
        const ahead = new Set([...stops, ...way.slice(i + 1).map(n => n.id)]);
        const inner = othersFrom(graph, open, node, way[i + 1]!.id, ahead, longest);
        const before = reachOf(graph, open, target, new Set([...stops, node.id]));
        branches.push(...inner.map(b => ({ before, ...b })));
      }
  }
  return branches;
}

/** Where a branch comes back to the main way. */
const joinsOf = (graph: Graph, open: OpenFlow, { reach }: Branch, main: ReadonlySet<string>): string[] =>
  [...reach].flatMap(id => nextOf(graph, open, nodeOf(graph, id))).filter(id => main.has(id));
