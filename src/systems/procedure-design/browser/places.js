/** A place moved by so much: a box, or the points of a line. */
export const shifted = (place, by) =>
  place.waypoints
    ? { waypoints: place.waypoints.map(p => ({ x: p.x + by.x, y: p.y + by.y })) }
    : { ...place, x: place.x + by.x, y: place.y + by.y };

/** Everything that is drawn inside an element, however deep. */
export const inside = element => element.children.flatMap(child => [child, ...inside(child)]);

const meet = (a, b, gap) =>
  a.x < b.x + b.width + gap &&
  b.x < a.x + a.width + gap &&
  a.y < b.y + b.height + gap &&
  b.y < a.y + a.height + gap;

/**
 * The place nearest to the wished one, to the right of it at the same height, where a box lies on no other.
 * @template {{ x: number, y: number, width: number, height: number }} B
 * @param {B} box
 * @param {ReadonlyArray<{ x: number, y: number, width: number, height: number }>} others
 * @returns {B}
 */
export function freePlace(box, others, gap = 16) {
  let free = box;
  for (let tries = 0; tries <= others.length; tries++) {
    const met = others.filter(o => meet(free, o, gap));
    if (!met.length) return free;
    free = { ...free, x: Math.max(...met.map(o => o.x + o.width)) + gap };
  }
  return free;
}
