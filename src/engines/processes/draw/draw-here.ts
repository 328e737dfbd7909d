import type { Box } from '../graph.ts';
import { escapeXml, round } from '../layout/draw-text.ts';
import { HALO } from './draw-labels.ts';

/** Between the step, the arrow and the words beside it. */
const GAP = 3;
const ARROW = { width: 16, height: 10 };
/** Bold, and so wider than the small words of a drawing. */
const LETTER = 7.4;
/** From the arrow to where the words stand, and how high they are. */
const WORDS = 13;
const HEIGHT = GAP + ARROW.height + WORDS + 4;

type Place = {
  room: Box;
  /** Where the arrow points, and the way from there around it. */
  tip: [number, number];
  around: string;
  text: [number, number];
  anchor: 'start' | 'middle' | 'end';
};

const meet = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

function upright(box: Box, width: number, part: number, above: boolean): Place {
  const x = box.x + box.width * part;
  const tip = above ? box.y - GAP : box.y + box.height + GAP;
  const [down, y] = above
    ? [-ARROW.height, tip - ARROW.height - 5]
    : [ARROW.height, tip + ARROW.height + WORDS];
  return {
    room: { x: x - width / 2, y: above ? box.y - HEIGHT : box.y + box.height, width, height: HEIGHT },
    tip: [x, tip],
    around: `-${ARROW.width / 2} ${down}h${ARROW.width}z`,
    text: [x, y],
    anchor: 'middle',
  };
}

function beside(box: Box, width: number, low: boolean, left: boolean): Place {
  const y = low ? box.y + box.height - ARROW.width / 2 : box.y + ARROW.width / 2;
  const [side, tip] = left ? [-1, box.x - GAP] : [1, box.x + box.width + GAP];
  const wide = GAP + ARROW.height + GAP + width;
  return {
    room: {
      x: left ? box.x - wide : box.x + box.width,
      y: y - ARROW.width / 2,
      width: wide,
      height: ARROW.width,
    },
    tip: [tip, y],
    around: ` ${side * ARROW.height}-${ARROW.width / 2}v${ARROW.width}z`,
    text: [tip + side * (ARROW.height + GAP), y + 4],
    anchor: left ? 'end' : 'start',
  };
}

/**
 * Below the middle of a step, else beside that, else above it (over a corner where a line comes in at the middle) or beside the step: where it covers nothing of `taken` and is crossed by
 * no line, if there is such a place.
 */
function placeOf(box: Box, width: number, taken: readonly Box[], lines: readonly Box[]): Place {
  const places = [
    ...[false, true].flatMap(above =>
      [0.5, 0.25, 0.75, 0.1, 0.9].map(part => upright(box, width, part, above)),
    ),
    ...[false, true].flatMap(left => [false, true].map(low => beside(box, width, low, left))),
  ];
  const met = (room: Box, others: readonly Box[]) => others.filter(other => meet(room, other)).length;
  const cost = ({ room }: Place) =>
    met(room, taken) * 10 + (room.y < 0 || room.x < 0 ? 10 : 0) + met(room, lines);
  return places.reduce((best, place) => (cost(place) < cost(best) ? place : best));
}

export type Here = { box: Box; words: string };

/** What is drawn at a step where one is, and the room that it takes beside the step. */
export type HereMark = { svg: string; room: Box };

/**
 * An arrow with its words at each of the steps where one is, beside what is drawn already: boxes of elements and of words; and `lines`,
 * the room that lines with their heads take, which cross no words where there is another place.
 */
export function drawHeres(
  at: readonly Here[],
  drawn: readonly Box[],
  lines: readonly Box[] = [],
): HereMark[] {
  const taken = [...drawn];
  return at.map(({ box, words }) => {
    const { room, tip, around, text, anchor } = placeOf(
      box,
      words.length * LETTER,
      taken.filter(b => b !== box),
      lines,
    );
    taken.push(room);
    const svg = `<path d="m${tip.map(round).join(' ')}${around}" fill="#1c1b2e"/><text x="${round(text[0])}" y="${round(text[1])}" text-anchor="${anchor}" ${HALO}>${escapeXml(words)}</text>`;
    return { svg, room };
  });
}
