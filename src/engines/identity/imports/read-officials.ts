import { readSheet, SheetProblem, type SheetRow } from '#platform/spreadsheet';
import { ListUnreadable } from '../errors.ts';
import { type Column, columnOf, NEEDED } from './columns.ts';

const MOST_ROWS = 20_000;

export type OfficialLine = { line: number; cells: Partial<Record<Column, string>> };

function headingsIn(cells: SheetRow['cells']): Map<number, Column> | undefined {
  const found = new Map<number, Column>();
  for (const [n, text] of cells) {
    const column = columnOf(text);
    if (column) found.set(n, column);
  }
  return NEEDED.every(column => [...found.values()].includes(column)) ? found : undefined;
}

/**
 * The lines of the first sheet of an .xlsx file below its headings (the first row that has them); empty lines are left out.
 * Throws ListUnreadable { why }: `not-xlsx`, `no-headings`, `too-long` (more than 20,000 lines), `too-heavy` (a bomb).
 */
export async function readOfficials(
  file: Buffer,
  limits?: Parameters<typeof readSheet>[1],
): Promise<OfficialLine[]> {
  const rows = await readSheet(file, limits).catch((error: unknown) => {
    throw error instanceof SheetProblem ? ListUnreadable({ why: error.why }) : error;
  });
  let headings: Map<number, Column> | undefined;
  const lines: OfficialLine[] = [];
  for (const { line, cells: texts } of rows) {
    if (!headings) {
      headings = headingsIn(texts);
      continue;
    }
    const cells: Partial<Record<Column, string>> = {};
    for (const [n, column] of headings) if (texts.get(n)) cells[column] = texts.get(n)!;
    if (Object.keys(cells).length) lines.push({ line, cells });
  }
  if (!headings) throw ListUnreadable({ why: 'no-headings' });
  if (lines.length > MOST_ROWS) throw ListUnreadable({ why: 'too-long' });
  return lines;
}
