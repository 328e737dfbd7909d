import { LETTER } from './draw-text.ts';
import type { Box, Diagram, Graph, Node, Point } from './graph.ts';
import { flowOf, nodeOf } from './graph.ts';

const COLUMN = 165;
const ROW = 78;
const LEFT = 130;
/** Room for the names of lanes. */
const NAMES = 112;
/** How far a lane's name comes down from its upper edge, and how far a lane goes on beside the outermost steps. */
const NAME_HEIGHT = 22;
const BESIDE = 24;
const TASK = { width: 124, height: 46 };
const SMALL = { width: 36, height: 36 };

type LaneBand = { name: string; box: Box };
export type Layout = Diagram & { bands: readonly LaneBand[]; width: number; height: number };

/** Top-level elements: what is inside sub-processes and called processes is drawn as one box. */
export const shown = (graph: Graph): Node[] => [...graph.nodes.values()].filter(n => n.scope === graph.id);

/** Where everything goes: as the author drew it, or, where the file says nothing, lanes as rows and steps as columns. */
export function layOut(graph: Graph): Layout {
  const drawn = graph.diagram;
  return drawn && shown(graph).every(n => drawn.boxes.has(n.id)) ? fromFile(graph, drawn) : fromRanks(graph);
}

// Moves the author's coordinates so that they begin at a small margin.
function fromFile(graph: Graph, drawn: Diagram): Layout {
  const steps = shown(graph).flatMap(n => drawn.boxes.get(n.id) ?? []);
  const points = [...drawn.lines.values()].flat();
  const lanes = graph.lanes.flatMap(l => {
    const box = drawn.boxes.get(l.id);
    return box ? [{ name: l.name, box }] : [];
  });
  // Modellers write a lane's name upright on its edge; here it stands in the corner above the steps, or before the first where they
  // leave no room above. What is empty on both sides is cut off: the wider the drawing, the smaller its words.
  const [left, right] = [
    Math.min(...steps.map(b => b.x), ...points.map(p => p.x)),
    Math.max(...steps.map(b => b.x + b.width), ...points.map(p => p.x)),
  ];
  const crowded = lanes.some(({ name, box }) =>
    steps.some(
      s => s.y < box.y + NAME_HEIGHT && s.y + s.height > box.y && s.x < left + name.length * LETTER + 8,
    ),
  );
  const from = left - (crowded ? NAMES : BESIDE);
  const bands = lanes.map(({ name, box }) => ({
    name,
    box: { ...box, x: from, width: right + BESIDE - from },
  }));
  const all = [...steps, ...bands.map(b => b.box)];
  const dx = 12 - Math.min(...all.map(b => b.x), ...points.map(p => p.x));
  const dy = 12 - Math.min(...all.map(b => b.y), ...points.map(p => p.y));
  const move = <T extends Point>(p: T): T => ({ ...p, x: p.x + dx, y: p.y + dy });
  return {
    boxes: new Map([...drawn.boxes].map(([id, box]) => [id, move(box)])),
    lines: new Map([...drawn.lines].map(([id, line]) => [id, line.map(move)])),
    bands: bands.map(b => ({ ...b, box: move(b.box) })),
    width: Math.max(...all.map(b => b.x + b.width), ...points.map(p => p.x)) + dx + 12,
    height: Math.max(...all.map(b => b.y + b.height), ...points.map(p => p.y)) + dy + 40,
  };
}

function fromRanks(graph: Graph): Layout {
  const nodes = shown(graph);
  const columns = columnsOf(graph, nodes);
  const lanes = [...new Set(nodes.map(n => laneName(n, graph)))];
  const taken = new Map<string, number>();
  const cells = nodes.map(node => {
    const cell = `${lanes.indexOf(laneName(node, graph))}:${columns.get(node.id) ?? 0}`;
    const depth = taken.get(cell) ?? 0;
    taken.set(cell, depth + 1);
    return { node, lane: lanes.indexOf(laneName(node, graph)), column: columns.get(node.id) ?? 0, depth };
  });
  const depths = lanes.map(
    (_, lane) => Math.max(...cells.filter(c => c.lane === lane).map(c => c.depth)) + 1,
  );
  const tops = depths.map((_, lane) => depths.slice(0, lane).reduce((a, b) => a + b, 0) * ROW);
  const width = LEFT + (Math.max(...cells.map(c => c.column)) + 1) * COLUMN;
  const boxes = new Map(
    cells.map(({ node, lane, column, depth }) => {
      const size = isSmall(node) ? SMALL : TASK;
      const x = LEFT + column * COLUMN + (COLUMN - size.width) / 2;
      const y = (tops[lane] ?? 0) + depth * ROW + (ROW - size.height) / 2 + 6;
      return [node.id, { x, y, ...size }] as const;
    }),
  );
  const bands = lanes.map((name, i) => ({
    name,
    box: { x: 0, y: (tops[i] ?? 0) + 6, width, height: (depths[i] ?? 1) * ROW },
  }));
  const lines = new Map(
    [...graph.flows.values()].flatMap(f => {
      const [a, b] = [boxes.get(f.from), boxes.get(f.to)];
      return a && b ? [[f.id, elbow(a, b)] as const] : [];
    }),
  );
  return { boxes, lines, bands, width, height: depths.reduce((a, b) => a + b, 0) * ROW + 40 };
}

/** Events and gateways are drawn small. */
export const isSmall = (node: Node): boolean =>
  [
    'start',
    'end',
    'catch',
    'throw',
    'boundary',
    'exclusive',
    'parallel',
    'inclusive',
    'event-based',
  ].includes(node.kind);

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
  for (const start of nodes.filter(n => n.kind === 'start')) visit(start, 0, new Set());
  return columns;
}

// Right angles from side to side; a way back goes below.
function elbow(a: Box, b: Box): Point[] {
  const from = { x: a.x + a.width, y: a.y + a.height / 2 };
  const to = { x: b.x, y: b.y + b.height / 2 };
  if (to.x >= from.x) {
    const x = to.x - 18;
    return from.y === to.y ? [from, to] : [from, { x, y: from.y }, { x, y: to.y }, to];
  }
  const below = Math.max(a.y + a.height, b.y + b.height) + 10;
  const [ax, bx] = [a.x + a.width / 2, b.x + b.width / 2];
  return [
    { x: ax, y: a.y + a.height },
    { x: ax, y: below },
    { x: bx, y: below },
    { x: bx, y: b.y + b.height },
  ];
}
