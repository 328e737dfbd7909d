import type { Face } from './fonts.ts';
import type { Text } from './paper.ts';

/** A stretch of one line in one face. */
type Piece = { text: string; face: Face; width: number; strike?: boolean };
export type Line = {
  pieces: Piece[];
  width: number /** The paragraph goes on in the next line. */;
  wraps: boolean;
};
/** Width of `text` in points. */
export type Measure = (text: string, face: Face) => number;

const faceOf = (bold: boolean | undefined, italic: boolean | undefined): Face =>
  bold ? (italic ? 'boldItalic' : 'bold') : italic ? 'italic' : 'regular';

/** The text in pieces that may be parted: words with the spaces after them, and line breaks. */
function* words(text: Text, base: { bold?: boolean; italic?: boolean }): Generator<Piece> {
  for (const run of typeof text === 'string' ? [text] : text) {
    const style: { bold?: boolean; italic?: boolean; strike?: boolean } =
      typeof run === 'string' ? base : { ...base, ...run };
    const struck = style.strike ? { strike: true } : {};
    const face = faceOf(style.bold, style.italic);
    const value = (typeof run === 'string' ? run : run.text).normalize('NFC');
    // Breaks after blanks only (not after the no-break space), so that numbers and codes stay whole.
    for (const part of value.match(/\n|[^ \t\n]+[ \t]*|[ \t]+/g) ?? [])
      yield { text: part, face, width: 0, ...struck };
  }
}

const endsInBlank = (piece: Piece) => /[ \t]$/.test(piece.text);

/** Cuts a word that is wider than the line, e.g. a long address without blanks: after a stroke where there is one, so that codes stay whole. */
function* cut(piece: Piece, width: number, measure: Measure): Generator<Piece> {
  let text = '';
  for (const char of piece.text) {
    if (text && measure(text + char, piece.face) > width) {
      const at = text.lastIndexOf('/') + 1;
      // Not after the strokes that begin an address, which say nothing by themselves.
      const whole = at > 1 && !'/:'.includes(text.charAt(at - 2)) ? text.slice(0, at) : text;
      yield { ...piece, text: whole };
      text = text.slice(whole.length);
    }
    text += char;
  }
  yield { ...piece, text };
}

/** Glues what no blank parts: a bold word and the comma after it go to the next line together. */
function* groups(pieces: Iterable<Piece>): Generator<Piece[]> {
  let group: Piece[] = [];
  for (const piece of pieces) {
    if (piece.text === '\n') {
      if (group.length) yield group;
      yield [piece];
      group = [];
      continue;
    }
    group.push(piece);
    if (endsInBlank(piece)) {
      yield group;
      group = [];
    }
  }
  if (group.length) yield group;
}

/**
 * Breaks `text` into lines no wider than `width` points; the first may be shorter by `indent`. A blank at the end of a
 * line does not count. An empty text is one empty line.
 */
export function breakLines(
  text: Text,
  width: number,
  measure: Measure,
  style: { bold?: boolean; italic?: boolean; indent?: number } = {},
): Line[] {
  const lines: Line[] = [];
  let pieces: Piece[] = [];
  const room = () => (lines.length === 0 ? width - (style.indent ?? 0) : width);
  const widthOf = (line: readonly Piece[]) =>
    line.reduce(
      (sum, p, i) =>
        sum + (i === line.length - 1 ? measure(p.text.trimEnd(), p.face) : measure(p.text, p.face)),
      0,
    );
  const end = (wraps: boolean) => {
    for (const p of pieces) p.width = measure(p.text, p.face);
    lines.push({ pieces, width: widthOf(pieces), wraps });
    pieces = [];
  };
  for (const group of groups(words(text, style))) {
    if (group[0]?.text === '\n') {
      end(false);
      continue;
    }
    if (widthOf([...pieces, ...group]) > room() && pieces.length) end(true);
    if (widthOf(group) <= room()) {
      pieces.push(...group);
      continue;
    }
    for (const part of group.flatMap(p => [...cut(p, room(), measure)])) {
      if (pieces.length && widthOf([...pieces, part]) > room()) end(true);
      pieces.push(part);
    }
  }
  if (pieces.length || lines.length === 0) end(false);
  return lines;
}
