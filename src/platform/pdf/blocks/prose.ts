import { MM } from '../measures.ts';
import type { Block } from '../paper.ts';
import type { Sheet, TextOptions } from '../sheet.ts';

type Of<K extends Block['kind']> = Extract<Block, { kind: K }>;

/** Space after a paragraph, in points. */
const after = (sheet: Sheet) => sheet.size * 0.32;

export function drawTitle(sheet: Sheet, block: Of<'title'>): void {
  const o: TextOptions = { size: sheet.size * 1.2, bold: true, align: 'center', leading: 1.32 };
  sheet.y += 1.5 * MM;
  const lines = block.lines.flatMap(text => sheet.lines(text, sheet.width, o));
  sheet.need(sheet.pitch(o) * lines.length);
  sheet.tag('H1', () => sheet.flow(lines, sheet.left, sheet.width, o));
  if (block.subtitle) {
    const sub: TextOptions = { align: 'center', italic: true };
    const text = sheet.lines(block.subtitle, sheet.width, sub);
    sheet.tag('P', () => sheet.flow(text, sheet.left, sheet.width, sub));
  }
  sheet.y += 2 * MM;
}

export function drawParagraph(sheet: Sheet, block: Of<'paragraph'>): void {
  const o: TextOptions = {
    align: block.align ?? 'left',
    ...(block.indent ? { indent: 10 * MM } : {}),
    ...(block.size ? { size: block.size } : {}),
  };
  const lines = sheet.lines(block.text, sheet.width, o);
  sheet.tag('P', () => sheet.flow(lines, sheet.left, sheet.width, o));
  sheet.y += after(sheet);
}

export function drawList(sheet: Sheet, block: Of<'list'>): void {
  const indent = 7 * MM;
  sheet.group('L', () => {
    for (const [i, item] of block.items.entries()) {
      const lines = sheet.lines(item, sheet.width - indent);
      const [label] = sheet.lines(block.ordered === false ? '–' : `${i + 1}.`, indent);
      sheet.need(sheet.pitch());
      sheet.group('LI', () => {
        sheet.tag('Lbl', () => label && sheet.drawLine(label, sheet.left + 2 * MM, sheet.y, indent));
        sheet.tag('LBody', () => sheet.flow(lines, sheet.left + indent, sheet.width - indent));
      });
    }
  });
  sheet.y += after(sheet);
}

/** Where the cells of a row begin and how wide they are: equal columns, unless one needs more and the others can give. */
function columns(sheet: Sheet, natural: readonly number[]): Array<{ x: number; width: number }> {
  const gap = 3 * MM;
  const equal = sheet.width / natural.length;
  const free = sheet.width - natural.reduce((sum, w) => sum + w + gap, 0);
  const share = free > 0 && natural.some(w => w + gap > equal);
  let x = sheet.left;
  return natural.map(w => {
    const width = share ? w + gap + free / natural.length : equal;
    const cell = { x, width: natural.length > 1 ? width - gap * 0.9 : width };
    x += width;
    return cell;
  });
}

export function drawFacts(sheet: Sheet, block: Of<'facts'>): void {
  for (const row of block.rows) {
    const texts = row.map(({ label, value }) => [
      `${label}: `,
      ...(typeof value === 'string' ? [value] : value),
    ]);
    const natural = texts.map(text => Math.max(...sheet.lines(text, 10_000).map(l => l.width)));
    const places = columns(sheet, natural);
    const cells = texts.map((text, i) => sheet.lines(text, places[i]?.width ?? sheet.width));
    const height = Math.max(...cells.map(c => c.length)) * sheet.pitch();
    // Cells beside each other stay on one page; a long single one may flow on.
    sheet.need(row.length > 1 ? height : sheet.pitch());
    const top = sheet.y;
    for (const [i, lines] of cells.entries()) {
      if (row.length > 1) sheet.y = top;
      const { x, width } = places[i] ?? { x: sheet.left, width: sheet.width };
      sheet.tag('P', () => sheet.flow(lines, x, width));
    }
    if (row.length > 1) sheet.y = top + height;
    sheet.y += after(sheet);
  }
}

/** Of a page this share at most is left white below a box that goes whole to the next one. */
const LEFT_WHITE = 1 / 3;

/** A frame around text. A short one stays whole; a long one goes on over the pages, with a frame on each. */
export function drawBox(sheet: Sheet, block: Of<'box'>): void {
  const o: TextOptions = { size: sheet.size * 1.1 };
  const [pad, pitch] = [2.4 * MM, sheet.pitch(o)];
  const border = 2 * pad * 0.75;
  const rest = sheet.lines(block.text, sheet.width - 2 * pad, o);
  sheet.y += 0.8 * MM;
  const page = sheet.bottom - sheet.top;
  const whole = rest.length * pitch + border;
  sheet.need(whole <= page * LEFT_WHITE ? whole : border + 3 * pitch);
  while (rest.length) {
    const room = Math.max(1, Math.floor((sheet.bottom - sheet.y - border + 0.01) / pitch));
    const lines = rest.splice(0, room);
    const height = lines.length * pitch + border;
    const { y: top } = sheet;
    sheet.artifact(() =>
      sheet.doc.lineWidth(1).strokeColor('#000000').rect(sheet.left, top, sheet.width, height).stroke(),
    );
    sheet.y += pad * 0.75;
    sheet.tag('P', () => sheet.flow(lines, sheet.left + pad, sheet.width - 2 * pad, o));
    sheet.y = top + height;
    if (rest.length) sheet.need(page);
  }
  sheet.y += 1.8 * MM;
}
