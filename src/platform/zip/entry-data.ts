import { inflateRawSync } from 'node:zlib';
import type { ZipEntry } from './list-zip.ts';
import { ZipProblem } from './problem.ts';

const LOCAL = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;

/** The bytes of an entry as they stand in the archive. Throws ZipProblem for a method that office files do not use. */
export function packedOf(bytes: Buffer, { at, method, packed }: ZipEntry): { data: Buffer; stored: boolean } {
  if (bytes.readUInt32LE(at) !== LOCAL) throw new ZipProblem('broken');
  if (method !== STORED && method !== DEFLATED) throw new ZipProblem('broken');
  const from = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
  return { data: bytes.subarray(from, from + packed), stored: method === STORED };
}

/** What an entry unpacks to: stops as soon as it is more than the directory claims. Throws ZipProblem. */
export function unpackEntry(bytes: Buffer, entry: ZipEntry): Buffer {
  const { data, stored } = packedOf(bytes, entry);
  if (stored) return data;
  try {
    // One byte more than claimed is enough to know; zero would mean no limit.
    return inflateRawSync(data, { maxOutputLength: Math.max(1, entry.size) });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ZipProblem(code === 'ERR_BUFFER_TOO_LARGE' ? 'bomb' : 'broken');
  }
}
