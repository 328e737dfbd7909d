import type { Box, Diagram, Graph, Point } from '../graph.ts';
import { type Layout, NAME_HEIGHT, shown } from './shown.ts';

/** How far a lane goes on beside the outermost steps. */
const BESIDE = 24;

/**
 * The author's drawing: moved so that it begins at a small margin, with room for each lane's name above its steps. Modellers
 * write that name upright on the lane's edge; here it stands in the corner and stays in sight while the drawing is scrolled.
 */
export function fromFile(graph: Graph, file: Diagram): Layout {
  const drawn = withRoomForNames(graph, file);
  const steps = shown(graph).flatMap(n => drawn.boxes.get(n.id) ?? []);
  const points = [...drawn.lines.values()].flat();
  // What is empty on both sides is cut off: the wider the drawing, the smaller its words.
  const [left, right] = [
    Math.min(...steps.map(b => b.x), ...points.map(p => p.x)),
    Math.max(...steps.map(b => b.x + b.width), ...points.map(p => p.x)),
  ];
  const from = left - BESIDE;
  const bands = graph.lanes.flatMap(({ id, name }) => {
    const box = drawn.boxes.get(id);
    return box ? [{ id, name, box: { ...box, x: from, width: right + BESIDE - from } }] : [];
  });
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

// Where steps begin at a lane's upper edge, all below that edge moves down: level stays level, upright stays upright.
function withRoomForNames(graph: Graph, drawn: Diagram): Diagram {
  const steps = shown(graph).flatMap(n => drawn.boxes.get(n.id) ?? []);
  const inside = (step: Box, lane: Box) => step.y >= lane.y && step.y < lane.y + lane.height;
  const cuts = new Map<number, number>();
  for (const { id } of graph.lanes) {
    const lane = drawn.boxes.get(id);
    // A step that lies across the edge would be torn from its lines.
    if (!lane || steps.some(s => s.y < lane.y && s.y + s.height > lane.y)) continue;
    const room = Math.min(...steps.filter(s => inside(s, lane)).map(s => s.y - lane.y));
    if (room < NAME_HEIGHT) cuts.set(lane.y, Math.max(cuts.get(lane.y) ?? 0, NAME_HEIGHT - room));
  }
  const down = (y: number) => [...cuts].reduce((sum, [at, more]) => (at < y ? sum + more : sum), y);
  return {
    boxes: new Map(
      [...drawn.boxes].map(([id, box]) => {
        const isLane = graph.lanes.some(l => l.id === id);
        const y = isLane ? down(box.y) : down(box.y + 0.1) - 0.1;
        return [id, isLane ? { ...box, y, height: down(box.y + box.height) - y } : { ...box, y }];
      }),
    ),
    lines: new Map([...drawn.lines].map(([id, line]) => [id, line.map(p => ({ ...p, y: down(p.y) }))])),
  };
}
