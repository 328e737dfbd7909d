import { createHash } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { SavedFile } from './manifest.ts';

const CHUNK_BYTES = 1 << 20;

export type Digest = Pick<SavedFile, 'size' | 'sha256'>;

export type Copied = { folders: string[]; files: SavedFile[] };

/** Called after each file with its size in bytes. */
export type OnFile = (bytes: number) => void;

async function* pieces(file: FileHandle): AsyncGenerator<Buffer> {
  const end = (await file.stat()).size;
  const buffer = Buffer.alloc(Math.min(CHUNK_BYTES, Math.max(end, 1)));
  for (let at = 0; at < end; ) {
    const { bytesRead } = await file.read(buffer, 0, Math.min(buffer.length, end - at), at);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
    at += bytesRead;
  }
}

const openIfThere = (file: string) =>
  open(file, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });

/**
 * Copies a file (mode 0600) and returns what was written; undefined when there is none (any more). What is appended
 * meanwhile is left out. Not on disk before `syncFiles`.
 */
export async function copyFile(from: string, to: string): Promise<Digest | undefined> {
  const source = await openIfThere(from);
  if (!source) return undefined;
  const target = await open(to, 'w', 0o600);
  try {
    const hash = createHash('sha256');
    let size = 0;
    for await (const piece of pieces(source)) {
      hash.update(piece);
      await target.writeFile(piece);
      size += piece.length;
    }
    return { size, sha256: hash.digest('hex') };
  } finally {
    await source.close();
    await target.close();
  }
}

/** SHA-256 and size of a file; undefined when there is none. */
export async function digestFile(file: string): Promise<Digest | undefined> {
  const source = await openIfThere(file);
  if (!source) return undefined;
  try {
    const hash = createHash('sha256');
    let size = 0;
    for await (const piece of pieces(source)) {
      hash.update(piece);
      size += piece.length;
    }
    return { size, sha256: hash.digest('hex') };
  } finally {
    await source.close();
  }
}

/** Brings files and folders to disk: several at a time, which the disk does in one go. */
export async function syncFiles(names: readonly string[]): Promise<void> {
  const waiting = [...names];
  const worker = async () => {
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      const handle = await open(name, 'r');
      await handle.sync().finally(() => handle.close());
    }
  };
  await Promise.all(Array.from({ length: 16 }, worker));
}

/**
 * Copies a folder with all in it. `skip` is asked with each path relative to `from`, `/` between names; of a skipped
 * folder nothing is copied. Paths in the result are relative to `base`.
 */
export async function copyTree(
  from: string,
  to: string,
  base: string,
  {
    skip = () => false,
    onFile = () => undefined,
  }: { skip?: (name: string) => boolean; onFile?: OnFile } = {},
): Promise<Copied> {
  const copied: Copied = { folders: [], files: [] };
  const visit = async (relative: string) => {
    const target = path.join(to, relative);
    await mkdir(target, { recursive: true, mode: 0o700 });
    copied.folders.push(path.relative(base, target));
    for (const entry of await readdir(path.join(from, relative), { withFileTypes: true })) {
      const name = relative ? `${relative}/${entry.name}` : entry.name;
      if (skip(name)) continue;
      if (entry.isDirectory()) {
        await visit(name);
      } else if (entry.isFile()) {
        const made = await copyFile(path.join(from, name), path.join(to, name));
        if (!made) continue;
        copied.files.push({ path: path.relative(base, path.join(to, name)), ...made });
        onFile(made.size);
      }
    }
  };
  await visit('');
  return copied;
}

/** Writes a small file beside copied ones. */
export async function writeSaved(file: string, base: string, text: string): Promise<SavedFile> {
  await writeFile(file, text, { mode: 0o600 });
  const sha256 = createHash('sha256').update(text).digest('hex');
  return { path: path.relative(base, file), size: Buffer.byteLength(text), sha256 };
}
