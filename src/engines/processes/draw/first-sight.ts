import type { Box } from '../graph.ts';
import { LETTER, round } from '../layout/draw-text.ts';
import type { Layout } from '../layout/shown.ts';

type Band = Layout['bands'][number];

/** Where the name of a lane ends, which stays at the frame's left edge however far the drawing is scrolled. */
export const nameEnd = ({ name, box }: Band): number => Math.ceil(box.x + 8 + name.length * (LETTER + 0.3));
/** Where the names of all lanes end. */
export const namesWidth = ({ bands }: Layout): number => Math.max(0, ...bands.map(nameEnd));

const BEFORE_HERE = 24;
/** Between what is looked at and the edges of the frame; behind words more, whose width is estimated. */
const EDGE = 4;
const AFTER = 12;
/** A telephone's frame, in CSS pixels. */
const FRAME = 328;

/** A step where one is, and the room of its mark. */
export type Seen = { step: Box; mark: Box };

const endOf = (box: Box): number => box.x + box.width;

/**
 * How far a drawing is scrolled when it is looked at first: so that the step of now stands behind the names of lanes and is in sight
 * with its mark, on a telephone too. Where the names leave no room for that the step goes beneath them, which are above it; its mark
 * does not.
 */
export function firstSight(layout: Layout, { step, mark }: Seen): number {
  const [left, right] = [Math.min(step.x, mark.x), Math.max(endOf(step), endOf(mark))];
  const whole = right + AFTER - FRAME;
  const behindNames = right <= FRAME ? 0 : left - namesWidth(layout) - BEFORE_HERE;
  const lane = layout.bands.find(({ box }) => step.y >= box.y && step.y < box.y + box.height);
  const markClear = mark.y < step.y && lane ? mark.x - nameEnd(lane) - EDGE : left;
  return Math.max(0, Math.min(Math.max(behindNames, whole), markClear, left - EDGE));
}

/**
 * The place in the frame at which browsers begin to look at a drawing that is wider: they put it at the frame's left edge. Nothing
 * where the beginning of the drawing is looked at.
 */
export function firstSightMark(layout: Layout, seen: Seen | undefined, width: number): string {
  const x = seen ? firstSight(layout, seen) : 0;
  if (x === 0) return '';
  return `<span class="here" aria-hidden="true"><svg width="${round((x / width) * 100)}%" height="1"></svg><i></i></span>`;
}
