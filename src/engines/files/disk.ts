import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { newId } from '#platform/db';

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Files by digest in two levels of folders, `ab/cd/abcd…`: no folder grows beyond what a file system likes. */
export class Disk {
  readonly root: string;

  constructor(root: string) {
    this.root = path.resolve(root);
  }

  pathOf(sha256: string): string {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new TypeError('a SHA-256 in hex expected');
    return path.join(this.root, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  }

  async has(sha256: string): Promise<boolean> {
    return (await stat(this.pathOf(sha256)).catch(() => undefined))?.isFile() ?? false;
  }

  /**
   * Writes `bytes` under their digest: whole or not at all (renamed into place), and on the disk when this resolves
   * (file and folders synced). Any number of writers of the same bytes may run at once.
   */
  async write(sha256: string, bytes: Uint8Array): Promise<void> {
    const target = this.pathOf(sha256);
    const folder = path.dirname(target);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const temporary = path.join(this.root, `.new-${newId()}`);
    try {
      const handle = await open(temporary, 'wx', 0o600);
      try {
        await handle.writeFile(bytes);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(temporary, target);
    } finally {
      await rm(temporary, { force: true });
    }
    await syncFolder(folder);
    await syncFolder(path.dirname(folder));
    await syncFolder(this.root);
  }

  /** Touches the file, so that the sweep takes it for new again. False when it is not there. */
  async touch(sha256: string, now: Date): Promise<boolean> {
    const handle = await open(this.pathOf(sha256), 'r').catch(() => undefined);
    if (!handle) return false;
    try {
      await handle.utimes(now, now);
      return true;
    } finally {
      await handle.close();
    }
  }

  open(sha256: string): Readable {
    return createReadStream(this.pathOf(sha256));
  }

  read(sha256: string): Promise<Buffer> {
    return readFile(this.pathOf(sha256));
  }
}
