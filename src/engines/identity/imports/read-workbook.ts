import type ExcelJS from 'exceljs';
import { tidy } from '#platform/text';
import { checkUnpacked, listZip, ZipProblem } from '#platform/zip';
import { ListUnreadable } from '../errors.ts';
import { type Column, columnOf, NEEDED } from './columns.ts';
import { newWorkbook } from './workbook.ts';

const MOST_ROWS = 20_000;
/** Bytes of XML: 20,000 lines have some ten million. */
const MOST_UNPACKED = 40_000_000;

export type OfficialLine = { line: number; cells: Partial<Record<Column, string>> };

const pad = (n: number) => String(n).padStart(2, '0');

// A cell may hold a date, a formula's result, a link or rich text; a person reads one text in all of them.
function textOf(value: ExcelJS.CellValue): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date)
    return `${pad(value.getUTCDate())}/${pad(value.getUTCMonth() + 1)}/${value.getUTCFullYear()}`;
  if (typeof value === 'object') {
    if ('richText' in value) return value.richText.map(part => part.text).join('');
    if ('text' in value) return textOf(value.text as ExcelJS.CellValue);
    if ('result' in value) return textOf(value.result as ExcelJS.CellValue);
    return '';
  }
  return String(value);
}

/**
 * The lines of the first sheet of an .xlsx file below its headings (the first row that has them); empty lines are left out.
 * Throws ListUnreadable { why }: `not-xlsx`, `no-headings`, `too-long` (more than 20,000 lines), `too-heavy` (a bomb).
 * Takes seconds and much memory where somebody means harm: for a thread that can be ended (`read-aside.ts`).
 */
export async function readOfficialLines(file: Buffer): Promise<OfficialLine[]> {
  const workbook = await newWorkbook();
  try {
    checkUnpacked(file, listZip(file, MOST_UNPACKED));
    // ExcelJS declares an older Buffer type of its own.
    await workbook.xlsx.load(file as unknown as ArrayBuffer);
  } catch (error) {
    const bomb = error instanceof ZipProblem && error.kind === 'bomb';
    throw ListUnreadable({ why: bomb ? 'too-heavy' : 'not-xlsx' });
  }
  const sheet = workbook.worksheets[0];
  let headings: Map<number, Column> | undefined;
  const lines: OfficialLine[] = [];
  sheet?.eachRow((row, line) => {
    const texts = new Map<number, string>();
    row.eachCell((cell, n) => texts.set(n, tidy(textOf(cell.value))));
    if (!headings) {
      const found = new Map<number, Column>();
      for (const [n, text] of texts) {
        const column = columnOf(text);
        if (column) found.set(n, column);
      }
      if (NEEDED.every(column => [...found.values()].includes(column))) headings = found;
      return;
    }
    const cells: Partial<Record<Column, string>> = {};
    for (const [n, column] of headings) if (texts.get(n)) cells[column] = texts.get(n)!;
    if (Object.keys(cells).length) lines.push({ line, cells });
  });
  if (!headings) throw ListUnreadable({ why: 'no-headings' });
  if (lines.length > MOST_ROWS) throw ListUnreadable({ why: 'too-long' });
  return lines;
}
