/**
 * Breaks a name into lines of about `width` characters, at spaces. A syllable that would stand alone in the last takes the one before it along,
 * of one word with it as a rule: `Kiểm tra | thực địa`.
 */
export function wrap(name: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of name.split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  const [before = '', alone = ''] = lines.slice(-2);
  const at = before.lastIndexOf(' ');
  if (lines.length > 1 && at > 0 && !alone.includes(' ') && before.length - at + alone.length <= width)
    lines.splice(-2, 2, before.slice(0, at), `${before.slice(at + 1)} ${alone}`);
  return lines;
}

/** To a tenth of a pixel. */
export const round = (n: number): number => Math.round(n * 10) / 10;

/** As text or an attribute of XML may hold it. */
export const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Of so many pixels a letter of the drawing's small words is wide, about. */
export const LETTER = 6.7;
