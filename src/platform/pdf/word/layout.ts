import type { Face } from '../fonts.ts';
import { isRun, type WordImage, type WordParagraph, type WordRun } from './model.ts';

export type Placed = { x: number; width: number } & (
  | { text: string; face: Face; size: number; color: string; underline: boolean }
  | { image: WordImage }
);
export type WordLine = {
  pieces: Placed[];
  from: number;
  width: number;
  height: number;
  size: number;
  wraps: boolean;
};
export type Measuring = (text: string, face: Face, size: number) => number;

const faceOf = ({ bold, italic }: WordRun): Face =>
  bold ? (italic ? 'boldItalic' : 'bold') : italic ? 'italic' : 'regular';
const USUAL_STOP = 36;
/**
 * Offices write in Times New Roman; Noto Serif is a ninth wider. At nine tenths of the size lines break where Word broke them, and a page
 * stays a page.
 */
const SHARE = 0.9;
/** Line pitch of Times New Roman as a multiple of its size. */
const PITCH = 1.17;
const sizeIn = (run: WordRun): number => run.size * SHARE;

type Token = { text: string; run: WordRun } | { image: WordImage };

function* tokens(runs: WordParagraph['runs']): Generator<Token> {
  for (const run of runs) {
    if (!isRun(run)) yield { image: run };
    else for (const text of run.text.match(/\n|\t|[^ \t\n]+ *| +/g) ?? []) yield { text, run };
  }
}

/** Tokens that no blank parts go to the next line together; breaks and tabs stand alone. */
function* words(all: Iterable<Token>): Generator<Token[]> {
  let word: Token[] = [];
  for (const token of all) {
    const alone = 'image' in token || token.text === '\n' || token.text === '\t';
    if (alone) {
      if (word.length) yield word;
      yield [token];
      word = [];
      continue;
    }
    word.push(token);
    if (token.text.endsWith(' ')) {
      yield word;
      word = [];
    }
  }
  if (word.length) yield word;
}

/** Cuts a word that is wider than a line. */
function cut(token: Token, room: number, measure: Measuring): Token[] {
  if ('image' in token || measure(token.text, faceOf(token.run), sizeIn(token.run)) <= room) return [token];
  const parts: Token[] = [];
  let text = '';
  for (const char of token.text) {
    if (text && measure(text + char, faceOf(token.run), sizeIn(token.run)) > room) {
      parts.push({ text, run: token.run });
      text = '';
    }
    text += char;
  }
  return [...parts, { text, run: token.run }];
}

/**
 * Breaks a paragraph into lines `width` points wide, its indents included; a piece's `x` counts from the left edge. A tab goes to the next
 * stop of the paragraph, else to the next half inch.
 */
export function layOut(
  p: WordParagraph,
  label: string | null,
  width: number,
  measure: Measuring,
): WordLine[] {
  const right = width - p.right;
  const lines: WordLine[] = [];
  let pieces: Placed[] = [];
  let from = p.left + p.first;
  let x = from;
  let stop: { at: number; align: string; first: number } | null = null;

  const settle = () => {
    if (!stop) return;
    const moved = pieces.slice(stop.first);
    const long = moved.reduce((sum, piece) => sum + piece.width, 0);
    const begin = moved[0]?.x ?? x;
    const aim =
      stop.align === 'right' ? stop.at - long : stop.align === 'center' ? stop.at - long / 2 : stop.at;
    const shift = Math.max(0, aim - begin);
    for (const piece of moved) piece.x += shift;
    x += shift;
    stop = null;
  };
  const end = (wraps: boolean) => {
    settle();
    const last = pieces.at(-1);
    const size = Math.max(...pieces.map(q => ('size' in q ? q.size : 0)), 0) || sizeOf(p);
    const tall = Math.max(...pieces.map(q => ('image' in q ? q.image.height : 0)), 0);
    const pitch = 'points' in p.line ? p.line.points : (size / SHARE) * Math.max(1, p.line.times) * PITCH;
    const trail = last && 'text' in last ? last.text.length - last.text.trimEnd().length : 0;
    const blank = trail && last && 'text' in last ? measure(' '.repeat(trail), last.face, last.size) : 0;
    lines.push({ pieces, from, width: x - blank - from, height: Math.max(pitch, tall), size, wraps });
    pieces = [];
    from = p.left;
    x = from;
  };
  const put = (token: Token) => {
    if ('image' in token) {
      pieces.push({ image: token.image, x, width: token.image.width });
      x += token.image.width;
      return;
    }
    const { run, text } = token;
    const piece = { text, face: faceOf(run), size: sizeIn(run), color: run.color, underline: run.underline };
    const long = measure(text, piece.face, piece.size);
    pieces.push({ ...piece, x, width: long });
    x += long;
  };
  const tab = () => {
    settle();
    const hanging = p.first < 0 && lines.length === 0 && x < p.left ? [{ at: p.left, align: 'left' }] : [];
    const found = [...hanging, ...p.tabs].find(t => t.at > x + 0.5);
    const { at, align } = found ?? { at: (Math.floor(x / USUAL_STOP) + 1) * USUAL_STOP, align: 'left' };
    if (align === 'left') x = Math.min(at, right);
    else stop = { at: Math.min(at, right), align, first: pieces.length };
  };

  if (label !== null) {
    const run = p.runs.find(isRun);
    if (run) put({ text: label, run: { ...run, underline: false } });
    tab();
  }
  for (const word of words(tokens(p.runs))) {
    const [first] = word;
    if (first && 'text' in first && first.text === '\n') end(false);
    else if (first && 'text' in first && first.text === '\t') tab();
    else {
      const long = word.reduce((sum, t, i) => sum + widthOf(t, i === word.length - 1, measure), 0);
      if (x + long > right + 0.01 && pieces.length && !stop) end(true);
      for (const part of word.flatMap(t => cut(t, Math.max(20, right - p.left), measure))) {
        if (x + widthOf(part, true, measure) > right + 0.01 && pieces.length && word.length === 1 && !stop)
          end(true);
        put(part);
      }
    }
  }
  if (pieces.length || lines.length === 0) end(false);
  return lines;
}

const sizeOf = (p: WordParagraph): number => (p.runs.find(isRun)?.size ?? 12) * SHARE;

const widthOf = (t: Token, last: boolean, measure: Measuring): number =>
  'image' in t ? t.image.width : measure(last ? t.text.trimEnd() : t.text, faceOf(t.run), sizeIn(t.run));
