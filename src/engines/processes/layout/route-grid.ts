import type { Box } from '../graph.ts';

/** Middles of columns and rows, and the edges before, between and behind them. */
export type Spacing = {
  columns: readonly number[];
  rows: readonly number[];
  columnEdges: readonly number[];
  rowEdges: readonly number[];
};

/** Lines on which flows may run, upright and level; on those of `edge` they only begin and end. */
export type Grid = {
  xs: readonly number[];
  ys: readonly number[];
  edgeX: ReadonlySet<number>;
  edgeY: ReadonlySet<number>;
  boxes: ReadonlyMap<string, Box>;
  /** What runs along a piece between two crossings of the grid, by `pieceKey`: flows with their ends. */
  along: Map<string, Used[]>;
  /** Flows that go through a crossing of the grid, by `x:y`, upright or level. */
  through: Map<string, { upright: boolean; flow: string }[]>;
  /** What begins or ends at a side of an element, by `id:side`. */
  ports: Map<string, { flow: string; out: boolean }[]>;
};
export type Used = { flow: string; from: string; to: string };

const TRACKS = [-9, 0, 9] as const;

const sorted = (values: Iterable<number>): number[] => [...new Set(values)].sort((a, b) => a - b);

/** The grid of a drawing: middles of columns and rows, three tracks between neighbours, and the edges of boxes. */
export function gridOf(boxes: ReadonlyMap<string, Box>, s: Spacing): Grid {
  const tracks = (between: readonly number[]) => between.flatMap(m => TRACKS.map(t => m + t));
  const all = [...boxes.values()];
  const ways = {
    x: [...s.columns, ...tracks(s.columnEdges), ...all.map(b => b.x + b.width / 2)],
    y: [...s.rows, ...tracks(s.rowEdges)],
  };
  const edges = {
    x: all.flatMap(b => [b.x, b.x + b.width]),
    y: all.flatMap(b => [b.y, b.y + b.height, b.y + b.height / 2]),
  };
  const [xs, ys] = [sorted([...ways.x, ...edges.x]), sorted([...ways.y, ...edges.y])];
  const only = (lines: readonly number[], way: readonly number[]) =>
    new Set(lines.flatMap((v, i) => (way.includes(v) ? [] : [i])));
  return {
    xs,
    ys,
    edgeX: only(xs, ways.x),
    edgeY: only(ys, ways.y),
    boxes,
    along: new Map(),
    through: new Map(),
    ports: new Map(),
  };
}

/** Name of the piece of the grid from a crossing to the next one to the right or below. */
export const pieceKey = (x: number, y: number, upright: boolean): string =>
  `${x}:${y}:${upright ? 'u' : 'l'}`;
