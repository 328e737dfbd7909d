import type ExcelJS from 'exceljs';
import { type Cell, cellValue, type Kind, NUMBER_FORMATS } from './cell.ts';

/** What somebody wrote, as a cell that no spreadsheet takes for a formula (CWE-1236). */
export const asText = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

/** `width` in characters; `as`: what its cells are, text unless said; `struck`: what is in it counts no more; `sum`: added up below. */
export type SheetColumn = { label: string; width: number; as?: Kind; struck?: true; sum?: true };

export type Sheet = {
  /** Name of the sheet. */
  name: string;
  /** Lines above the table; the first is its title. */
  head: readonly string[];
  columns: readonly SheetColumn[];
  rows: ReadonlyArray<readonly Cell[]>;
  /** Before the sums of the columns that are added up. */
  sumLabel?: string;
  /** Lines below the table, cell by cell as its rows. */
  foot?: ReadonlyArray<readonly Cell[]>;
};

/** Writes a line whose cells are what their columns say; a text that stands elsewhere than in a column of texts stays a text. */
function addLine(sheet: ExcelJS.Worksheet, columns: readonly SheetColumn[], cells: readonly Cell[]) {
  const row = sheet.addRow(
    cells.map((cell, i) => {
      const value = cellValue(cell, columns[i]?.as);
      return typeof value === 'string' ? asText(value) : value;
    }),
  );
  for (const [i, { as = 'text', struck }] of columns.entries()) {
    const format = NUMBER_FORMATS[as];
    if (format && typeof row.getCell(i + 1).value !== 'string') row.getCell(i + 1).numFmt = format;
    if (struck) row.getCell(i + 1).font = { strike: true };
  }
  return row;
}

/**
 * A table as an Excel workbook (XLSX), its heading fixed and filtered. Texts stay texts; days, hours, sums and counts are what a spreadsheet
 * sorts, filters and adds: in the province's time, and as people write them here.
 */
export async function spreadsheet(table: Sheet): Promise<Buffer> {
  const { name, head, columns, rows, sumLabel, foot = [] } = table;
  // Large, and wanted a few times a day.
  const { default: Excel } = await import('exceljs');
  const workbook = new Excel.Workbook();
  const sheet = workbook.addWorksheet(name.replace(/[\\/*?:[\]]/g, ' ').slice(0, 31), {
    pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToHeight: 0 },
  });
  for (const [i, line] of head.entries()) {
    const row = sheet.addRow([asText(line)]);
    if (i === 0) row.font = { bold: true, size: 14 };
  }
  const header = sheet.addRow(columns.map(c => c.label));
  header.font = { bold: true };
  for (const row of rows) addLine(sheet, columns, row);
  if (sumLabel !== undefined) addSums(sheet, table, header.number + 1);
  for (const row of foot) addLine(sheet, columns, row);
  for (const [i, { width }] of columns.entries()) sheet.getColumn(i + 1).width = width;
  sheet.views = [{ state: 'frozen', ySplit: header.number }];
  sheet.autoFilter = {
    from: { row: header.number, column: 1 },
    to: { row: header.number + rows.length, column: columns.length },
  };
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

/** The sums as formulas, with what they come to: who filters or corrects a line sees the sum follow. */
function addSums(sheet: ExcelJS.Worksheet, { columns, rows, sumLabel = '' }: Sheet, first: number) {
  const sums = addLine(sheet, columns, [sumLabel]);
  const last = Math.max(first, first + rows.length - 1);
  for (const [i, { sum, as = 'count' }] of columns.entries()) {
    if (!sum) continue;
    const { letter } = sheet.getColumn(i + 1);
    const result = rows.reduce((total, row) => total + (typeof row[i] === 'number' ? row[i] : 0), 0);
    const cell = sums.getCell(i + 1);
    cell.value = { formula: `SUM(${letter}${first}:${letter}${last})`, result };
    cell.numFmt = NUMBER_FORMATS[as];
  }
  sums.font = { bold: true };
}
