import type ExcelJS from 'exceljs';
import { tidy } from '#platform/text';
import { checkUnpacked, listZip, ZipProblem } from '#platform/zip';

/** Bytes of XML: 20,000 lines have some ten million. */
const MOST_UNPACKED = 40_000_000;

/** A row that says anything: its number in the sheet, and the text of each cell by the number of its column (from 1). */
export type SheetRow = { line: number; cells: Map<number, string> };

/** Why a file cannot be read: it is no such file, or reading it costs more than a list does. */
export class SheetProblem extends Error {
  readonly why: 'not-xlsx' | 'too-heavy';
  constructor(why: 'not-xlsx' | 'too-heavy') {
    super(why);
    this.name = 'SheetProblem';
    this.why = why;
  }
}

const pad = (n: number) => String(n).padStart(2, '0');

// A cell may hold a date, a formula's result, a link or rich text; a person reads one text in all of them. Numbers as they are written here.
function textOf(value: ExcelJS.CellValue): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date)
    return `${pad(value.getUTCDate())}/${pad(value.getUTCMonth() + 1)}/${value.getUTCFullYear()}`;
  if (typeof value === 'number') return String(value).replace('.', ',');
  if (typeof value === 'object') {
    if ('richText' in value) return value.richText.map(part => part.text).join('');
    if ('text' in value) return textOf(value.text as ExcelJS.CellValue);
    if ('result' in value) return textOf(value.result as ExcelJS.CellValue);
    return '';
  }
  return String(value);
}

/**
 * The rows of the first sheet of an .xlsx file, empty ones left out; days as `31/12/2026`, numbers with a decimal comma. Throws SheetProblem.
 * Takes seconds and much memory where somebody means harm: for a thread that can be ended (`readSheet`).
 */
export async function readRows(file: Buffer): Promise<SheetRow[]> {
  const { default: Excel } = await import('exceljs');
  const workbook = new Excel.Workbook();
  try {
    checkUnpacked(file, listZip(file, MOST_UNPACKED));
    // ExcelJS declares an older Buffer type of its own.
    await workbook.xlsx.load(file as unknown as ArrayBuffer);
  } catch (error) {
    const bomb = error instanceof ZipProblem && error.kind === 'bomb';
    throw new SheetProblem(bomb ? 'too-heavy' : 'not-xlsx');
  }
  const rows: SheetRow[] = [];
  workbook.worksheets[0]?.eachRow((row, line) => {
    const cells = new Map<number, string>();
    row.eachCell((cell, n) => {
      const text = tidy(textOf(cell.value));
      if (text) cells.set(n, text);
    });
    if (cells.size) rows.push({ line, cells });
  });
  return rows;
}
