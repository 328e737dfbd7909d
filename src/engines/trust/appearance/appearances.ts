import type { Anchor } from '#platform/pdf';
import { circle, type Drawing, letters, lettersOnCircle, matrix, rgb, widthOf } from './drawing.ts';

const MM = 72 / 25.4;
// Decree 30/2020/NĐ-CP, annex I, II.8: a person's signature is blue, an agency's seal red and of its real size.
const BLUE = rgb(0.05, 0.15, 0.6);
const RED = rgb(0.85, 0.07, 0.1);

/** A person's image for the demo: the name as if written, underlined with a stroke. Never a picture of a real hand. */
function personDrawing(name: string, width: number, height: number): Drawing {
  const short = name.split(' ').at(-1) ?? name;
  const ink = widthOf(short, 'italic');
  const size = Math.min(height * 0.55, (width * 0.7) / ink);
  const note = 'Chữ ký mẫu (DEMO)';
  const noteSize = Math.min(6, (width * 0.9) / widthOf(note, 'regular'));
  const x = (width - size * ink) / 2;
  const y = height * 0.42;
  const end = x + size * ink;
  return {
    width,
    height,
    content: [
      'q',
      `${BLUE} rg ${BLUE} RG 1.1 w 1 J`,
      letters(short, x, y, size, 'italic'),
      `${x - 8} ${y - 5} m ${x + 20} ${y - 14} ${end - 30} ${y + 3} ${end + 12} ${y - 4} c S`,
      `${end + 12} ${y - 4} m ${end + 2} ${y - 9} ${end - 18} ${y - 10} ${end - 30} ${y - 7} c S`,
      letters(note, (width - noteSize * widthOf(note, 'regular')) / 2, 3, noteSize, 'regular'),
      'Q',
    ].join('\n'),
  };
}

/** A neutral demo seal: two rings, the agency's name along them, and MẪU across, so that nobody takes it for a real one. */
function sealDrawing(agencyName: string, diameter: number): Drawing {
  const r = diameter / 2;
  const inner = r * 0.66;
  const ring = agencyName.toUpperCase();
  const size = Math.min(r * 0.17, (Math.PI * 1.45 * inner) / widthOf(ring, 'bold'));
  const big = r * 0.4;
  return {
    width: diameter,
    height: diameter,
    content: [
      'q',
      matrix([1, 0, 0, 1, r, r]),
      `${RED} rg ${RED} RG 1.4 w`,
      circle(r - 1),
      '0.6 w',
      circle(r - 3.2),
      circle(inner - 3),
      // Accents stand above the capitals: a whole em has to fit between the rings.
      lettersOnCircle(ring, inner - 3 + (r - 0.2 - inner - size) / 2, size, 'bold'),
      lettersOnCircle('DEMO', inner - 3 + (r - 0.2 - inner) / 2 + r * 0.055, r * 0.15, 'bold', true),
      letters('MẪU', -(widthOf('MẪU', 'bold') * big) / 2, -big * 0.34, big, 'bold'),
      'Q',
    ].join('\n'),
  };
}

export type Placed = { page: number; rect: [number, number, number, number]; drawing: Drawing };

const SEAL_MM = 36;

/** Where a person's image stands in the box between title and name: in its middle. */
const personBox = (a: Anchor) => {
  const width = Math.min(a.width * 0.64, 52 * MM);
  const height = a.height * 0.92;
  return { x: a.x + (a.width - width) / 2, y: a.y + (a.height - height) / 2, width, height };
};

/**
 * The image of a signature in the box reserved for it. The seal covers a third of the person's image from the left
 * (Decree 30/2020/NĐ-CP, annex I, II.8b); both are given the same box.
 */
export function place(kind: 'person' | 'agency', name: string, anchor: Anchor): Placed {
  const box = personBox(anchor);
  if (kind === 'person') {
    const { x, y, width, height } = box;
    return {
      page: anchor.page,
      rect: [x, y, x + width, y + height],
      drawing: personDrawing(name, width, height),
    };
  }
  const d = Math.min(SEAL_MM * MM, anchor.height * 1.3);
  const x = Math.max(4, box.x + box.width / 3 - d);
  const y = box.y + box.height / 2 - d / 2;
  return { page: anchor.page, rect: [x, y, x + d, y + d], drawing: sealDrawing(name, d) };
}
