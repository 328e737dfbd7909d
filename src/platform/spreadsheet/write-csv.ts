import { cellText } from './cell.ts';
import { asText, type Sheet } from './write.ts';

const written = (value: string | number | null): string =>
  value === null
    ? ''
    : typeof value === 'number'
      ? String(value)
      : `"${asText(value).replaceAll('"', '""')}"`;

/** A table as CSV (RFC 4180) in UTF-8 with a mark, so that spreadsheets read Vietnamese: headings, lines and what is below, without sums. */
export function csvOf({ columns, rows, foot = [] }: Sheet): Buffer {
  const lines = [
    columns.map(c => c.label),
    ...[...rows, ...foot].map(row => row.map((cell, i) => cellText(cell, columns[i]?.as))),
  ];
  return Buffer.from(`\uFEFF${lines.map(l => l.map(written).join(',')).join('\r\n')}\r\n`);
}
