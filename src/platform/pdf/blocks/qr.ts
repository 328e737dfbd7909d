import { MM } from '../measures.ts';
import type { Block } from '../paper.ts';
import { darkRuns, qrMatrix } from '../qr.ts';
import type { Sheet } from '../sheet.ts';

/**
 * Draws the modules of a QR code as rectangles into the square at `x`, `y`, on white (a watermark may lie below), with
 * the quiet zone of four modules around it.
 */
export function drawQr(doc: PDFKit.PDFDocument, text: string, x: number, y: number, side: number): void {
  const matrix = qrMatrix(text);
  const module = side / matrix.length;
  const quiet = 4 * module;
  doc.rect(x - quiet, y - quiet, side + 2 * quiet, side + 2 * quiet).fill('#ffffff');
  for (const r of darkRuns(matrix)) {
    doc.rect(x + r.column * module, y + r.row * module, r.length * module, module);
  }
  doc.fillColor('#000000').fill();
}

/** The code on the left, what it says beside it, centred on its height. */
export function drawQrBlock(sheet: Sheet, block: Extract<Block, { kind: 'qr' }>): void {
  const side = (block.mm ?? 22) * MM;
  // Four light modules around (ISO/IEC 18004): the margin does on the left, the gap on the right.
  const gap = 5 * MM;
  const x = sheet.left + side + gap;
  const lines = block.lines.flatMap(text => sheet.lines(text, sheet.right - x));
  const textHeight = lines.length * sheet.pitch();
  const height = Math.max(side, textHeight);
  sheet.need(height);
  const top = sheet.y;
  sheet.tag('Figure', () => drawQr(sheet.doc, block.content, sheet.left, top + (height - side) / 2, side), {
    alt: block.alt,
  });
  sheet.y = top + (height - textHeight) / 2;
  sheet.tag('P', () => sheet.flow(lines, x, sheet.right - x));
  sheet.y = top + height + 2.5 * MM;
}
