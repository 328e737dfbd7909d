import { type Box, flowOf, type Graph, type Lane, type Node, nodeOf, type Point } from '../graph.ts';
import { routeFlows } from './route.ts';
import { isSmall, type Layout, NAME_HEIGHT, shown } from './shown.ts';

const COLUMN = 172;
const ROW = 98;
/** Room for a lane's name as modellers write it, upright on its edge. */
const LEFT = 44;
const TASK = { width: 124, height: 46 };
const SMALL = { width: 36, height: 36 };
/** An event on the edge of a step: smaller, so that it leaves the step's name alone. */
const ON_EDGE = { width: 26, height: 26 };
/** Between the middles of events on the same edge. */
const BOUNDARY_GAP = 34;
const TOP = 6;

type Cell = { node: Node; lane: number; column: number; depth: number };

/** So much stays free beside, and above and below, what is larger than a step. */
const ROUND = { width: COLUMN - TASK.width, height: ROW - TASK.height };

/** What a drawing keeps of the one before it: how large sub-processes are that stand open, and all lanes in their order, by their ids. */
export type Wish = {
  sizes?: ReadonlyMap<string, { width: number; height: number }>;
  lanes?: readonly string[];
};

/** Where each of several lengths begins that follow each other, and where the last one ends. */
function edgesOf(lengths: readonly number[], from: number): number[] {
  const edges = [from];
  for (const length of lengths) edges.push((edges.at(-1) ?? from) + length);
  return edges;
}

/** A drawing of a file that has none: lanes as rows, steps as columns, flows around what lies in their way. */
export function fromRanks(graph: Graph, wish: Wish = {}): Layout {
  const nodes = shown(graph);
  const columns = columnsOf(graph, nodes);
  const placed = nodes.filter(n => !hostOf(graph, n));
  const lanes = [...new Set([...(wish.lanes ?? []), ...placed.map(n => laneKey(n, graph))])];
  const cells = cellsOf(graph, placed, lanes, columns);
  const sizeOf = (node: Node) => wish.sizes?.get(node.id) ?? (isSmall(node) ? SMALL : TASK);
  const least = (side: 'width' | 'height', pitch: number, of: readonly Cell[]) =>
    Math.max(pitch, ...of.map(c => sizeOf(c.node)[side] + ROUND[side]));
  const rowsOf = lanes.map((_, lane) => {
    const here = cells.filter(c => c.lane === lane);
    const depth = Math.max(0, ...here.map(c => c.depth)) + 1;
    return Array.from({ length: depth }, (__, d) =>
      least(
        'height',
        ROW,
        here.filter(c => c.depth === d),
      ),
    );
  });
  const heights = rowsOf.map(rows => rows.reduce((a, b) => a + b, NAME_HEIGHT));
  const tops = edgesOf(heights, TOP);
  const widths = Array.from({ length: Math.max(...cells.map(c => c.column)) + 1 }, (_, column) =>
    least(
      'width',
      COLUMN,
      cells.filter(c => c.column === column),
    ),
  );
  const columnEdges = edgesOf(widths, LEFT);
  const width = columnEdges.at(-1) ?? LEFT;
  const rowTops = rowsOf.map((rows, lane) => edgesOf(rows, (tops[lane] ?? 0) + NAME_HEIGHT));
  const boxes = new Map<string, Box>();
  for (const { node, lane, column, depth } of cells) {
    const size = sizeOf(node);
    const x = (columnEdges[column] ?? 0) + ((widths[column] ?? COLUMN) - size.width) / 2;
    const y = (rowTops[lane]?.[depth] ?? 0) + ((rowsOf[lane]?.[depth] ?? ROW) - size.height) / 2;
    boxes.set(node.id, { x, y, ...size });
  }
  for (const { node } of cells) attach(graph, node, boxes);
  const names = new Map(graph.lanes.map(l => [l.id, l.name]));
  const bands = lanes.map((id, i) => ({
    id,
    name: names.get(id) ?? id,
    box: { x: 0, y: tops[i] ?? 0, width, height: heights[i] ?? ROW },
  }));
  const rows = rowsOf.flatMap((all, lane) => all.map((h, d) => (rowTops[lane]?.[d] ?? 0) + h / 2));
  const rowEdges = [...rowTops.flatMap(edges => edges.slice(0, -1)), rowTops.at(-1)?.at(-1) ?? 0];
  const middles = widths.map((w, c) => (columnEdges[c] ?? 0) + w / 2);
  const lines = routeFlows(graph, boxes, { columns: middles, rows, columnEdges, rowEdges });
  return fitted({ boxes, lines, bands, width, height: (tops.at(-1) ?? 0) + 40 });
}

/** A way around the outermost steps may need more room than their rows have. */
function fitted(layout: Layout): Layout {
  const lowest = Math.max(...[...layout.lines.values()].flat().map((p: Point) => p.y), 0);
  return { ...layout, height: Math.max(layout.height, lowest + 40) };
}

function cellsOf(
  graph: Graph,
  nodes: readonly Node[],
  lanes: readonly string[],
  columns: ReadonlyMap<string, number>,
): Cell[] {
  const taken = new Map<string, number>();
  return nodes.map(node => {
    const lane = lanes.indexOf(laneKey(node, graph));
    const column = columns.get(node.id) ?? 0;
    const cell = `${lane}:${column}`;
    const depth = taken.get(cell) ?? 0;
    taken.set(cell, depth + 1);
    return { node, lane, column, depth };
  });
}

const hostOf = (graph: Graph, node: Node): Node | undefined =>
  node.kind === 'boundary' ? graph.nodes.get(node.attachedTo ?? '') : undefined;

/** The events of an activity sit on its lower edge, from the right: the way on leaves them downwards. */
function attach(graph: Graph, host: Node, boxes: Map<string, Box>): void {
  const box = boxes.get(host.id);
  if (!box) return;
  (graph.boundaries.get(host.id) ?? []).forEach((event, i) => {
    const x = box.x + box.width - ON_EDGE.width - 8 - i * BOUNDARY_GAP;
    boxes.set(event.id, { x, y: box.y + box.height - ON_EDGE.height / 2, ...ON_EDGE });
  });
}

/** The lane in which a step stands: by its id, or where each step says itself who does it by its name. */
function laneKey(node: Node, graph: Graph): string {
  const lane = laneNear(node, graph, new Set());
  return !lane ? '' : graph.lanes.some(l => l.id === lane.id) ? lane.id : lane.name;
}

// What has no lane of its own stands where the step before it stands, or at the start the one after.
// `seen` is shared by all ways that are tried: what led to no lane once leads to none again.
function laneNear(node: Node, graph: Graph, seen: Set<string>): Lane | null {
  if (node.lane?.name) return node.lane;
  seen.add(node.id);
  const near = [
    ...(node.attachedTo ? [node.attachedTo] : []),
    ...node.incoming.map(f => flowOf(graph, f).from),
    ...node.outgoing.map(f => flowOf(graph, f).to),
  ];
  for (const id of near) {
    const lane = seen.has(id) ? null : laneNear(nodeOf(graph, id), graph, seen);
    if (lane) return lane;
  }
  return node.lane;
}

/** Longest ways are looked for so many steps long: where everything leads everywhere there are more of them than can ever be tried. */
const MOST_VISITS = 20_000;

// Column: the longest way from the start; a flow back to where the way has been does not count.
function columnsOf(graph: Graph, nodes: readonly Node[]): Map<string, number> {
  const columns = new Map<string, number>();
  let visits = 0;
  const visit = (node: Node, column: number, path: ReadonlySet<string>) => {
    if ((columns.get(node.id) ?? -1) >= column || (++visits > MOST_VISITS && columns.has(node.id))) return;
    columns.set(node.id, column);
    const on = new Set(path).add(node.id);
    const next = node.outgoing.map(f => flowOf(graph, f).to);
    for (const id of next) if (!on.has(id)) visit(nodeOf(graph, id), column + 1, on);
    for (const b of graph.boundaries.get(node.id) ?? []) visit(b, column, on);
  };
  // What nothing leads to begins a way of its own.
  for (const node of nodes)
    if (node.kind === 'start' || (!node.incoming.length && !hostOf(graph, node))) visit(node, 0, new Set());
  return columns;
}
