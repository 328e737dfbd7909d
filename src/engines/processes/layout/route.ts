import { type Box, flowOf, type Graph, isHumanTask, nodeOf, type Point } from '../graph.ts';
import { type Grid, gridOf, type Spacing } from './route-grid.ts';
import { findRoute } from './route-search.ts';

/** Beyond this many flows lines go straight and around nothing: nobody reads such a drawing, and it would take too long. */
const MOST_FLOWS = 250;

/**
 * Lines of right angles for all flows between drawn boxes: around the boxes in their way, each on a track of its own but where they
 * come to the same element, with few bends and crossings. Short ways first: what goes round gives way to what goes straight.
 */
export function routeFlows(
  graph: Graph,
  boxes: ReadonlyMap<string, Box>,
  spacing: Spacing,
): Map<string, readonly Point[]> {
  const flows = [...graph.flows.values()].filter(f => boxes.has(f.from) && boxes.has(f.to));
  const lines = new Map<string, readonly Point[]>();
  const box = (id: string) => boxes.get(id) as Box;
  const grid = flows.length > MOST_FLOWS ? null : gridOf(boxes, spacing);
  const distance = (a: Box, b: Box) =>
    Math.abs(a.x - b.x) + 2 * Math.abs(a.y + a.height / 2 - b.y - b.height / 2) + (b.x < a.x ? 2_000 : 0);
  const order = flows
    .map(f => ({ f, far: distance(box(f.from), box(f.to)) }))
    .sort((a, b) => a.far - b.far || (a.f.id < b.f.id ? -1 : 1));
  for (const { f } of order)
    lines.set(f.id, (grid && routed(graph, grid, f.id)) ?? straight(box(f.from), box(f.to)));
  // In the order of the file, as everything else of a drawing.
  return new Map(flows.map(f => [f.id, lines.get(f.id) ?? []]));
}

function routed(graph: Graph, grid: Grid, id: string): Point[] | null {
  const flow = flowOf(graph, id);
  const [from, to] = [nodeOf(graph, flow.from), nodeOf(graph, flow.to)];
  const task =
    isHumanTask(from) || !['exclusive', 'inclusive', 'parallel', 'event-based'].includes(from.kind);
  return findRoute(grid, {
    flow: id,
    from: from.id,
    to: to.id,
    host: from.attachedTo ?? null,
    // A gateway's ways part at its corners; a step is left at its right side, an event on its edge downwards.
    leave:
      from.kind === 'boundary'
        ? { bottom: 0 }
        : task
          ? { right: 0, bottom: 60, top: 60 }
          : { right: 0, bottom: 4, top: 8 },
    enter: { left: 0, top: 30, bottom: 30 },
  });
}

const straight = (a: Box, b: Box): Point[] => [
  { x: a.x + a.width / 2, y: a.y + a.height },
  { x: b.x + b.width / 2, y: b.y },
];
