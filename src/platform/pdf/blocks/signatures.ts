import { MM } from '../measures.ts';
import type { Block, SignatureColumn } from '../paper.ts';
import type { Sheet, TextOptions } from '../sheet.ts';

/** Above those who get a copy (Decree 30/2020/NĐ-CP, annex I, box 9). */
export const RECIPIENTS = 'Nơi nhận:';

/**
 * Signature boxes side by side (box 7 of Decree 30): title in bold, the note in italics, room for the signature, the
 * name. An `anchor` reserves the room: its place is handed back, for the image of a digital signature. A single box
 * stands in the right half; recipients (box 9) beside it.
 */
export function drawSignatures(sheet: Sheet, block: Extract<Block, { kind: 'signatures' }>): void {
  const count = Math.max(2, block.columns.length);
  const width = sheet.width / count;
  const first = block.columns.length === 1 ? 1 : 0;
  const room = (block.gapMm ?? 18) * MM * sheet.share;
  const bold: TextOptions = { bold: true, align: 'center' };
  const plain: TextOptions = { align: 'center' };
  const italic: TextOptions = { align: 'center', italic: true };
  const above = (c: SignatureColumn) => [
    ...c.title.flatMap(t => sheet.lines(t, width, bold)),
    ...(c.note ? sheet.lines(c.note, width, italic) : []),
  ];
  const top = sheet.y + 2 * MM;
  const tops = Math.max(...block.columns.map(c => above(c).length)) * sheet.pitch();
  const small: TextOptions = { size: sheet.size * 0.92 };
  const recipients = block.recipients?.length
    ? [
        ...sheet.lines([{ text: RECIPIENTS, bold: true, italic: true }], width, small),
        ...block.recipients.flatMap(r => sheet.lines(`- ${r}`, width, small)),
      ]
    : [];
  const height = Math.max(tops + room + sheet.pitch() * 2, recipients.length * sheet.pitch(small));
  sheet.y = top;
  sheet.need(height);
  const start = sheet.y;
  if (recipients.length) sheet.tag('P', () => sheet.flow(recipients, sheet.left, width - 4 * MM, small));
  const foot = sheet.y;
  for (const [i, column] of block.columns.entries()) {
    const x = sheet.left + (i + first) * width;
    sheet.y = start;
    sheet.tag('P', () => sheet.flow(above(column), x, width, plain));
    if (column.anchor) {
      sheet.anchors[column.anchor] = {
        page: sheet.page,
        x: x + 2 * MM,
        y: sheet.doc.page.height - (start + tops + room),
        width: width - 4 * MM,
        height: room,
      };
    }
    sheet.y = start + tops + room;
    const { name } = column;
    if (name) sheet.tag('P', () => sheet.flow(sheet.lines(name, width, bold), x, width, plain));
  }
  sheet.y = Math.max(start + tops + room + sheet.pitch(), foot) + 1 * MM;
}
