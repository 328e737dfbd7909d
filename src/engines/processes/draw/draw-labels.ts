import { escapeXml, round } from '../layout/draw-text.ts';
import { LINE, type Words } from '../layout/place-words.ts';

/** The colour of the page that a drawing lies on. */
export const PAPER = '#fdfcf9';

/** On a border of the paper's colour: a line that runs behind the words does not cross them out. */
export const HALO = `stroke="${PAPER}" stroke-width="5" stroke-linejoin="round" paint-order="stroke"`;

/** Words that stand beside an element or on a flow, a text each line. */
export function drawWords({ lines, x, y, anchor }: Words): string[] {
  const drawn = (more: string, inner: (line: string) => string) =>
    lines.map(
      (line, i) =>
        `<text class="word" x="${round(x)}" y="${round(y + i * LINE)}" text-anchor="${anchor}"${more}>${inner(escapeXml(line))}</text>`,
    );
  const plain = (line: string) => line;
  if (lines.length === 1) return drawn(` ${HALO}`, plain);
  // The border of a second line would cut off what hangs down from the first: all borders first, then all words.
  return [...drawn(` ${HALO}`, line => `<tspan fill="${PAPER}">${line}</tspan>`), ...drawn('', plain)];
}
