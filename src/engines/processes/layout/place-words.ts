import type { Box, Flow, Graph, Node, Point } from '../graph.ts';
import { nodeOf } from '../graph.ts';
import { LETTER, wrap } from './draw-text.ts';
import { type Layout, shown } from './shown.ts';

/** Height of a line of words. */
export const LINE = 13;
const MOST_LINES = 2;
const ABOVE = 6;
const BESIDE = 6;

export type Anchor = 'start' | 'middle' | 'end';
/** Words in their place: `y` is where the first line stands, `box` the room that they take. */
export type Words = { lines: readonly string[]; x: number; y: number; anchor: Anchor; box: Box };
export type Placed = { nodes: ReadonlyMap<string, Words>; flows: ReadonlyMap<string, Words> };

const GATEWAYS: ReadonlySet<Node['kind']> = new Set(['exclusive', 'inclusive', 'event-based', 'parallel']);
const EVENTS: ReadonlySet<Node['kind']> = new Set(['start', 'end', 'catch', 'throw', 'boundary']);

/**
 * Where the names of gateways, events and the branches of gateways stand: beside their element or on their own line, where they
 * cover no box, no other words and, if there is such a place, no line of another flow.
 */
export function placeWords(graph: Graph, layout: Layout): Placed {
  const scene: Scene = { boxes: shown(graph).flatMap(n => layout.boxes.get(n.id) ?? []), words: [], layout };
  const nodes = new Map<string, Words>();
  const flows = new Map<string, Words>();
  for (const node of shown(graph)) {
    const words = best(scene, aroundNode(node, layout), null);
    if (words) nodes.set(node.id, words);
  }
  for (const flow of graph.flows.values()) {
    const words = best(scene, alongFlow(flow, graph, layout), flow.id);
    if (words) flows.set(flow.id, words);
  }
  return { nodes, flows };
}

type Scene = { boxes: readonly Box[]; words: Box[]; layout: Layout };
/** A place, and how much less it is liked than the first. */
type Offer = { words: Words; cost: number };

const OVER_BOX = 200;
const OVER_WORDS = 150;
const OVER_LINE = 40;
/** Beside where a branch leaves its gateway: the question would pass for the answer there. */
const BESIDE_BRANCH = 15;
const BESIDE_ROOM = 12;

function best(scene: Scene, offers: readonly Offer[], own: string | null): Words | null {
  let found: { words: Words; cost: number } | null = null;
  for (const { words, cost } of offers) {
    const total = cost + trouble(scene, words.box, own);
    if (!found || total < found.cost) found = { words, cost: total };
  }
  if (found) scene.words.push(found.words.box);
  return found?.words ?? null;
}

function trouble({ boxes, words, layout }: Scene, box: Box, own: string | null): number {
  let cost =
    boxes.filter(b => meet(b, box)).length * OVER_BOX + words.filter(w => meet(w, box)).length * OVER_WORDS;
  for (const [id, line] of layout.lines) {
    const crossed = line.slice(1).some((b, i) => meet(spanOf(line[i] ?? b, b), box));
    if (crossed) cost += id === own ? OVER_LINE / 2 : OVER_LINE;
  }
  return cost;
}

const meet = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const spanOf = (a: Point, b: Point): Box => ({
  x: Math.min(a.x, b.x) - 1,
  y: Math.min(a.y, b.y) - 1,
  width: Math.abs(a.x - b.x) + 2,
  height: Math.abs(a.y - b.y) + 2,
});

function wordsAt(lines: readonly string[], x: number, y: number, anchor: Anchor): Words {
  const width = Math.max(...lines.map(l => l.length)) * LETTER;
  const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
  return { lines, x, y, anchor, box: { x: left, y: y - 10, width, height: lines.length * LINE } };
}

function aroundNode(node: Node, layout: Layout): Offer[] {
  const box = layout.boxes.get(node.id);
  const gateway = GATEWAYS.has(node.kind);
  if (!box || !node.name || !(gateway || EVENTS.has(node.kind))) return [];
  const [cx, cy, right, bottom] = [
    box.x + box.width / 2,
    box.y + box.height / 2,
    box.x + box.width,
    box.y + box.height,
  ];
  return [16, 24].flatMap((width, wider) => {
    const lines = wrap(node.name, width).slice(0, MOST_LINES);
    const up = (lines.length - 1) * LINE;
    const above = wordsAt(lines, cx, box.y - ABOVE - up, 'middle');
    const below = wordsAt(lines, cx, bottom + LINE, 'middle');
    const places = [
      ...(gateway ? [above, below] : [below, above]),
      wordsAt(lines, cx + 10, box.y - up, 'start'),
      wordsAt(lines, cx - 10, box.y - up, 'end'),
      wordsAt(lines, cx + 10, bottom + LINE, 'start'),
      wordsAt(lines, cx - 10, bottom + LINE, 'end'),
      wordsAt(lines, right + 4, cy + 4 - up / 2, 'start'),
      wordsAt(lines, box.x - 4, cy + 4 - up / 2, 'end'),
    ];
    return places.map((words, i) => ({
      words,
      cost: i * 2 + wider * 3 + (gateway && besideBranch(node, layout, words.box) ? BESIDE_BRANCH : 0),
    }));
  });
}

function besideBranch(node: Node, layout: Layout, { x, y, width, height }: Box): boolean {
  const room = {
    x: x - BESIDE_ROOM,
    y: y - BESIDE_ROOM,
    width: width + 2 * BESIDE_ROOM,
    height: height + 2 * BESIDE_ROOM,
  };
  return node.outgoing.some(id => {
    const [a, b] = layout.lines.get(id) ?? [];
    return a !== undefined && b !== undefined && meet(spanOf(a, b), room);
  });
}

/** The name of a branch: on a piece of its own line, the nearer to its gateway the better. */
function alongFlow(flow: Flow, graph: Graph, layout: Layout): Offer[] {
  const line = layout.lines.get(flow.id);
  if (!line || !flow.name || !GATEWAYS.has(nodeOf(graph, flow.from).kind)) return [];
  return line.slice(1).flatMap((b, i) => {
    const a = line[i] ?? b;
    const flat = Math.abs(b.x - a.x) >= Math.abs(b.y - a.y);
    return (flat ? onLevel(flow.name, a, b) : onUpright(flow.name, a, b)).map(({ words, cost }) => ({
      words,
      cost: cost + i * 8,
    }));
  });
}

function onLevel(name: string, a: Point, b: Point): Offer[] {
  const room = Math.abs(b.x - a.x);
  const lines = wrap(name, Math.max(6, Math.floor((room - 12) / LETTER))).slice(0, MOST_LINES);
  const up = (lines.length - 1) * LINE;
  const width = Math.max(...lines.map(l => l.length)) * LETTER;
  const tight = width > room ? 30 : 0;
  const [left, right, middle] = [Math.min(a.x, b.x), Math.max(a.x, b.x), (a.x + b.x) / 2];
  const [first, last] = b.x >= a.x ? [left, right] : [right, left];
  const start = first === left ? wordsAt.bind(null, lines, left + 4) : wordsAt.bind(null, lines, right - 4);
  const end = last === left ? wordsAt.bind(null, lines, left + 4) : wordsAt.bind(null, lines, right - 12);
  const [atFirst, atLast]: [Anchor, Anchor] = first === left ? ['start', 'end'] : ['end', 'start'];
  const [over, under] = [a.y - ABOVE - up, a.y + LINE + 1];
  return [
    { words: start(over, atFirst), cost: tight },
    { words: start(under, atFirst), cost: tight + 3 },
    { words: wordsAt(lines, middle, over, 'middle'), cost: tight + 4 },
    { words: wordsAt(lines, middle, under, 'middle'), cost: tight + 6 },
    { words: end(over, atLast), cost: tight + 8 },
    { words: end(under, atLast), cost: tight + 10 },
  ];
}

function onUpright(name: string, a: Point, b: Point): Offer[] {
  const lines = wrap(name, 14).slice(0, MOST_LINES);
  const up = (lines.length - 1) * LINE;
  const room = Math.abs(b.y - a.y);
  const tight = room < LINE * lines.length ? 30 : 0;
  const down = b.y > a.y;
  const near = down ? a.y + 15 : a.y - 8 - up;
  const [middle, far] = [(a.y + b.y) / 2 + 4 - up / 2, down ? b.y - 8 - up : b.y + 15];
  return [near, middle, far].flatMap((y, i) => [
    { words: wordsAt(lines, a.x + BESIDE, y, 'start'), cost: tight + i * 4 },
    { words: wordsAt(lines, a.x - BESIDE, y, 'end'), cost: tight + i * 4 + 2 },
  ]);
}
