import { type AnswerWords, inSentence } from '#engines/forms';
import type { Piece, ResultPart } from '#engines/procedures';
import type { Block, Run, Text } from '#platform/pdf';
import { isUnit, namedAlready } from './named-already.ts';

/** How pieces of a template are put into words. */
export type Wording = {
  /** Of one item of the repeating group that the pieces name; without `item` all items, parted by semicolons. */
  runs(pieces: readonly Piece[], item?: number): Run[];
  /** Whether nothing is left of the pieces but their words: every field of theirs may be missing, and is. */
  empty(pieces: readonly Piece[], item?: number): boolean;
  /** How many items the repeating group has that the pieces name; null where they name none. */
  items(pieces: readonly Piece[]): number | null;
};

/** What stands for a field that nobody has answered, as printed forms have it. */
const NOTHING = '-----';

/** Pieces in the words of fields and facts, by name; of a repeating group one for each item. */
export function wordingOf(words: ReadonlyMap<string, AnswerWords>, nothing = NOTHING): Wording {
  const saidOf = (field: string, item?: number): string => {
    const said = words.get(field) ?? '';
    if (typeof said === 'string') return said;
    return (item === undefined ? said.filter(Boolean).join('; ') : said[item]) || '';
  };
  const wordsOf = ({ field, ifAny }: Extract<Piece, { field: string }>, item?: number): string =>
    saidOf(field, item) || (ifAny ? '' : nothing);
  // Of fields that stand in each other's place one is answered as a rule; with both, as in a sample, their words are parted.
  const isOther = (before: Piece | undefined, piece: Piece, text: string, item?: number): boolean =>
    before !== undefined &&
    'field' in before &&
    'field' in piece &&
    Boolean(before.ifAny && piece.ifAny && text && wordsOf(before, item));
  const unitAt = (pieces: readonly Piece[], i: number, item?: number): string | undefined => {
    const [comma, piece] = [pieces[i], pieces[i + 1]];
    if (!comma || 'field' in comma || comma.text !== ', ' || !piece || !('field' in piece)) return undefined;
    const text = saidOf(piece.field, item);
    return isUnit(text) ? text : undefined;
  };
  /** Of fields that name units after an answer, each after a comma, those with which it ends already, commas and all: their places among the pieces. */
  const saidBefore = (pieces: readonly Piece[], item?: number): ReadonlySet<number> => {
    const left = new Set<number>();
    for (const [i, piece] of pieces.entries()) {
      if (!('field' in piece)) continue;
      const units: string[] = [];
      for (let n = i + 1, unit = unitAt(pieces, n, item); unit; n += 2, unit = unitAt(pieces, n, item))
        units.push(unit);
      const { from, to } = namedAlready(saidOf(piece.field, item), units);
      for (let n = i + 1 + 2 * from; n < i + 1 + 2 * to; n++) left.add(n);
    }
    return left;
  };
  return {
    empty: (pieces, item) => {
      const fields = pieces.flatMap(piece => ('field' in piece ? [piece] : []));
      return fields.length > 0 && fields.every(piece => piece.ifAny && !saidOf(piece.field, item));
    },
    items: pieces => itemsOf(pieces, words),
    runs: (pieces, item) => {
      const left = saidBefore(pieces, item);
      return pieces.flatMap((piece, i): Run[] => {
        if (left.has(i)) return [];
        if (!('field' in piece)) return [piece];
        const text = wordsOf(piece, item);
        const form = piece.capitals ? text.toUpperCase() : piece.inside ? inSentence(text) : text;
        const run = { text: form, bold: piece.bold };
        return isOther(pieces[i - 1], piece, text, item) ? [' ', run] : [run];
      });
    },
  };
}

/** How many items stand behind the pieces: those of the group that a field of theirs belongs to. */
function itemsOf(pieces: readonly Piece[], words: ReadonlyMap<string, AnswerWords>): number | null {
  for (const piece of pieces) {
    const said = 'field' in piece ? words.get(piece.field) : undefined;
    if (said !== undefined && typeof said !== 'string') return said.length;
  }
  return null;
}

type FactRow = Extract<ResultPart, { kind: 'facts' }>['rows'][number];

/**
 * What a part of a template becomes on paper: a line or a row that names fields of a repeating group comes once for every item. `across`:
 * the sheet lies on its long side.
 */
export function blocksOf(part: ResultPart, wording: Wording, across = false): Block[] {
  switch (part.kind) {
    case 'paragraph':
      if (wording.empty(part.pieces)) return [];
      return [{ kind: 'paragraph', indent: true, align: 'justify', text: wording.runs(part.pieces) }];
    case 'centred':
      if (wording.empty(part.pieces)) return [];
      return [{ kind: 'paragraph', align: 'center', text: wording.runs(part.pieces) }];
    case 'list':
      return [
        { kind: 'list', ordered: part.ordered, items: part.items.flatMap(item => linesOf(item, wording)) },
      ];
    case 'facts':
      return factBlocks(part.rows, wording, across ? ROOM_ACROSS : ROOM);
    case 'box':
      return [{ kind: 'box', text: wording.runs(part.pieces) }];
    case 'rule':
      return [{ kind: 'rule' }];
  }
}

function linesOf(item: readonly Piece[], wording: Wording): Text[] {
  const items = wording.items(item);
  if (items) return Array.from({ length: items }, (_, i) => wording.runs(item, i));
  return wording.empty(item) ? [] : [wording.runs(item)];
}

function factBlocks(rows: readonly FactRow[], wording: Wording, room: number): Block[] {
  const blocks: Block[] = [];
  for (const row of rows) {
    const items = row.length > 1 ? wording.items(row.flatMap(cell => cell.value)) : null;
    if (items !== null) {
      // Of a list that may have nothing in it, and has not, there is no table.
      if (items === 0 && row.every(({ value }) => wording.empty(value))) continue;
      blocks.push(tableOf(row, items, wording, room));
      continue;
    }
    const said = row.filter(({ value }) => !wording.empty(value));
    if (!said.length) continue;
    const facts = said.map(({ label, value }) => ({ label, value: wording.runs(value) }));
    const last = blocks.at(-1);
    if (last?.kind === 'facts') blocks[blocks.length - 1] = { ...last, rows: [...last.rows, facts] };
    else blocks.push({ kind: 'facts', rows: [facts] });
  }
  return blocks;
}

const textOf = (text: Text): string =>
  typeof text === 'string' ? text : text.map(run => (typeof run === 'string' ? run : run.text)).join('');

/** About so many characters stand beside each other on a sheet, and on one that lies on its long side; a column wishes for no more than `WIDEST` of them. */
const [ROOM, ROOM_ACROSS, WIDEST] = [102, 158, 34];
/** The strokes beside a cell and the room before them. */
const EDGES = 2;

const longest = (texts: readonly string[]): number => Math.max(0, ...texts.map(text => text.length));

/** Widths of columns in characters: none is torn within a word while there is room, and what is left goes to those that wish for it. */
function widthsOf(
  columns: ReadonlyArray<{ label: string; said: readonly string[] }>,
  room: number,
): number[] {
  const needed = columns.map(
    ({ label, said }) => longest([label, ...said].flatMap(text => text.split(/\s+/))) + EDGES,
  );
  const wished = columns.map(({ said }, i) =>
    Math.max(needed[i] ?? 0, Math.min(longest(said.flatMap(text => text.split('\n'))), WIDEST) + EDGES),
  );
  const sum = (list: readonly number[]) => list.reduce((all, n) => all + n, 0);
  const share = Math.max(0, Math.min(1, (room - sum(needed)) / Math.max(1, sum(wished) - sum(needed))));
  return needed.map((least, i) => least + ((wished[i] ?? least) - least) * share);
}

/** A row of several facts of a repeating group: a table with a numbered line for every item. */
function tableOf(row: FactRow, items: number, wording: Wording, room: number): Block {
  // Nobody has named an item: one line of dashes says so.
  const lines = Array.from({ length: Math.max(items, 1) }, (_, i) => [
    items ? String(i + 1) : '',
    ...row.map(cell => wording.runs(cell.value, i)),
  ]);
  const columns = row.map(({ label }, n) => ({ label, said: lines.map(line => textOf(line[n + 1] ?? '')) }));
  const widths = widthsOf(columns, room);
  return {
    kind: 'table',
    columns: [
      { header: 'STT', width: 7, align: 'center' },
      ...columns.map(({ label, said }, n) => ({
        header: label,
        width: widths[n] ?? 1,
        align: said.every(text => /^[\d.,]+$/.test(text)) ? ('right' as const) : ('left' as const),
      })),
    ],
    rows: lines,
  };
}
