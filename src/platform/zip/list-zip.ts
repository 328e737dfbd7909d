import { ZipProblem } from './problem.ts';

/** One file in a ZIP. `at`: of its local header; `method`: 0 stored, 8 deflated; sizes in bytes, as the directory claims. */
export type ZipEntry = { name: string; at: number; method: number; packed: number; size: number };

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const MAX_ENTRIES = 2_000;
const MAX_UNPACKED = 200 * 1_048_576;
/** XML packs to a tenth, sometimes to a fortieth; a bomb to a thousandth. Small entries may pack well by chance. */
const MAX_RATIO = 150;
const RATIO_FROM = 1_048_576;

/**
 * Where the end-of-central-directory record begins: last, save for a comment of up to 65,535 bytes. In the comment there
 * may be no second one: readers take one or the other.
 */
function findEnd(bytes: Buffer): number {
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 22 - 65_535); at--)
    if (bytes.readUInt32LE(at) === END)
      return at + 22 + bytes.readUInt16LE(at + 20) === bytes.length ? at : -1;
  return -1;
}

/**
 * The entries of a ZIP as its central directory lists them; nothing is unpacked. `most`: bytes unpacked, together.
 * Throws ZipProblem `broken` for a torn, split, encrypted or ZIP64 archive and one with anything between directory and end,
 * `bomb` for more than 2,000 entries, more than `most` (200 MB) unpacked, an entry of over 1 MB that unpacks to more than 150 times
 * its size, or entries that overlap.
 */
export function listZip(bytes: Buffer, most = MAX_UNPACKED): ZipEntry[] {
  const end = findEnd(bytes);
  if (end < 0) throw new ZipProblem('broken');
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  // Readers differ in what they make of a gap here: one of them would see another directory than we do.
  if (at + bytes.readUInt32LE(end + 12) !== end) throw new ZipProblem('broken');
  if (count > MAX_ENTRIES) throw new ZipProblem('bomb');
  const entries: ZipEntry[] = [];
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== CENTRAL) throw new ZipProblem('broken');
    const flags = bytes.readUInt16LE(at + 8);
    const method = bytes.readUInt16LE(at + 10);
    const packed = bytes.readUInt32LE(at + 20);
    const size = bytes.readUInt32LE(at + 24);
    const nameLength = bytes.readUInt16LE(at + 28);
    const local = bytes.readUInt32LE(at + 42);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    if (flags & 1 || local + 30 + packed > end || /(^|\/)\.\.(\/|$)|^\/|\\/.test(name))
      throw new ZipProblem('broken');
    if (size > RATIO_FROM && size > packed * MAX_RATIO) throw new ZipProblem('bomb');
    entries.push({ name, at: local, method, packed, size });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  if (at !== end) throw new ZipProblem('broken');
  if (entries.reduce((sum, e) => sum + e.size, 0) > most) throw new ZipProblem('bomb');
  checkOverlap(entries);
  return entries;
}

/** Entries that share their data (Fifield 2019) unpack without end at an innocent ratio. */
function checkOverlap(entries: readonly ZipEntry[]): void {
  let free = 0;
  for (const entry of entries.toSorted((a, b) => a.at - b.at)) {
    if (entry.at < free) throw new ZipProblem('bomb');
    free = entry.at + 30 + entry.packed;
  }
}
