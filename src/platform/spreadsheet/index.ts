export type { Cell } from './cell.ts';
export { columnSheets } from './column-sheets.ts';
export { readCsv } from './csv.ts';
export { SheetProblem, type SheetRow } from './read.ts';
export { readSheet } from './read-sheet.ts';
export { type Sheet, type SheetColumn, spreadsheet } from './write.ts';
export { csvOf } from './write-csv.ts';

/** The media type of a workbook (ECMA-376). */
export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
