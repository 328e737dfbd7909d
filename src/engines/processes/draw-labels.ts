import { escapeXml, round } from './draw-text.ts';
import { LINE, type Words } from './place-words.ts';

/** On a border of the paper's colour: a line that runs behind the words does not cross them out. */
export const HALO = `stroke="#fffdf8" stroke-width="5" stroke-linejoin="round" paint-order="stroke"`;

/** Words that stand beside an element or on a flow, a text each line. */
export function drawWords({ lines, x, y, anchor }: Words): string[] {
  const drawn = (more: string) =>
    lines.map(
      (line, i) =>
        `<text class="word" x="${round(x)}" y="${round(y + i * LINE)}" text-anchor="${anchor}"${more}>${escapeXml(line)}</text>`,
    );
  // The border of a second line would cut off what hangs down from the first: all borders first, then all words.
  return lines.length > 1 ? [...drawn(` ${HALO}`), ...drawn('')] : drawn(` ${HALO}`);
}
