import { MM } from '../measures.ts';
import type { Block } from '../paper.ts';
import { darkRuns, qrMatrix } from '../qr.ts';
import type { Sheet } from '../sheet.ts';

/** Light modules around a code (ISO/IEC 18004). */
const QUIET = 4;

/** What every block leaves white below its text at least. */
const LEFT_BY_TEXT = MM;

/**
 * Draws the modules of a QR code as rectangles into the square at `x`, `y`, on white (a watermark may lie below), with
 * the quiet zone around it.
 */
export function drawQr(doc: PDFKit.PDFDocument, text: string, x: number, y: number, side: number): void {
  const matrix = qrMatrix(text);
  const module = side / matrix.length;
  const quiet = QUIET * module;
  doc.rect(x - quiet, y - quiet, side + 2 * quiet, side + 2 * quiet).fill('#ffffff');
  for (const r of darkRuns(matrix)) {
    doc.rect(x + r.column * module, y + r.row * module, r.length * module, module);
  }
  doc.fillColor('#000000').fill();
}

/** The code on the left, what it says beside it, centred on its height. */
export function drawQrBlock(sheet: Sheet, block: Extract<Block, { kind: 'qr' }>): void {
  const side = (block.mm ?? 22) * MM;
  // Light on the left is the margin, on the right the gap; above it has to be left, or it covers what stands there.
  const gap = 5 * MM;
  const x = sheet.left + side + gap;
  const lines = block.lines.flatMap(text => sheet.lines(text, sheet.right - x));
  const textHeight = lines.length * sheet.pitch();
  const height = Math.max(side, textHeight);
  const quiet = (QUIET * side) / qrMatrix(block.content).length;
  const above = Math.max(0, quiet - (height - side) / 2 - LEFT_BY_TEXT);
  sheet.need(above + height);
  const top = sheet.y + (sheet.y > sheet.top ? above : 0);
  sheet.tag('Figure', () => drawQr(sheet.doc, block.content, sheet.left, top + (height - side) / 2, side), {
    alt: block.alt,
  });
  sheet.y = top + (height - textHeight) / 2;
  sheet.tag('P', () => sheet.flow(lines, x, sheet.right - x));
  sheet.y = top + height + 2.5 * MM;
}
