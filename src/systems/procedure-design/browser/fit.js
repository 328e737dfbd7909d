// As wide as the palette is with two columns, and what is left free at the other edges.
const PALETTE = 124;
const EDGE = 24;

/** Names can be read at this scale. */
export const READABLE = 0.8;

/**
 * Shows the drawing beside the palette and not behind it, never larger than it was drawn: the whole of it, or, where it would be
 * smaller than `least`, its beginning.
 */
export function fitIn(canvas, least = 0) {
  const { inner, outer } = canvas.viewbox();
  // A window that was made narrow meanwhile shows no canvas: there is nothing to fit into.
  if (outer.width <= PALETTE + EDGE || outer.height <= 2 * EDGE) return;
  const room = { width: outer.width - PALETTE - EDGE, height: outer.height - 2 * EDGE };
  const fitting = Math.min(1, room.width / inner.width, room.height / inner.height);
  const scale = Math.max(least, fitting);
  const size = { width: outer.width / scale, height: outer.height / scale };
  // In the middle of the room where it fits, else from its edge.
  const before = (space, length) => Math.max(0, (space / scale - length) / 2);
  canvas.viewbox({
    x: inner.x - PALETTE / scale - before(room.width, inner.width),
    y: inner.y - EDGE / scale - before(room.height, inner.height),
    ...size,
  });
}
