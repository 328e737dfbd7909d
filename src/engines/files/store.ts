import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { Clock } from '#platform/clock';
import type { Queryable, Tx } from '#platform/db';
import { defineService } from '#platform/env';
import { NotFound } from '#platform/errors';
import type { Disk } from './disk.ts';
import { FileEmpty, FileTooLarge, FileTypeNotWanted, PictureTooLarge } from './errors.ts';
import { inspect } from './inspect/inspect.ts';
import { extensionOf, MAX_BYTES, MB, MEDIA_TYPES, type MediaType } from './media-types.ts';
import { scan } from './scan.ts';

export type FileSource = ({ path: string } | { bytes: Uint8Array }) & {
  /** As the sender called it: for messages only. */
  filename?: string;
  /** The types that are wanted here; all that the store takes when absent. */
  expect?: readonly MediaType[];
};

export type StoredFile = { sha256: string; size: number; mediaType: MediaType };

export type FileStore = {
  /**
   * Checks the content, has it scanned, writes it to the disk and notes it. The same bytes are kept once, however often
   * they are put. Bytes are on the disk before the row is there; what a rolled back transaction leaves is swept later.
   * Throws FileEmpty, FileTooLarge, PictureTooLarge, FileTypeUnknown, FileTypeNotWanted, PdfEncrypted, PdfBroken,
   * FileBroken, FileBomb, FileHasMacros, FileInfected, ScannerAway.
   */
  put(tx: Tx, source: FileSource): Promise<StoredFile>;
  /** The bytes as a stream. Whoever calls has checked that the reader may have them, and that the row is there. */
  open(sha256: string): Readable;
  /** All bytes. Throws when they no longer have that digest: a disk that lies must not be believed. */
  read(sha256: string): Promise<Buffer>;
  exists(sha256: string): Promise<boolean>;
  /** Size and type of a stored file. */
  find(q: Queryable, sha256: string): Promise<StoredFile | undefined>;
  get(q: Queryable, sha256: string): Promise<StoredFile>;
};

export const fileStore = defineService<FileStore>('files.store');

const names = (types: readonly MediaType[]) => types.map(t => extensionOf(t).toUpperCase()).join(', ');
const megabytes = (size: number) => String(Math.round((size / MB) * 10) / 10).replace('.', ',');

async function load(source: FileSource, filename: string): Promise<Buffer> {
  const size = 'path' in source ? (await stat(source.path)).size : source.bytes.length;
  if (size === 0) throw FileEmpty({ filename });
  if (size > MAX_BYTES) {
    // `Ảnh nặng 20 MB. Chọn ảnh không quá 20 MB` would be nonsense: what is over the limit is never rounded down to it.
    const params = { filename, size: megabytes(Math.max(size, MAX_BYTES + 0.1 * MB)), limit: MAX_BYTES / MB };
    throw /\.(jpe?g|png|heic|webp)$/i.test(filename) ? PictureTooLarge(params) : FileTooLarge(params);
  }
  return 'path' in source ? readFile(source.path) : Buffer.from(source.bytes);
}

/** A store on `disk`, with a scanner at `clamav` (`host:port`) where there is one. */
export function createFileStore(disk: Disk, clock: Clock, clamav: string | null): FileStore {
  const find: FileStore['find'] = (q, sha256) =>
    q.maybe<StoredFile>(`SELECT sha256, size, media_type AS "mediaType" FROM files.file WHERE sha256 = $1`, [
      sha256,
    ]);
  return {
    find,
    get: async (q, sha256) => {
      const file = await find(q, sha256);
      if (!file) throw NotFound();
      return file;
    },
    exists: sha256 => disk.has(sha256),
    open: sha256 => disk.open(sha256),
    read: async sha256 => {
      const bytes = await disk.read(sha256);
      if (createHash('sha256').update(bytes).digest('hex') !== sha256)
        throw new Error(`the stored file ${sha256} has other bytes than its name says`);
      return bytes;
    },
    put: async (tx, source) => {
      const filename = source.filename ?? '';
      const wanted = source.expect ?? Object.values(MEDIA_TYPES);
      const bytes = await load(source, filename);
      const mediaType = inspect(bytes, filename, names(wanted));
      if (!wanted.includes(mediaType))
        throw FileTypeNotWanted({ filename, found: names([mediaType]), accepted: names(wanted) });
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const known = await find(tx, sha256);
      // Known and there: nothing to do. The touch keeps a sweep away that looked before this transaction committed.
      if (known && (await disk.touch(sha256, clock.now()))) return known;
      if (clamav) await scan(clamav, bytes, filename);
      await disk.write(sha256, bytes);
      const now = clock.now();
      await tx.run(
        `INSERT INTO files.file (sha256, size, media_type, scanned_at, scan_result, created_at)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (sha256) DO NOTHING`,
        [sha256, bytes.length, mediaType, clamav ? now : null, clamav ? 'clean' : 'not-scanned', now],
      );
      return { sha256, size: bytes.length, mediaType };
    },
  };
}
