import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { Clock } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { defineService } from '#platform/env';
import { type AppError, NotFound } from '#platform/errors';
import type { Disk } from './disk.ts';
import {
  FileEmpty,
  FileInfected,
  FileTooLarge,
  FileTypeNotWanted,
  FileWithheld,
  PictureTooLarge,
} from './errors.ts';
import { inspect } from './inspect/inspect.ts';
import { extensionOf, MAX_BYTES, MB, MEDIA_TYPES, type MediaType } from './media-types.ts';
import { noteVerdict } from './note-verdict.ts';
import { ScannerAway, scan, type Verdict } from './scan.ts';

export type FileSource = ({ path: string } | { bytes: Uint8Array }) & {
  /** As the sender called it: for messages only. */
  filename?: string;
  /** The types that are wanted here; all that the store takes when absent. */
  expect?: readonly MediaType[];
  /** Made by the program itself: scanned with the next round, not while somebody waits. */
  own?: true;
};

/** `not-scanned`: no scanner is set up, or it was away; never taken for clean. */
export type ScanResult = 'clean' | 'not-scanned' | 'infected';

export type StoredFile = { sha256: string; size: number; mediaType: MediaType };

export type FileStore = {
  /**
   * Checks the content, has it scanned, writes it to the disk and notes it. The same bytes are kept once, however often
   * they are put. Bytes are on the disk before the row is there; what nothing refers to is swept later. Files that
   * people send are put outside of a transaction: a scanner may take its time.
   * Throws FileEmpty, FileTooLarge, PictureTooLarge, FileTypeUnknown, FileTypeNotWanted, PdfEncrypted, PdfBroken,
   * FileBroken, FileBomb, FileHasMacros, FileOldOffice, FileInfected. A scanner that is away stops nobody: the file is marked as not
   * scanned, and looked at when it is back.
   */
  put(q: Queryable, source: FileSource): Promise<StoredFile>;
  /**
   * The bytes as a stream. Whoever calls has checked that the reader may have them. Throws FileWithheld when the scanner
   * found something after the file was taken, NotFound when there is no such file.
   */
  open(q: Queryable, sha256: string): Promise<Readable>;
  /** All bytes. Throws when they no longer have that digest: a disk that lies must not be believed. */
  read(sha256: string): Promise<Buffer>;
  exists(sha256: string): Promise<boolean>;
  /** Size and type of a stored file. */
  find(q: Queryable, sha256: string): Promise<StoredFile | undefined>;
  get(q: Queryable, sha256: string): Promise<StoredFile>;
  /** What the scanner said of each; where a scanner is set up, `not-scanned` must be shown to whoever opens the file. */
  scanResults(q: Queryable, sha256s: readonly string[]): Promise<Map<string, ScanResult>>;
};

export const fileStore = defineService<FileStore>('files.store');

const names = (types: readonly MediaType[]) => types.map(t => extensionOf(t).toUpperCase()).join(', ');
const megabytes = (size: number) => String(Math.round((size / MB) * 10) / 10).replace('.', ',');

/** The refusal of a file that is over the limit: a picture can be taken smaller, another file be split. */
export function tooLarge(size: number, filename: string): AppError {
  // `Ảnh nặng 20 MB. Chọn ảnh không quá 20 MB` would be nonsense: what is over the limit is never rounded down to it.
  const params = { filename, size: megabytes(Math.max(size, MAX_BYTES + 0.1 * MB)), limit: MAX_BYTES / MB };
  return /\.(jpe?g|png|heic|webp)$/i.test(filename) ? PictureTooLarge(params) : FileTooLarge(params);
}

async function load(source: FileSource, filename: string): Promise<Buffer> {
  const size = 'path' in source ? (await stat(source.path)).size : source.bytes.length;
  if (size === 0) throw FileEmpty({ filename });
  if (size > MAX_BYTES) throw tooLarge(size, filename);
  return 'path' in source ? readFile(source.path) : Buffer.from(source.bytes);
}

/** What a scanner at `clamav` says of these bytes now; undefined where there is none, or it is away. */
async function verdictOf(clamav: string | null, bytes: Uint8Array): Promise<Verdict | undefined> {
  if (!clamav) return undefined;
  return scan(clamav, bytes).catch(error => {
    if (error instanceof ScannerAway) return undefined;
    throw error;
  });
}

/** A store on `disk`, with a scanner at `clamav` (`host:port`) where there is one. */
export function createFileStore(disk: Disk, clock: Clock, clamav: string | null): FileStore {
  const row = (q: Queryable, sha256: string) =>
    q.maybe<StoredFile & { scan: ScanResult; found: string | null }>(
      `SELECT sha256, size, media_type AS "mediaType", scan_result AS scan, scan_found AS found
       FROM files.file WHERE sha256 = $1`,
      [sha256],
    );
  const find: FileStore['find'] = async (q, sha256) => {
    const known = await row(q, sha256);
    return known && { sha256, size: known.size, mediaType: known.mediaType };
  };
  return {
    find,
    get: async (q, sha256) => {
      const file = await find(q, sha256);
      if (!file) throw NotFound();
      return file;
    },
    scanResults: async (q, sha256s) => {
      const rows = await q.query<{ sha256: string; scan: ScanResult }>(
        'SELECT sha256, scan_result AS scan FROM files.file WHERE sha256 = ANY($1)',
        [sha256s],
      );
      return new Map(rows.map(r => [r.sha256, r.scan]));
    },
    exists: sha256 => disk.has(sha256),
    open: async (q, sha256) => {
      const known = await row(q, sha256);
      if (!known) throw NotFound();
      if (known.scan === 'infected') throw FileWithheld({ found: known.found ?? '' });
      return disk.open(sha256);
    },
    read: async sha256 => {
      const bytes = await disk.read(sha256);
      if (createHash('sha256').update(bytes).digest('hex') !== sha256)
        throw new Error(`the stored file ${sha256} has other bytes than its name says`);
      return bytes;
    },
    put: async (q, source) => {
      const filename = source.filename ?? '';
      const wanted = source.expect ?? Object.values(MEDIA_TYPES);
      const bytes = await load(source, filename);
      const mediaType = await inspect(bytes, filename, names(wanted));
      if (!wanted.includes(mediaType))
        throw FileTypeNotWanted({ filename, found: names([mediaType]), accepted: names(wanted) });
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const known = await row(q, sha256);
      if (known?.scan === 'infected') throw FileInfected({ filename, found: known.found ?? '' });
      const seen = known?.scan === 'clean' || source.own;
      const verdict = seen ? undefined : await verdictOf(clamav, bytes);
      if (verdict?.result === 'infected') {
        // Taken before while the scanner was away: now it is known.
        if (known) await noteVerdict(q, sha256, verdict, clock.now());
        throw FileInfected({ filename, found: verdict.found });
      }
      // The touch keeps a sweep away that looked before the row says that it is wanted.
      if (!known || !(await disk.touch(sha256, clock.now()))) await disk.write(sha256, bytes);
      const now = clock.now();
      await q.run(
        `INSERT INTO files.file (sha256, size, media_type, scan_result, created_at, wanted_at)
         VALUES ($1, $2, $3, 'not-scanned', $4, $4) ON CONFLICT (sha256) DO UPDATE SET wanted_at = $4`,
        [sha256, bytes.length, mediaType, now],
      );
      if (verdict) await noteVerdict(q, sha256, verdict, now);
      return { sha256, size: bytes.length, mediaType };
    },
  };
}
