import { FileBomb, FileBroken } from '../errors.ts';

export type ZipEntry = { name: string; packed: number; size: number };

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const MAX_ENTRIES = 2_000;
const MAX_UNPACKED = 200 * 1_048_576;
/** XML packs to a tenth, sometimes to a fortieth; a bomb to a thousandth. Small entries may pack well by chance. */
const MAX_RATIO = 150;
const RATIO_FROM = 1_048_576;

/** Where the end-of-central-directory record begins: last, save for a comment of up to 65,535 bytes. */
function findEnd(bytes: Buffer): number {
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 22 - 65_535); at--)
    if (bytes.readUInt32LE(at) === END && at + 22 + bytes.readUInt16LE(at + 20) === bytes.length) return at;
  return -1;
}

/**
 * The entries of a ZIP as its central directory lists them; nothing is unpacked.
 * Throws FileBroken for a torn, split, encrypted or ZIP64 archive, FileBomb for more than 2,000 entries, more than
 * 200 MB unpacked, or an entry of over 1 MB that unpacks to more than 150 times its size, or entries that overlap.
 */
export function listZip(bytes: Buffer, filename: string): ZipEntry[] {
  const end = findEnd(bytes);
  if (end < 0) throw FileBroken({ filename });
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  if (count > MAX_ENTRIES) throw FileBomb({ filename });
  const entries: Array<ZipEntry & { at: number }> = [];
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== CENTRAL) throw FileBroken({ filename });
    const flags = bytes.readUInt16LE(at + 8);
    const packed = bytes.readUInt32LE(at + 20);
    const size = bytes.readUInt32LE(at + 24);
    const nameLength = bytes.readUInt16LE(at + 28);
    const local = bytes.readUInt32LE(at + 42);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    if (flags & 1 || local + 30 + packed > end || /(^|\/)\.\.(\/|$)|^\/|\\/.test(name))
      throw FileBroken({ filename });
    if (size > RATIO_FROM && size > packed * MAX_RATIO) throw FileBomb({ filename });
    entries.push({ name, packed, size, at: local });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  if (entries.reduce((sum, e) => sum + e.size, 0) > MAX_UNPACKED) throw FileBomb({ filename });
  checkOverlap(entries, filename);
  return entries.map(({ at: _, ...entry }) => entry);
}

/** Entries that share their data (Fifield 2019) unpack without end at an innocent ratio. */
function checkOverlap(entries: ReadonlyArray<ZipEntry & { at: number }>, filename: string): void {
  let free = 0;
  for (const entry of entries.toSorted((a, b) => a.at - b.at)) {
    if (entry.at < free) throw FileBomb({ filename });
    free = entry.at + 30 + entry.packed;
  }
}
