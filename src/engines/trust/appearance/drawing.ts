import { outline } from '#platform/pdf';

/** An image as PDF operators over a box from 0, 0 to `width`, `height` (points). Needs no font and no other object. */
export type Drawing = { width: number; height: number; content: string };

const n = (value: number) => String(Math.round(value * 1_000) / 1_000);
export type Matrix = readonly [number, number, number, number, number, number];
export const matrix = (m: Matrix) => `${m.map(n).join(' ')} cm`;
export const rgb = (r: number, g: number, b: number) => `${n(r)} ${n(g)} ${n(b)}`;

type Face = Parameters<typeof outline>[2];

/** Width of `text` in ems. */
export const widthOf = (text: string, face: Face): number =>
  outline(text, 'sans', face).reduce((sum, g) => sum + g.width, 0);

/** `text` as filled shapes from the point where it begins, `size` points high. */
export function letters(text: string, x: number, y: number, size: number, face: Face): string {
  const out = ['q', matrix([size, 0, 0, size, x, y])];
  for (const glyph of outline(text, 'sans', face)) {
    if (glyph.path) out.push(glyph.path, 'f');
    out.push(matrix([1, 0, 0, 1, glyph.width, 0]));
  }
  return [...out, 'Q'].join('\n');
}

/** `text` along the inside of a circle, centred at the top (`below`: at the bottom), upright for the reader. */
export function lettersOnCircle(text: string, r: number, size: number, face: Face, below = false): string {
  const glyphs = outline(text, 'sans', face);
  const total = glyphs.reduce((sum, g) => sum + g.width, 0) * size;
  const sign = below ? 1 : -1;
  let angle = (below ? -Math.PI / 2 : Math.PI / 2) - (sign * total) / (2 * r);
  const out: string[] = [];
  for (const glyph of glyphs) {
    const half = (glyph.width * size) / (2 * r);
    angle += sign * half;
    // The letter's middle lies at `angle`; it stands on the circle, head outwards at the top, inwards at the bottom.
    const turn = below ? angle + Math.PI / 2 : angle - Math.PI / 2;
    const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
    const [x, y] = [r * Math.cos(angle), r * Math.sin(angle)];
    const back = (glyph.width * size) / 2;
    if (glyph.path) {
      const place = matrix([size * cos, size * sin, -size * sin, size * cos, x - back * cos, y - back * sin]);
      out.push('q', place, glyph.path, 'f', 'Q');
    }
    angle += sign * half;
  }
  return out.join('\n');
}

// A quarter circle as a Bézier curve: the control points' share of the radius.
const K = 0.5523;

/** A circle around 0, 0, to be stroked. */
export function circle(r: number): string {
  const k = r * K;
  const c = (...p: number[]) => `${p.map(n).join(' ')} c`;
  return [
    `${n(r)} 0 m`,
    c(r, k, k, r, 0, r),
    c(-k, r, -r, k, -r, 0),
    c(-r, -k, -k, -r, 0, -r),
    c(k, -r, r, -k, r, 0),
    'S',
  ].join('\n');
}
