import { inSentence } from '#engines/forms';
import { isRun, type WordBlock, type WordParagraph, type WordTable } from '#platform/pdf';
import { markAlone, replaceMarks, rowCloses, rowOpens, type WordMark } from './word-marks.ts';

/** Words of fields by name; of a field in a repeating group, those of each item. */
export type WordValues = ReadonlyMap<string, string | readonly string[]>;
type Scope = { group: string; index: number } | null;

const isList = (value: string | readonly string[] | undefined): value is readonly string[] =>
  Array.isArray(value);

/** How many items a group has; undefined where the name is no group's. */
function itemsOf(values: WordValues, name: string): number | undefined {
  const lists = [...values].flatMap(([field, value]) =>
    field.startsWith(`${name}.`) && isList(value) ? [value.length] : [],
  );
  return lists.length ? Math.max(...lists) : undefined;
}

function wordsFor(values: WordValues, scope: Scope, name: string): string {
  const value = values.get(name);
  if (!isList(value)) return value ?? '';
  if (scope && name.startsWith(`${scope.group}.`)) return value[scope.index] ?? '';
  return value.filter(Boolean).join('; ');
}

/** The scopes in which a section is drawn: one for every item of a group; its own, or none, for a condition. */
function scopesOf(values: WordValues, scope: Scope, { sign, name }: WordMark): Scope[] {
  const items = itemsOf(values, name);
  if (items !== undefined && sign === '#')
    return Array.from({ length: items }, (_, index) => ({ group: name, index }));
  const filled = items === undefined ? wordsFor(values, scope, name) !== '' : items > 0;
  return filled === (sign === '#') ? [scope] : [];
}

function fillParagraph(p: WordParagraph, values: WordValues, scope: Scope): WordParagraph {
  const say = ({ sign, name, capitals, inside }: WordMark) => {
    if (sign) return '';
    // What was not filled in is a dash, as everywhere on the house's papers.
    const words = wordsFor(values, scope, name) || '–';
    return capitals ? words.toLocaleUpperCase('vi') : inside ? inSentence(words) : words;
  };
  return { ...p, runs: p.runs.map(r => (isRun(r) ? { ...r, text: replaceMarks(r.text, say) } : r)) };
}

/** The place after the one that closes the section which `from` opens: sections may lie in one another. */
function endOf<T>(
  all: readonly T[],
  from: number,
  name: string,
  opens: (x: T) => string | undefined,
  closes: (x: T) => string | undefined,
): number {
  let depth = 0;
  for (let i = from; i < all.length; i++) {
    const at = all[i] as T;
    if (opens(at) === name) depth += 1;
    if (closes(at) === name) depth -= 1;
    if (depth === 0) return i;
  }
  return all.length - 1;
}

function fillTable(table: WordTable, values: WordValues, scope: Scope): WordTable {
  const rows: WordTable['rows'][number][] = [];
  for (let y = 0; y < table.rows.length; y++) {
    const row = table.rows[y]!;
    const mark = rowOpens(row);
    const to = mark
      ? endOf(
          table.rows,
          y,
          mark.name,
          r => rowOpens(r)?.name,
          r => rowCloses(r)?.name,
        )
      : y;
    for (const at of mark ? scopesOf(values, scope, mark) : [scope])
      for (const inner of table.rows.slice(y, to + 1))
        rows.push({
          ...inner,
          cells: inner.cells.map(c => ({ ...c, blocks: fillWord(c.blocks, values, at) })),
        });
    y = to;
  }
  return { ...table, rows };
}

const signed = (b: WordBlock, signs: string): string | undefined => {
  const mark = b.kind === 'paragraph' ? markAlone(b) : undefined;
  return mark && signs.includes(mark.sign) && mark.sign ? mark.name : undefined;
};

/** The blocks with their fields filled in and their sections drawn as often as they are to be. */
export function fillWord(blocks: readonly WordBlock[], values: WordValues, scope: Scope = null): WordBlock[] {
  const filled: WordBlock[] = [];
  for (let i = 0; i < blocks.length; i++) {
    const block = blocks[i]!;
    if (block.kind === 'table') {
      filled.push(fillTable(block, values, scope));
      continue;
    }
    const mark = markAlone(block);
    if (!mark?.sign || mark.sign === '/') {
      filled.push(fillParagraph(block, values, scope));
      continue;
    }
    const to = endOf(
      blocks,
      i,
      mark.name,
      b => signed(b, '#^'),
      b => signed(b, '/'),
    );
    const inner = blocks.slice(i + 1, to);
    for (const at of scopesOf(values, scope, mark)) filled.push(...fillWord(inner, values, at));
    i = to;
  }
  return filled;
}
