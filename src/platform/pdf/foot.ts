import { parsedFont } from './fonts.ts';
import { FOOT_SIZE, MM } from './measures.ts';
import type { PaperDefinition } from './paper.ts';
import type { Sheet, TextOptions } from './sheet.ts';

/** The footer on the last page, the demo line and, when there are several, the page's number on each. */
export function drawFooter(sheet: Sheet, def: PaperDefinition, page: number, pages: number): void {
  const o: TextOptions = { size: sheet.size * FOOT_SIZE };
  let y = sheet.bottom + MM;
  if (def.footer || def.demoMark) sheet.rule(sheet.left, sheet.right, y, 0.5);
  y += MM;
  if (def.demoMark) {
    const [line] = sheet.lines(def.demoMark.line, sheet.width, { ...o, bold: true });
    if (line) sheet.tag('P', () => sheet.drawLine(line, sheet.left, y, sheet.width, o));
    y += sheet.pitch(o);
  }
  if (def.footer && page === pages - 1) {
    const lines = sheet.lines(def.footer, sheet.width, o).slice(0, 2);
    sheet.tag('P', () => {
      for (const line of lines) {
        sheet.drawLine(line, sheet.left, y, sheet.width, o);
        y += sheet.pitch(o);
      }
    });
  }
  if (pages > 1) {
    // Decree 30, annex I: page numbers in the middle of the upper margin, from the second page on.
    const [line] = sheet.lines(String(page + 1), sheet.width, o);
    const at = sheet.top - sheet.pitch(o) - MM;
    if (line && page > 0)
      sheet.artifact(
        () => sheet.drawLine(line, sheet.left, at, sheet.width, { ...o, align: 'center' }),
        'Pagination',
      );
  }
}

/** Pale diagonal letters under all the rest of a page: too big to cut away, and drawn as shapes, so that they never get into the text that a reader copies. */
export function drawWatermark(sheet: Sheet, text: string): void {
  const { width, height } = sheet.doc.page;
  const font = parsedFont('sans', 'bold');
  const run = font.layout(text.normalize('NFC'));
  const scale = (Math.hypot(width, height) * 0.62) / run.advanceWidth;
  sheet.artifact(() => {
    sheet.doc.save();
    sheet.doc.rotate((-Math.atan2(height, width) * 180) / Math.PI, { origin: [width / 2, height / 2] });
    sheet.doc.translate(width / 2, height / 2).scale(scale, -scale);
    // Half of the line to the left of the middle, half of a capital's height below it.
    sheet.doc.translate(-run.advanceWidth / 2, -0.36 * font.unitsPerEm);
    for (const glyph of run.glyphs) {
      const path = glyph.path.toSVG();
      if (path) sheet.doc.path(path).fill('#f0f0f0');
      sheet.doc.translate(glyph.advanceWidth, 0);
    }
    sheet.doc.restore();
  }, 'Page');
}
