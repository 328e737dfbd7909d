/** A stretch of text in one style. `\n` breaks the line, `\t` goes to the next tab stop. Sizes in points; colour `#rrggbb`. */
export type WordRun = {
  text: string;
  bold: boolean;
  italic: boolean;
  underline: boolean;
  size: number;
  color: string;
};

/** A picture in the line, base64 of a PNG or JPEG; width and height in points. */
export type WordImage = { image: string; width: number; height: number; alt: string };

/** How a numbered item is written: `text` is Word's `%1.`, its numbers count per `list` and level. */
export type WordLabel = {
  list: string;
  level: number;
  formats: readonly string[];
  text: string;
  starts: readonly number[];
};

export type WordParagraph = {
  kind: 'paragraph';
  /** Its place in the file, the first 1: problems are told by it. */
  n: number;
  runs: readonly (WordRun | WordImage)[];
  align: 'left' | 'center' | 'right' | 'justify';
  left: number;
  right: number;
  /** Of the first line, beside `left`; negative: it hangs out. */
  first: number;
  before: number;
  after: number;
  /** Line pitch: a multiple of the size, or points. */
  line: { times: number } | { points: number };
  tabs: readonly { at: number; align: 'left' | 'center' | 'right' }[];
  /** It begins a new page. */
  breakBefore?: true;
  label?: WordLabel;
  /** The place of a digital signature stands here, under this name. */
  anchor?: string;
  /** A QR code stands here. */
  qr?: { content: string; alt: string };
};

export type WordCell = {
  blocks: readonly WordBlock[];
  /** Columns of the grid that it covers. */
  span: number;
  /** `start`: it goes on in the rows below, in cells that say `on`. */
  merge?: 'start' | 'on';
  borders: { top: boolean; bottom: boolean; left: boolean; right: boolean };
  middle: boolean;
};

export type WordTable = {
  kind: 'table';
  n: number;
  /** Widths of the grid's columns in points. */
  columns: readonly number[];
  /** Where it begins, from the left margin. */
  left: number;
  align: 'left' | 'center' | 'right';
  rows: readonly { cells: readonly WordCell[]; header: boolean; least: number }[];
};

export type WordBlock = WordParagraph | WordTable;

export const isRun = (piece: WordRun | WordImage): piece is WordRun => 'text' in piece;

/** Every paragraph, those in cells too, in the order of the file. */
export const paragraphsOf = (blocks: readonly WordBlock[]): WordParagraph[] =>
  blocks.flatMap(b =>
    b.kind === 'paragraph' ? [b] : b.rows.flatMap(r => r.cells.flatMap(c => paragraphsOf(c.blocks))),
  );

/** The words of a paragraph. */
export const wordsOf = (p: WordParagraph): string => p.runs.map(r => (isRun(r) ? r.text : '')).join('');
