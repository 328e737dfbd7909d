import { type Box, flowOf, type Graph, type Node, nodeOf, type Point } from './graph.ts';
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

/** A drawing of a file that has none: lanes as rows, steps as columns, flows around what lies in their way. */
export function fromRanks(graph: Graph): Layout {
  const nodes = shown(graph);
  const columns = columnsOf(graph, nodes);
  const placed = nodes.filter(n => !hostOf(graph, n));
  const lanes = [...new Set(placed.map(n => laneName(n, graph)))];
  const cells = cellsOf(graph, placed, lanes, columns);
  const depths = lanes.map(
    (_, lane) => Math.max(...cells.filter(c => c.lane === lane).map(c => c.depth)) + 1,
  );
  const heights = depths.map(depth => depth * ROW + NAME_HEIGHT);
  const tops = heights.map((_, lane) => heights.slice(0, lane).reduce((a, b) => a + b, TOP));
  const width = LEFT + (Math.max(...cells.map(c => c.column)) + 1) * COLUMN;
  const boxes = new Map<string, Box>();
  for (const { node, lane, column, depth } of cells) {
    const size = isSmall(node) ? SMALL : TASK;
    const x = LEFT + column * COLUMN + (COLUMN - size.width) / 2;
    const y = (tops[lane] ?? 0) + NAME_HEIGHT + depth * ROW + (ROW - size.height) / 2;
    boxes.set(node.id, { x, y, ...size });
  }
  for (const { node } of cells) attach(graph, node, boxes);
  const bands = lanes.map((name, i) => ({
    name,
    box: { x: 0, y: tops[i] ?? 0, width, height: heights[i] ?? ROW },
  }));
  const rows = lanes.flatMap((_, lane) =>
    Array.from(
      { length: depths[lane] ?? 1 },
      (__, depth) => (tops[lane] ?? 0) + NAME_HEIGHT + (depth + 0.5) * ROW,
    ),
  );
  const middles = Array.from(
    { length: Math.max(...cells.map(c => c.column)) + 1 },
    (_, c) => LEFT + (c + 0.5) * COLUMN,
  );
  const lines = routeFlows(graph, boxes, { columns: middles, rows, column: COLUMN, row: ROW, task: TASK });
  return fitted({ boxes, lines, bands, width, height: heights.reduce((a, b) => a + b, TOP) + 40 });
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
    const lane = lanes.indexOf(laneName(node, graph));
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

// What has no lane of its own stands where the step before it stands, or at the start the one after.
function laneName(node: Node, graph: Graph, seen: ReadonlySet<string> = new Set()): string {
  if (node.lane) return node.lane.name;
  const after = new Set(seen).add(node.id);
  const near = [
    ...(node.attachedTo ? [node.attachedTo] : []),
    ...node.incoming.map(f => flowOf(graph, f).from),
    ...node.outgoing.map(f => flowOf(graph, f).to),
  ];
  for (const id of near) {
    const name = after.has(id) ? '' : laneName(nodeOf(graph, id), graph, after);
    if (name) return name;
  }
  return '';
}

// Column: the longest way from the start; a flow back to where the way has been does not count.
function columnsOf(graph: Graph, nodes: readonly Node[]): Map<string, number> {
  const columns = new Map<string, number>();
  const visit = (node: Node, column: number, path: ReadonlySet<string>) => {
    if ((columns.get(node.id) ?? -1) >= column) return;
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
