import type ExcelJS from 'exceljs';

/** An empty workbook. The library is loaded when a list is read or written, not with every start: it takes most of a second. */
export async function newWorkbook(): Promise<ExcelJS.Workbook> {
  const { default: excel } = await import('exceljs');
  return new excel.Workbook();
}
