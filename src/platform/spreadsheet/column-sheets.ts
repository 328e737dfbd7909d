import { asText } from './write.ts';

/** Sheets to be filled in: the first row of each holds the headings and stays in view; every cell is text, so that no 0 is lost before a number. */
export async function columnSheets(
  sheets: ReadonlyArray<{ name: string; rows: ReadonlyArray<readonly string[]> }>,
): Promise<Buffer> {
  const { default: Excel } = await import('exceljs');
  const workbook = new Excel.Workbook();
  for (const { name, rows } of sheets) {
    const sheet = workbook.addWorksheet(name.slice(0, 31), { views: [{ state: 'frozen', ySplit: 1 }] });
    for (const row of rows) sheet.addRow(row.map(asText)).alignment = { vertical: 'top', wrapText: true };
    sheet.getRow(1).font = { bold: true };
    const wide = rows.length > 1;
    for (const [i] of (rows[0] ?? []).entries()) {
      sheet.getColumn(i + 1).width = wide && i > 0 ? 80 : 26;
      sheet.getColumn(i + 1).numFmt = '@';
    }
  }
  return Buffer.from(await workbook.xlsx.writeBuffer());
}
