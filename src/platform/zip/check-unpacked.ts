import { createInflateRaw } from 'node:zlib';
import { packedOf, unpackEntry } from './entry-data.ts';
import type { ZipEntry } from './list-zip.ts';
import { ZipProblem } from './problem.ts';

const CHUNK = 256 * 1_024;

function checkLength(length: number, claimed: number): void {
  if (length !== claimed) throw new ZipProblem(length > claimed ? 'bomb' : 'broken');
}

/**
 * Unpacks every entry that `listZip` gave, one after the other and none kept, to see that it is as large as the directory claims:
 * a limit on claimed sizes holds only then. Takes as long as unpacking: not for the thread that serves.
 * Throws ZipProblem: `bomb` when there is more than claimed, `broken` when it does not unpack or there is less.
 */
export function checkUnpacked(bytes: Buffer, entries: readonly ZipEntry[]): void {
  for (const entry of entries) checkLength(unpackEntry(bytes, entry).length, entry.size);
}

/** What `checkUnpacked` does, for the thread that serves: others unpack, a chunk at a time, and no more than one is held. */
export async function checkUnpackedAside(bytes: Buffer, entries: readonly ZipEntry[]): Promise<void> {
  for (const entry of entries) {
    const { data, stored } = packedOf(bytes, entry);
    checkLength(stored ? data.length : await unpackedLength(data, entry.size), entry.size);
  }
}

/** How much deflated data unpack to; counted no further than just over `most`. */
async function unpackedLength(data: Buffer, most: number): Promise<number> {
  const inflate = createInflateRaw({ chunkSize: CHUNK });
  inflate.end(data);
  let length = 0;
  try {
    for await (const chunk of inflate) {
      length += (chunk as Buffer).length;
      if (length > most) break;
    }
  } catch {
    throw new ZipProblem('broken');
  } finally {
    inflate.destroy();
  }
  return length;
}
