import { formatDate } from '#platform/clock';
import type { Translate } from '#platform/i18n';
import { asText } from '#platform/spreadsheet';
import type { DayBook } from '../parts/day.ts';
import { DAY_COLUMNS, dayBalance, dayRows } from '../parts/day-table.ts';
import { csvOf } from './csv.ts';

/** The day as CSV: the lines, and how the cash comes out. */
export const dayCsv = (book: DayBook, t: Translate): Buffer =>
  csvOf([
    DAY_COLUMNS.map(c => t(`fees.day.col.${c}`)),
    ...dayRows(book, t).map(row => DAY_COLUMNS.map(c => row[c])),
    ...dayBalance(book, t).map(b => [b.label, null, null, null, null, b.amount]),
  ]);

/** The day as a workbook: whose and when, the lines, the sum as a formula, and how it was closed. */
export async function dayXlsx(book: DayBook, t: Translate): Promise<Buffer> {
  // Large, and wanted a few times a day.
  const { default: Excel } = await import('exceljs');
  const workbook = new Excel.Workbook();
  const sheet = workbook.addWorksheet(book.day.day, {
    pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToHeight: 0 },
  });
  const { day } = book;
  sheet.addRow([t('fees.day.title', { day: formatDate(day.day) })]).font = { bold: true, size: 14 };
  sheet.addRow([book.agencyName]);
  sheet.addRow([]);
  const header = sheet.addRow(DAY_COLUMNS.map(c => t(`fees.day.col.${c}`)));
  header.font = { bold: true };
  const rows = dayRows(book, t);
  for (const row of rows) {
    const line = sheet.addRow(
      DAY_COLUMNS.map(c => (c === 'amount' || c === 'struck' ? row[c] : asText(row[c]))),
    );
    line.getCell(7).font = { strike: true };
  }
  const first = header.number + 1;
  const last = header.number + rows.length;
  const sum = sheet.addRow([t('fees.day.sum')]);
  sum.font = { bold: true };
  sum.getCell(6).value = { formula: `SUM(F${first}:F${Math.max(last, first)})`, result: book.sum };
  for (const { label, amount } of dayBalance(book, t)) sheet.addRow([label, '', '', '', '', amount]);
  if (day.reason) sheet.addRow([t('fees.day.reason'), '', '', '', '', '', asText(day.reason)]);
  for (const [i, width] of [10, 8, 28, 28, 36, 16, 16, 24, 48].entries())
    sheet.getColumn(i + 1).width = width;
  for (const n of [6, 7]) sheet.getColumn(n).numFmt = '#,##0';
  return Buffer.from(await workbook.xlsx.writeBuffer());
}
