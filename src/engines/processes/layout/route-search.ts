import type { Box, Point } from '../graph.ts';
import { type Grid, pieceKey, type Used } from './route-grid.ts';

export type Side = 'left' | 'right' | 'top' | 'bottom';
/** What a side costs, as so many pixels of detour; sides that are not named are not used. */
type Sides = Partial<Record<Side, number>>;

export type Wanted = {
  flow: string;
  from: string;
  to: string;
  /** The activity on whose edge the first element sits. */
  host: string | null;
  leave: Sides;
  enter: Sides;
};

const BEND = 30;
const CROSSING = 60;
/** On a track with a flow of other ends: nobody could tell them apart. */
const SHARED = 40;
/** Two ways out of one side of an element, or a way out where another comes in. */
const SAME_PORT = 90;
const MIXED_PORT = 400;
const MARGIN = 6;

type Place = { x: number; y: number; side: Side };
const STEPS: Record<Side, readonly [number, number]> = {
  right: [1, 0],
  left: [-1, 0],
  bottom: [0, 1],
  top: [0, -1],
};
const OPPOSITE: Record<Side, Side> = { right: 'left', left: 'right', top: 'bottom', bottom: 'top' };
const SIDES = Object.keys(STEPS) as Side[];

/** The cheapest way between two elements over a grid (Dijkstra), which is then marked as used. Null when there is none. */
export function findRoute(grid: Grid, wanted: Wanted): Point[] | null {
  const [from, to] = [grid.boxes.get(wanted.from), grid.boxes.get(wanted.to)];
  if (!from || !to) return null;
  const best = new Map<string, number>();
  const before = new Map<string, string>();
  const queue = new Heap();
  const reach = (place: Place, cost: number, came: string | null) => {
    const key = keyOf(place);
    if ((best.get(key) ?? Infinity) <= cost) return;
    best.set(key, cost);
    if (came !== null) before.set(key, came);
    queue.push(cost, place);
  };
  for (const side of SIDES) {
    const cost = wanted.leave[side];
    const at = cost === undefined ? null : portAt(grid, from, side);
    if (at) reach({ ...at, side }, (cost ?? 0) + portCost(grid, wanted.from, side, true), null);
  }
  const ends = new Map<string, number>();
  for (const side of SIDES) {
    const cost = wanted.enter[side];
    const at = cost === undefined ? null : portAt(grid, to, side);
    if (at)
      ends.set(keyOf({ ...at, side: OPPOSITE[side] }), (cost ?? 0) + portCost(grid, wanted.to, side, false));
  }
  let arrived: { place: Place; cost: number } | null = null;
  for (let next = queue.pop(); next; next = queue.pop()) {
    const { cost, place } = next;
    const key = keyOf(place);
    if (cost > (best.get(key) ?? 0)) continue;
    if (arrived && arrived.cost <= cost) break;
    const end = ends.get(key);
    if (end !== undefined && (!arrived || cost + end < arrived.cost)) arrived = { place, cost: cost + end };
    for (const side of SIDES) {
      if (side === OPPOSITE[place.side]) continue;
      const moved = move(grid, wanted, place, side);
      if (moved) reach(moved.place, cost + moved.cost, key);
    }
  }
  return arrived ? traced(grid, wanted, arrived.place, before) : null;
}

const keyOf = (p: Place): string => `${p.x},${p.y},${p.side}`;

function portAt(grid: Grid, box: Box, side: Side): { x: number; y: number } | null {
  const px = side === 'left' ? box.x : side === 'right' ? box.x + box.width : box.x + box.width / 2;
  const py = side === 'top' ? box.y : side === 'bottom' ? box.y + box.height : box.y + box.height / 2;
  const at = { x: grid.xs.indexOf(px), y: grid.ys.indexOf(py) };
  return at.x < 0 || at.y < 0 ? null : at;
}

function portCost(grid: Grid, id: string, side: Side, out: boolean): number {
  const used = grid.ports.get(`${id}:${side}`) ?? [];
  const mixed = used.some(u => u.out !== out);
  return mixed ? MIXED_PORT : out && used.length ? SAME_PORT : 0;
}

// One piece of the grid further. Along edges of boxes nothing runs but a line that goes straight into or out of one.
function move(grid: Grid, wanted: Wanted, at: Place, side: Side): { place: Place; cost: number } | null {
  const [dx, dy] = STEPS[side];
  const place = { x: at.x + dx, y: at.y + dy, side };
  const [a, b] = [pointAt(grid, at), pointAt(grid, place)];
  if (!a || !b || blocked(grid, wanted, a, b)) return null;
  const upright = dx === 0;
  const bends = side !== at.side;
  // Turning on an edge would run along a box.
  if (bends && (grid.edgeX.has(at.x) || grid.edgeY.has(at.y))) return null;
  const used = grid.along.get(pieceOf(at, place, upright)) ?? [];
  const length = Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
  const shared = used.some(u => u.to !== wanted.to) ? SHARED + length * 6 : 0;
  const crossed = (grid.through.get(`${place.x}:${place.y}`) ?? []).filter(t => t.upright !== upright).length;
  return { place, cost: length + shared + crossed * CROSSING + (bends ? BEND : 0) };
}

const pieceOf = (a: Place, b: Place, upright: boolean): string =>
  pieceKey(Math.min(a.x, b.x), Math.min(a.y, b.y), upright);

function pointAt(grid: Grid, { x, y }: { x: number; y: number }): Point | null {
  const [px, py] = [grid.xs[x], grid.ys[y]];
  return px === undefined || py === undefined ? null : { x: px, y: py };
}

function blocked(grid: Grid, wanted: Wanted, a: Point, b: Point): boolean {
  for (const [id, box] of grid.boxes) {
    const margin = id === wanted.from || id === wanted.to || id === wanted.host ? 0 : MARGIN;
    if (
      Math.max(a.x, b.x) > box.x - margin &&
      Math.min(a.x, b.x) < box.x + box.width + margin &&
      Math.max(a.y, b.y) > box.y - margin &&
      Math.min(a.y, b.y) < box.y + box.height + margin
    )
      return true;
  }
  return false;
}

function traced(grid: Grid, wanted: Wanted, last: Place, before: ReadonlyMap<string, string>): Point[] {
  const places: Place[] = [last];
  for (let key = before.get(keyOf(last)); key !== undefined; key = before.get(key)) {
    const [x = '0', y = '0', side = 'right'] = key.split(',');
    places.unshift({ x: Number(x), y: Number(y), side: side as Side });
  }
  mark(grid, wanted, places);
  const points = places.map(p => pointAt(grid, p) as Point);
  // Only where it turns.
  return points.filter((p, i) => {
    const [a, b] = [points[i - 1], points[i + 1]];
    return !a || !b || !((a.x === p.x && p.x === b.x) || (a.y === p.y && p.y === b.y));
  });
}

function mark(grid: Grid, { flow, from, to }: Wanted, places: readonly Place[]): void {
  const add = <T>(map: Map<string, T[]>, key: string, value: T) =>
    map.set(key, [...(map.get(key) ?? []), value]);
  const used: Used = { flow, from, to };
  places.forEach((place, i) => {
    const next = places[i + 1];
    if (!next) return;
    const upright = next.x === place.x;
    add(grid.along, pieceOf(place, next, upright), used);
    add(grid.through, `${next.x}:${next.y}`, { upright, flow });
    if (i > 0) add(grid.through, `${place.x}:${place.y}`, { upright, flow });
  });
  const [first, last] = [places[0], places.at(-1)];
  if (first) add(grid.ports, `${from}:${first.side}`, { flow, out: true });
  if (last) add(grid.ports, `${to}:${OPPOSITE[last.side]}`, { flow, out: false });
}

/** Places by cost, the cheapest first. */
class Heap {
  readonly #items: { cost: number; place: Place }[] = [];
  push(cost: number, place: Place): void {
    const items = this.#items;
    let i = items.length;
    items.push({ cost, place });
    while (i > 0) {
      const up = (i - 1) >> 1;
      const [a, b] = [items[i], items[up]];
      if (!a || !b || b.cost <= a.cost) break;
      items[i] = b;
      items[up] = a;
      i = up;
    }
  }
  pop(): { cost: number; place: Place } | undefined {
    const items = this.#items;
    const first = items[0];
    const last = items.pop();
    if (!first || !last || !items.length) return first;
    items[0] = last;
    for (let i = 0; ; ) {
      const [l, r] = [2 * i + 1, 2 * i + 2];
      let least = i;
      if ((items[l]?.cost ?? Infinity) < (items[least]?.cost ?? Infinity)) least = l;
      if ((items[r]?.cost ?? Infinity) < (items[least]?.cost ?? Infinity)) least = r;
      if (least === i) return first;
      const [a, b] = [items[i], items[least]];
      if (!a || !b) return first;
      items[i] = b;
      items[least] = a;
      i = least;
    }
  }
}
