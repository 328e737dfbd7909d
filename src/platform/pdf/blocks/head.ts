import { MM } from '../measures.ts';
import type { HeadBlock } from '../paper.ts';
import type { Sheet, TextOptions } from '../sheet.ts';

/** What stands above every paper of the state, and below it. */
export const NATION = 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM';
export const MOTTO = 'Độc lập - Tự do - Hạnh phúc';

/** The largest size up to `wanted` at which `text` fits into `width` in one line. */
function fitting(sheet: Sheet, text: string, width: number, wanted: number): number {
  const natural = sheet.measure(text, 'bold', wanted);
  return natural <= width ? wanted : (wanted * width) / natural;
}

/**
 * Boxes 1–4 of Decree 30/2020/NĐ-CP, annex I: the national title (bold capitals), the motto under it with a line of its
 * full length; the superior body in plain and the issuer in bold capitals with a line of a half of its length; then the
 * number on the left, the place and date in italics on the right.
 */
export function drawHead(sheet: Sheet, block: HeadBlock): void {
  const gap = 3 * MM;
  const leftWidth = (sheet.width - gap) * 0.42;
  const rightX = sheet.left + leftWidth + gap;
  const rightWidth = sheet.right - rightX;
  const nation = fitting(sheet, NATION, rightWidth, sheet.size);
  const motto = { size: nation * 1.08, bold: true, align: 'center', leading: 1.3 } as const;
  const name: TextOptions = { size: nation, align: 'center', leading: 1.3 };
  const top = sheet.y;

  let leftY = top;
  const issuer = (text: string, bold: boolean) => {
    const lines = sheet.lines(text, leftWidth, { ...name, bold });
    for (const line of lines) {
      sheet.drawLine(line, sheet.left, leftY, leftWidth, name);
      leftY += sheet.pitch(name);
    }
    return Math.max(...lines.map(l => l.width));
  };
  let issuerWidth = 0;
  sheet.tag('P', () => {
    if (block.superior) issuer(block.superior, false);
    for (const line of block.issuer) issuerWidth = Math.max(issuerWidth, issuer(line, true));
  });
  const issuerMid = sheet.left + leftWidth / 2;
  sheet.rule(issuerMid - issuerWidth / 4, issuerMid + issuerWidth / 4, leftY + 1.5);

  let rightY = top;
  sheet.tag('P', () => {
    const [line] = sheet.lines(NATION, rightWidth + 1, { ...name, bold: true });
    if (line) sheet.drawLine(line, rightX, rightY, rightWidth, name);
    rightY += sheet.pitch(name);
    const [under] = sheet.lines(MOTTO, rightWidth, motto);
    if (under) sheet.drawLine(under, rightX, rightY, rightWidth, motto);
    rightY += sheet.pitch(motto);
  });
  const mottoWidth = sheet.measure(MOTTO, 'bold', motto.size);
  const mid = rightX + rightWidth / 2;
  sheet.rule(mid - mottoWidth / 2, mid + mottoWidth / 2, rightY + 1.5);

  sheet.y = Math.max(leftY, rightY) + 2 * MM;
  const under: TextOptions = { size: nation, align: 'center' };
  const height = sheet.pitch(under);
  if (block.number) {
    const [line] = sheet.lines(block.number, leftWidth, under);
    if (line) sheet.tag('P', () => sheet.drawLine(line, sheet.left, sheet.y, leftWidth, under));
  }
  if (block.place) {
    const [line] = sheet.lines(block.place, rightWidth, { ...under, italic: true });
    if (line) sheet.tag('P', () => sheet.drawLine(line, rightX, sheet.y, rightWidth, under));
  }
  if (block.number || block.place) sheet.y += height;
  sheet.y += 1.5 * MM;
}
