/** What somebody wrote, as a cell that no spreadsheet takes for a formula (CWE-1236). */
export const asText = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

export type Sheet = {
  /** Name of the sheet. */
  name: string;
  /** Lines above the table; the first is its title. */
  head: readonly string[];
  /** `width` in characters. */
  columns: ReadonlyArray<{ label: string; width: number }>;
  rows: ReadonlyArray<ReadonlyArray<string | number>>;
};

/** A table as an Excel workbook (XLSX), its heading fixed and filtered; texts stay texts. */
export async function spreadsheet({ name, head, columns, rows }: Sheet): Promise<Buffer> {
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
  for (const row of rows) sheet.addRow(row.map(cell => (typeof cell === 'string' ? asText(cell) : cell)));
  for (const [i, { width }] of columns.entries()) sheet.getColumn(i + 1).width = width;
  sheet.views = [{ state: 'frozen', ySplit: header.number }];
  sheet.autoFilter = {
    from: { row: header.number, column: 1 },
    to: { row: header.number + rows.length, column: columns.length },
  };
  return Buffer.from(await workbook.xlsx.writeBuffer());
}
