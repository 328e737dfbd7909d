import { type Face, type Family, parsedFont, printable } from './fonts.ts';

const n = (value: number) => String(Math.round(value * 1_000) / 1_000);

type Command = { command: string; args: number[] };
type Outlined = { advanceWidth: number; path: { commands: Command[] } };

/** The shapes of one glyph as PDF path operators; quadratic curves become cubic ones, as PDF knows no other. */
function operators(commands: readonly Command[]): string {
  const out: string[] = [];
  let [x, y] = [0, 0];
  for (const { command, args } of commands) {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = args;
    if (command === 'moveTo') out.push(`${n(a)} ${n(b)} m`);
    else if (command === 'lineTo') out.push(`${n(a)} ${n(b)} l`);
    else if (command === 'bezierCurveTo') out.push(`${[a, b, c, d, e, f].map(n).join(' ')} c`);
    else if (command === 'quadraticCurveTo') {
      const first = [x + ((a - x) * 2) / 3, y + ((b - y) * 2) / 3];
      const second = [c + ((a - c) * 2) / 3, d + ((b - d) * 2) / 3];
      out.push(`${[...first, ...second, c, d].map(n).join(' ')} c`);
    } else if (command === 'closePath') out.push('h');
    if (command !== 'closePath') [x, y] = args.slice(-2) as [number, number];
  }
  return out.join('\n');
}

type OutlinedGlyph = { width: number; path: string };

/**
 * The letters of `text` as PDF path operators, one unit of the em being 1: to be drawn where no font can be embedded
 * (an image that a signature covers has everything in itself). Fill with `f`.
 */
export function outline(text: string, family: Family, face: Face): OutlinedGlyph[] {
  const font = parsedFont(family, face);
  const scale = 1 / font.unitsPerEm;
  return (font.layout(printable(text.normalize('NFC'), family)).glyphs as unknown as Outlined[]).map(
    glyph => ({
      width: glyph.advanceWidth * scale,
      path: operators(glyph.path.commands.map(c => ({ ...c, args: c.args.map(v => v * scale) }))),
    }),
  );
}
