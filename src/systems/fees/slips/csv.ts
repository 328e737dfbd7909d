import { asText } from '#platform/spreadsheet';

type Cell = string | number | null;

const cell = (value: Cell): string =>
  value === null
    ? ''
    : typeof value === 'number'
      ? String(value)
      : `"${asText(value).replaceAll('"', '""')}"`;

/** Lines as CSV (RFC 4180) in UTF-8 with a mark, so that spreadsheets read Vietnamese. */
export const csvOf = (lines: ReadonlyArray<readonly Cell[]>): Buffer =>
  Buffer.from(`\uFEFF${lines.map(l => l.map(cell).join(',')).join('\r\n')}\r\n`);
