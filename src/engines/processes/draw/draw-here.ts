import type { Box } from '../graph.ts';
import { escapeXml, LETTER, round } from '../layout/draw-text.ts';
import { HALO } from './draw-labels.ts';

const GAP = 4;
const ARROW = { width: 16, height: 12 };
/** From the arrow to where the words stand, and how high they are. */
const WORDS = 13;
const HEIGHT = GAP + ARROW.height + WORDS + 4;

type Place = { x: number; above: boolean; room: Box };

const meet = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** Below the middle of a step, else beside that, else above it: where it covers nothing of `taken`, if there is such a place. */
function placeOf(box: Box, width: number, taken: readonly Box[]): Place {
  const places = [false, true].flatMap(above =>
    [0.5, 0.25, 0.75].map((part): Place => {
      const x = box.x + box.width * part;
      const y = above ? box.y - HEIGHT : box.y + box.height;
      return { x, above, room: { x: x - width / 2, y, width, height: HEIGHT } };
    }),
  );
  const cost = ({ room }: Place) => taken.filter(other => meet(room, other)).length + (room.y < 0 ? 1 : 0);
  return places.reduce((best, place) => (cost(place) < cost(best) ? place : best));
}

export type Here = { box: Box; words: string };

/** An arrow with its words at each of the steps where one is, beside what is drawn already: boxes of elements and of words. */
export function drawHeres(at: readonly Here[], drawn: readonly Box[]): string[] {
  const taken = [...drawn];
  return at.map(({ box, words }) => {
    const { x, above, room } = placeOf(
      box,
      words.length * LETTER,
      taken.filter(b => b !== box),
    );
    taken.push(room);
    const tip = above ? box.y - GAP : box.y + box.height + GAP;
    const [down, y] = above
      ? [-ARROW.height, tip - ARROW.height - 5]
      : [ARROW.height, tip + ARROW.height + WORDS];
    return `<path d="m${round(x)} ${round(tip)}-${ARROW.width / 2} ${down}h${ARROW.width}z" fill="#1c1b2e"/><text x="${round(x)}" y="${round(y)}" text-anchor="middle" ${HALO}>${escapeXml(words)}</text>`;
  });
}
