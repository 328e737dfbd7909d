import { type Html, html } from '#ui';

/** Of a line of text, and of what stands between two blocks, in pixels as `staff.css` sets them. */
const LINE = 22;
/** What a block adds to its lines: its padding and the room below it. */
const ROOM: Record<string, number> = {
  section: 24,
  h2: 16,
  h3: 10,
  p: 12,
  div: 11,
  li: 14,
  tr: 2,
  form: 16,
  details: 44,
  label: 6,
  button: 24,
  textarea: 44,
  table: 8,
};
const BLOCKS = new Set([...Object.keys(ROOM), 'summary', 'small', 'ul', 'dl', 'article']);
/** Letters in a line of the left column and of the right one, on a desk of 1366 pixels. */
const LETTERS = { left: 92, right: 54 };

type Column = keyof typeof LETTERS;

/** About how high a part of a page is in one of the columns, in pixels: folded parts count as their summary alone. */
export function heightOf(part: Html | null, column: Column): number {
  let [height, letters, folded, hidden] = [0, 0, 0, false];
  const endLine = () => {
    if (letters) height += Math.ceil(letters / LETTERS[column]) * LINE;
    letters = 0;
  };
  for (const [, close = '', name = '', rest = '', text = ''] of String(part ?? '').matchAll(
    /<(\/?)([a-z0-9]+)\b([^<>]*)>|([^<]+)/g,
  )) {
    if (name === 'details' && (hidden || (!close && !/\sopen\b/.test(rest)))) folded += close ? -1 : 1;
    if (folded === 0) hidden = false;
    if (name === 'summary' && close && folded > 0) hidden = true;
    if (hidden) continue;
    letters += text.trim().length;
    if (name === 'svg') height += Number(/\sheight="(\d+)/.exec(rest)?.[1] ?? 0);
    if (!BLOCKS.has(name)) continue;
    endLine();
    if (!close) height += ROOM[name] ?? 0;
  }
  endLine();
  return height;
}

/**
 * Which of the last parts of the right column stand at the foot of the left one instead, so that both end near one another: a dossier just handed
 * in has little on the left and much to do on the right, one that is done the other way round. On a telephone they come last either way.
 */
export function evenColumns(left: Html, right: Html, last: ReadonlyArray<Html | null>) {
  const parts = last.filter(part => part !== null);
  const ways = Array.from({ length: 2 ** parts.length }, (_, way) => {
    const [foot, beside] = [
      parts.filter((_, i) => way & (1 << i)),
      parts.filter((_, i) => !(way & (1 << i))),
    ];
    const sum = (column: Column, list: readonly Html[]) =>
      list.reduce((all, part) => all + heightOf(part, column), 0);
    const apart =
      heightOf(left, 'left') + sum('left', foot) - heightOf(right, 'right') - sum('right', beside);
    // The left column is the wider one, and so is what is left empty below it.
    return { foot, beside, empty: apart < 0 ? -apart * 1.7 : apart };
  });
  const best = ways.reduce((a, b) => (b.empty < a.empty ? b : a));
  return { beside: html`${best.beside}`, foot: best.foot.length > 0 ? html`${best.foot}` : null };
}
