import { drawQr } from '../blocks/qr.ts';
import { MM } from '../measures.ts';
import type { Sheet } from '../sheet.ts';
import { Labels } from './labels.ts';
import { layOut, type WordLine } from './layout.ts';
import type { WordBlock, WordCell, WordParagraph, WordTable } from './model.ts';

/** Room for a person's signature and the agency's seal over it. */
const SIGNATURE = 37 * MM;
const QR = 22 * MM;
/** Four light modules around the code, which are drawn white (ISO/IEC 18004). */
const QUIET = 3.6 * MM;
/** Word's own distance of text from a cell's left and right edge. */
const PAD = 5.4;

type Laid = { p: WordParagraph; lines: WordLine[]; height: number };

function lay(sheet: Sheet, labels: Labels, p: WordParagraph, width: number): Laid {
  const label = p.label ? labels.next(p.label) : null;
  if (p.anchor) return { p, lines: [], height: p.before + SIGNATURE + p.after };
  if (p.qr) return { p, lines: [], height: p.before + QR + 2 * QUIET + p.after };
  const lines = layOut(p, label, width, (t, face, size) => sheet.measure(t, face, size));
  return { p, lines, height: p.before + p.after + lines.reduce((sum, l) => sum + l.height, 0) };
}

function drawLine(sheet: Sheet, { p }: Laid, line: WordLine, x: number, y: number, width: number): void {
  const free = width - p.right - line.from - line.width;
  const gaps = line.pieces.filter(
    (q, i) => i < line.pieces.length - 1 && 'text' in q && q.text.endsWith(' '),
  ).length;
  const spread = p.align === 'justify' && line.wraps && gaps > 0 ? Math.max(0, free) / gaps : 0;
  let shift = p.align === 'center' ? free / 2 : p.align === 'right' ? free : 0;
  const baseline = y + (line.height - line.size) / 2 + line.size * 0.86;
  for (const [i, piece] of line.pieces.entries()) {
    const at = x + piece.x + shift;
    if ('image' in piece) {
      const { image, width: w, height: h } = piece.image;
      sheet.doc.image(Buffer.from(image, 'base64'), at, y + line.height - h, { width: w, height: h });
      continue;
    }
    const last = i === line.pieces.length - 1;
    sheet.write(last && !piece.text.endsWith(' ') ? `${piece.text} ` : piece.text, at, baseline, piece);
    if (piece.underline) {
      const text = last ? piece.text.trimEnd() : piece.text;
      const to =
        at + (text === piece.text ? piece.width : sheet.measure(text, piece.face, piece.size)) + spread;
      sheet.doc.lineWidth(piece.size / 20).strokeColor(piece.color);
      sheet.doc
        .moveTo(at, baseline + piece.size * 0.12)
        .lineTo(last ? to - spread : to, baseline + piece.size * 0.12)
        .stroke();
    }
    if (piece.text.endsWith(' ')) shift += spread;
  }
}

/** What stands in a paragraph's place beside words. */
function drawPlace(sheet: Sheet, { p }: Laid, x: number, y: number, width: number): void {
  if (p.anchor)
    sheet.anchors[p.anchor] = {
      page: sheet.page,
      x: x + 2 * MM,
      y: sheet.doc.page.height - (y + p.before + SIGNATURE),
      width: width - 4 * MM,
      height: SIGNATURE,
    };
  if (p.qr) {
    const free = width - p.left - QR;
    const at = x + p.left + (p.align === 'center' ? free / 2 : p.align === 'right' ? free : 2 * MM);
    const { content, alt } = p.qr;
    sheet.tag('Figure', () => drawQr(sheet.doc, content, at, y + p.before + QUIET, QR), { alt });
  }
}

/** Draws a paragraph where it is, without going to a new page: in a cell. */
function drawStill(sheet: Sheet, laid: Laid, x: number, top: number, width: number): number {
  const { p, lines } = laid;
  drawPlace(sheet, laid, x, top, width);
  let y = top + p.before;
  if (lines.length && lines.some(l => l.pieces.length))
    sheet.tag('P', () => {
      for (const line of lines) {
        drawLine(sheet, laid, line, x, y, width);
        y += line.height;
      }
    });
  return top + laid.height;
}

function drawFlowing(sheet: Sheet, laid: Laid): void {
  const { p, lines } = laid;
  if (p.breakBefore && sheet.y > sheet.top) sheet.need(Number.POSITIVE_INFINITY);
  if (!lines.length) {
    sheet.need(laid.height);
    drawPlace(sheet, laid, sheet.left, sheet.y, sheet.width);
    sheet.y += laid.height;
    return;
  }
  if (sheet.y > sheet.top) sheet.y += p.before;
  const draw = () => {
    for (const line of lines) {
      sheet.need(line.height);
      drawLine(sheet, laid, line, sheet.left, sheet.y, sheet.width);
      sheet.y += line.height;
    }
  };
  // An empty paragraph is room, nothing to be read; at the foot of a page it needs none.
  if (lines.some(l => l.pieces.length)) sheet.tag('P', draw);
  else sheet.y = Math.min(sheet.bottom, sheet.y + lines.reduce((sum, l) => sum + l.height, 0));
  sheet.y += p.after;
}

type LaidCell = { cell: WordCell; x: number; width: number; blocks: Laid[]; height: number };

function layCells(sheet: Sheet, labels: Labels, table: WordTable, widths: readonly number[]): LaidCell[][] {
  return table.rows.map(row => {
    let column = 0;
    return row.cells.map(cell => {
      const x = widths.slice(0, column).reduce((a, b) => a + b, 0);
      const width = widths.slice(column, column + cell.span).reduce((a, b) => a + b, 0);
      column += cell.span;
      const inner = Math.max(10, width - 2 * PAD);
      const paragraphs =
        cell.merge === 'on' ? [] : cell.blocks.flatMap(b => (b.kind === 'paragraph' ? [b] : []));
      const blocks = paragraphs.map(p => lay(sheet, labels, p, inner));
      return { cell, x, width, blocks, height: blocks.reduce((sum, b) => sum + b.height, 0) };
    });
  });
}

/** Heights of the rows: a cell over several rows lets the last of them grow where it needs to. */
function heightsOf(table: WordTable, rows: readonly LaidCell[][]): number[] {
  const heights = rows.map((cells, y) =>
    Math.max(table.rows[y]?.least ?? 0, ...cells.map(c => (c.cell.merge ? 0 : c.height)), 1),
  );
  for (const [y, cells] of rows.entries())
    for (const c of cells.filter(found => found.cell.merge === 'start')) {
      const to = lastOf(rows, y, c.x);
      const have = heights.slice(y, to + 1).reduce((a, b) => a + b, 0);
      heights[to] = (heights[to] ?? 0) + Math.max(0, c.height - have);
    }
  return heights;
}

function lastOf(rows: readonly LaidCell[][], y: number, x: number): number {
  let to = y;
  while (rows[to + 1]?.some(c => c.cell.merge === 'on' && Math.abs(c.x - x) < 0.5)) to += 1;
  return to;
}

function drawTable(sheet: Sheet, labels: Labels, table: WordTable): void {
  const told = table.columns.reduce((a, b) => a + b, 0);
  const count = Math.max(...table.rows.map(r => r.cells.reduce((sum, c) => sum + c.span, 0)), 1);
  const usable = told > 0 && table.columns.length >= count;
  const scale = Math.min(1, (sheet.width + 2 * PAD) / (told || 1));
  const widths = usable
    ? table.columns.map(w => w * scale)
    : Array.from({ length: count }, () => sheet.width / count);
  const whole = widths.reduce((a, b) => a + b, 0);
  const free = sheet.width - whole;
  const left =
    sheet.left +
    (table.align === 'center'
      ? free / 2
      : table.align === 'right'
        ? free
        : Math.min(table.left, Math.max(0, free)));
  const rows = layCells(sheet, labels, table, widths);
  const heights = heightsOf(table, rows);
  const ruled = table.rows.some(r => r.cells.some(c => Object.values(c.borders).some(Boolean)));
  const drawRow = (y: number) => {
    const top = sheet.y;
    const header = table.rows[y]?.header === true;
    const cells = rows[y] ?? [];
    const draw = (c: LaidCell) => {
      const height = heights
        .slice(y, (c.cell.merge === 'start' ? lastOf(rows, y, c.x) : y) + 1)
        .reduce((a, b) => a + b, 0);
      const x = left + c.x;
      const { borders: b, merge } = c.cell;
      const rules: [boolean, number, number, number, number][] = [
        [b.top && merge !== 'on', x, top, x + c.width, top],
        [b.bottom && !merge, x, top + height, x + c.width, top + height],
        [b.bottom && merge === 'start', x, top + height, x + c.width, top + height],
        [b.left, x, top, x, top + (merge ? (heights[y] ?? 0) : height)],
        [b.right, x + c.width, top, x + c.width, top + (merge ? (heights[y] ?? 0) : height)],
      ];
      sheet.artifact(() => {
        for (const [drawn, x1, y1, x2, y2] of rules)
          if (drawn) sheet.doc.lineWidth(0.5).strokeColor('#000000').moveTo(x1, y1).lineTo(x2, y2).stroke();
      });
      let at = top + (c.cell.middle ? Math.max(0, (height - c.height) / 2) : 0);
      for (const block of c.blocks) at = drawStill(sheet, block, x + PAD, at, c.width - 2 * PAD);
    };
    const one = (c: LaidCell) => (ruled ? sheet.group(header ? 'TH' : 'TD', () => draw(c)) : draw(c));
    if (ruled) sheet.group('TR', () => cells.forEach(one));
    else cells.forEach(one);
    sheet.y = top + (heights[y] ?? 0);
  };
  const heads = table.rows.flatMap((r, y) => (r.header ? [y] : []));
  const all = () => {
    for (const y of rows.keys()) {
      const page = sheet.page;
      // Cells over several rows are not torn.
      const to = Math.max(
        y,
        ...(rows[y] ?? []).map(c => (c.cell.merge === 'start' ? lastOf(rows, y, c.x) : y)),
      );
      sheet.need(heights.slice(y, to + 1).reduce((a, b) => a + b, 0));
      if (sheet.page !== page && !table.rows[y]?.header) for (const head of heads) drawRow(head);
      drawRow(y);
    }
  };
  // A table without rules lays out: to be read as what stands in it.
  if (ruled) sheet.group('Table', all);
  else all();
}

/** Draws what was read from a Word document, from the cursor on. */
export function drawWord(sheet: Sheet, { blocks }: { blocks: readonly WordBlock[] }): void {
  const labels = new Labels();
  for (const block of blocks)
    if (block.kind === 'table') drawTable(sheet, labels, block);
    else drawFlowing(sheet, lay(sheet, labels, block, sheet.width));
}
