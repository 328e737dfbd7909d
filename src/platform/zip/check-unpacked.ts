import { inflateRawSync } from 'node:zlib';
import type { ZipEntry } from './list-zip.ts';
import { ZipProblem } from './problem.ts';

const LOCAL = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;

/** What an entry unpacks to: stops as soon as it is more than the directory claims. */
function unpack(bytes: Buffer, { at, method, packed, size }: ZipEntry): Buffer {
  if (bytes.readUInt32LE(at) !== LOCAL) throw new ZipProblem('broken');
  const from = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
  const data = bytes.subarray(from, from + packed);
  if (method === STORED) return data;
  if (method !== DEFLATED) throw new ZipProblem('broken');
  try {
    // One byte more than claimed is enough to know; zero would mean no limit.
    return inflateRawSync(data, { maxOutputLength: Math.max(1, size) });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ZipProblem(code === 'ERR_BUFFER_TOO_LARGE' ? 'bomb' : 'broken');
  }
}

/**
 * Unpacks every entry that `listZip` gave, one after the other and none kept, to see that it is as large as the directory claims:
 * a limit on claimed sizes holds only then. Takes as long as unpacking: not for the thread that serves.
 * Throws ZipProblem: `bomb` when there is more than claimed, `broken` when it does not unpack or there is less.
 */
export function checkUnpacked(bytes: Buffer, entries: readonly ZipEntry[]): void {
  for (const entry of entries) {
    const { length } = unpack(bytes, entry);
    if (length !== entry.size) throw new ZipProblem(length > entry.size ? 'bomb' : 'broken');
  }
}
