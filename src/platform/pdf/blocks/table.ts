import { MM } from '../measures.ts';
import type { Block, Text } from '../paper.ts';
import type { Sheet } from '../sheet.ts';
import { columnWidths, longestWords } from './column-widths.ts';

const hasBold = (text: Text): boolean =>
  typeof text !== 'string' && text.some(run => typeof run !== 'string' && run.bold);
const plain = (text: Text): string =>
  typeof text === 'string' ? text : text.map(run => (typeof run === 'string' ? run : run.text)).join('');

/** A table with ruled cells. The header is repeated on each page that it goes on to; a row is never torn. */
export function drawTable(sheet: Sheet, block: Extract<Block, { kind: 'table' }>): void {
  const pad = 1.2 * MM;
  const wide = (words: string[], bold: boolean) =>
    Math.max(0, ...words.map(word => sheet.lines(word, sheet.width, { bold })[0]?.width ?? 0));
  const least = block.columns.map((c, i) => {
    const texts = block.rows.map(row => row[i] ?? '');
    const strong = texts.filter(hasBold).map(plain);
    const cells = texts.filter(text => !hasBold(text)).map(plain);
    // A hair more than measured: what just fits must not be cut for a rounding.
    const words = Math.max(
      wide(longestWords([c.header]), true),
      wide(longestWords(strong), true),
      wide(longestWords(cells), false),
    );
    return 2 * pad + 0.1 + words;
  });
  const widths = columnWidths(
    block.columns.map(c => c.width),
    least,
    sheet.width,
  );
  const layout = (cells: readonly Text[], bold: boolean) =>
    cells.map((text, i) => sheet.lines(text, (widths[i] ?? 0) - 2 * pad, { bold }));
  const heightOf = (cells: ReturnType<typeof layout>) =>
    Math.max(...cells.map(c => c.length)) * sheet.pitch() + 2 * pad * 0.6;

  const drawRow = (cells: ReturnType<typeof layout>, header: boolean) => {
    const top = sheet.y;
    const height = heightOf(cells);
    sheet.group('TR', () => {
      let x = sheet.left;
      for (const [i, lines] of cells.entries()) {
        const width = widths[i] ?? 0;
        const at = x;
        sheet.artifact(() =>
          sheet.doc.lineWidth(0.5).strokeColor('#000000').rect(at, top, width, height).stroke(),
        );
        const align = header ? 'center' : (block.columns[i]?.align ?? 'left');
        sheet.tag(
          header ? 'TH' : 'TD',
          () => {
            for (const [n, line] of lines.entries()) {
              const y = top + pad * 0.6 + n * sheet.pitch();
              sheet.drawLine(line, at + pad, y, width - 2 * pad, { align });
            }
          },
          header ? { scope: 'Column' } : {},
        );
        x += width;
      }
    });
    sheet.y = top + height;
  };

  const header = layout(
    block.columns.map(c => c.header),
    true,
  );
  const rows = block.rows.map(row => layout(row, false));
  sheet.need(heightOf(header) + (rows[0] ? heightOf(rows[0]) : 0));
  sheet.group('Table', () => {
    drawRow(header, true);
    for (const row of rows) {
      const page = sheet.page;
      sheet.need(heightOf(row));
      if (sheet.page !== page) drawRow(header, true);
      drawRow(row, false);
    }
  });
  sheet.y += 2 * MM;
}
