import { FileBroken } from '../errors.ts';

const START_OF_FRAME = new Set([
  0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf,
]);
/** Larger than any camera or scanner makes; a decoder would need gigabytes for more. */
const MAX_PIXELS = 200_000_000;

function checkSize(width: number, height: number, filename: string): void {
  if (width < 1 || height < 1 || width * height > MAX_PIXELS) throw FileBroken({ filename });
}

/** Walks the segments of a JPEG (ITU-T T.81, annex B) to its frame: width and height are there, a scan follows. */
export function checkJpeg(bytes: Buffer, filename: string): void {
  let at = 2;
  let framed = false;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === 0xda) {
      if (framed) return;
      break;
    }
    const length = bytes.readUInt16BE(at + 2);
    if (length < 2 || at + 2 + length > bytes.length) break;
    if (START_OF_FRAME.has(marker) && length >= 8) {
      checkSize(bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5), filename);
      framed = true;
    }
    at += 2 + length;
  }
  throw FileBroken({ filename });
}

/** Walks the chunks of a PNG (ISO/IEC 15948): IHDR first, data, IEND last and nothing torn in between. */
export function checkPng(bytes: Buffer, filename: string): void {
  let at = 8;
  let data = false;
  for (let first = true; at + 12 <= bytes.length; first = false) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (at + 12 + length > bytes.length || (first && (type !== 'IHDR' || length !== 13))) break;
    if (first) checkSize(bytes.readUInt32BE(at + 8), bytes.readUInt32BE(at + 12), filename);
    if (type === 'IDAT') data = true;
    if (type === 'IEND' && data) return;
    at += 12 + length;
  }
  throw FileBroken({ filename });
}
