import { crc32, deflateSync } from 'node:zlib';
import { type ZipPart, zip } from '../../../platform/zip/testing/zip.ts';

const u32 = (n: number) => {
  const b = Buffer.alloc(4);
  b.writeUInt32BE(n);
  return b;
};

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  return Buffer.concat([u32(data.length), body, u32(crc32(body))]);
}

/** A grey PNG of `width` × `height`; `salt` makes its bytes differ. */
export function png(width = 2, height = 2, salt = ''): Buffer {
  const row = Buffer.alloc(width + 1, 0x80);
  row[0] = 0;
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', Buffer.concat([u32(width), u32(height), Buffer.from([8, 0, 0, 0, 0])])),
    chunk('tEXt', Buffer.from(`Comment\0${salt}`)),
    chunk('IDAT', deflateSync(Buffer.concat(Array.from({ length: Math.min(height, 64) }, () => row)))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The skeleton of a JPEG: frame and scan headers, as a camera writes them, and no picture. */
export function jpeg(width = 8, height = 8): Buffer {
  const frame = Buffer.from([0xff, 0xc0, 0, 11, 8, 0, 0, 0, 0, 1, 1, 0x11, 0]);
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  const app0 = Buffer.from([0xff, 0xe0, 0, 16, ...Buffer.from('JFIF\0'), 1, 1, 0, 0, 1, 0, 1, 0, 0]);
  const scan = Buffer.from([0xff, 0xda, 0, 8, 1, 1, 0, 0, 0x3f, 0, 0x12, 0x34, 0xff, 0xd9]);
  return Buffer.concat([Buffer.from([0xff, 0xd8]), app0, frame, scan]);
}

const part = (name: string): ZipPart => ({ name, data: Buffer.from('<x/>') });
export const docx = (...more: ZipPart[]) =>
  zip([part('[Content_Types].xml'), part('word/document.xml'), ...more]);
export const xlsx = () => zip([part('[Content_Types].xml'), part('xl/workbook.xml')]);

/** The smallest honest PDF with one page; `salt` makes its bytes differ. */
export function pdf(salt = ''): Buffer {
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Salt(${salt})>>`,
  ];
  let text = '%PDF-1.4\n';
  const at = objects.map((o, i) => {
    const offset = text.length;
    text += `${i + 1} 0 obj\n${o}\nendobj\n`;
    return String(offset).padStart(10, '0');
  });
  const start = text.length;
  text += `xref\n0 4\n0000000000 65535 f \n${at.map(o => `${o} 00000 n \n`).join('')}`;
  return Buffer.from(`${text}trailer\n<</Size 4/Root 1 0 R>>\nstartxref\n${start}\n%%EOF\n`, 'latin1');
}
