export { columnSheets } from './column-sheets.ts';
export { readCsv } from './csv.ts';
export { SheetProblem, type SheetRow } from './read.ts';
export { readSheet } from './read-sheet.ts';
export { asText, type Sheet, spreadsheet } from './write.ts';
