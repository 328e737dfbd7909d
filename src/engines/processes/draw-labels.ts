import { escapeXml, LETTER, round, wrap } from './draw-text.ts';
import { type Box, type Flow, flowOf, type Graph, type Node, nodeOf, type Point } from './graph.ts';
import type { Layout } from './layout.ts';

/** On a border of the paper's colour: a line that runs behind the words does not cross them out. */
export const HALO = `stroke="#fffdf8" stroke-width="5" stroke-linejoin="round" paint-order="stroke"`;

const LINE = 13;
const MOST_LINES = 2;
type Anchor = 'start' | 'middle' | 'end';

const words = (lines: readonly string[], x: number, y: number, anchor: Anchor): string[] =>
  lines.map(
    (line, i) =>
      `<text class="word" x="${round(x)}" y="${round(y + i * LINE)}" text-anchor="${anchor}" ${HALO}>${escapeXml(line)}</text>`,
  );

const GATEWAYS: ReadonlySet<Node['kind']> = new Set(['exclusive', 'inclusive', 'event-based', 'parallel']);
const EVENTS: ReadonlySet<Node['kind']> = new Set(['start', 'end', 'catch', 'throw']);

/** The name of a branch, where it leaves its gateway. */
export function flowWords(flow: Flow, graph: Graph, layout: Layout): string[] {
  const [a, b] = layout.lines.get(flow.id) ?? [];
  if (!a || !b || !flow.name || !GATEWAYS.has(nodeOf(graph, flow.from).kind)) return [];
  const flat = Math.abs(b.x - a.x) >= Math.abs(b.y - a.y);
  const room = flat ? Math.abs(b.x - a.x) : 90;
  const lines = wrap(flow.name, Math.max(6, Math.floor(room / LETTER))).slice(0, MOST_LINES);
  if (flat) {
    const [x, anchor] = b.x > a.x ? [a.x + 4, 'start' as const] : [a.x - 4, 'end' as const];
    return words(lines, x, a.y - 6 - (lines.length - 1) * LINE, anchor);
  }
  return words(lines, a.x + 7, b.y > a.y ? a.y + 15 : a.y - 8 - (lines.length - 1) * LINE, 'start');
}

/** The name of a gateway or an event, on a side of it where no line comes or goes. */
export function nodeWords(node: Node, graph: Graph, layout: Layout): string[] {
  const box = layout.boxes.get(node.id);
  const gateway = GATEWAYS.has(node.kind);
  if (!box || !node.name || !(gateway || EVENTS.has(node.kind))) return [];
  const lines = wrap(node.name, 16).slice(0, MOST_LINES);
  const taken = takenSides(node, box, graph, layout);
  const [cx, bottom] = [box.x + box.width / 2, box.y + box.height];
  const above = () => words(lines, cx, box.y - 6 - (lines.length - 1) * LINE, 'middle');
  const below = () => words(lines, cx, bottom + LINE, 'middle');
  if (gateway && !taken.has('top')) return above();
  if (!taken.has('bottom')) return below();
  if (!taken.has('top')) return above();
  const y = box.y + box.height / 2 + 4;
  return taken.has('right') && !taken.has('left')
    ? words(lines, box.x - 4, y, 'end')
    : words(lines, box.x + box.width + 4, y, 'start');
}

type Side = 'top' | 'bottom' | 'left' | 'right';

function takenSides(node: Node, box: Box, graph: Graph, layout: Layout): Set<Side> {
  const ends = [
    ...node.outgoing.map(id => layout.lines.get(flowOf(graph, id).id)?.[0]),
    ...node.incoming.map(id => layout.lines.get(flowOf(graph, id).id)?.at(-1)),
  ].filter((p): p is Point => p !== undefined);
  const near = (a: number, b: number) => Math.abs(a - b) < 3;
  const sideOf = (p: Point): Side =>
    near(p.y, box.y) ? 'top' : near(p.y, box.y + box.height) ? 'bottom' : near(p.x, box.x) ? 'left' : 'right';
  return new Set(ends.map(sideOf));
}
