import type { Hash } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { defineService } from '#platform/env';

/** Where uploads lie while they are under way: `DATA_DIR/uploads`. */
export const partialsService = defineService<Partials>('files.partials');

export type Appended = {
  /** Bytes that lie there now. */
  size: number;
  /** `cut`: the line, or somebody's wish, ended it early. `over`: more came than was announced; it was not kept. */
  ended: 'well' | 'cut' | 'over';
};

/** All of `chunk` at its place: of a disk that is just getting full the system takes a part first, and says so without an error. */
async function writeAll(file: FileHandle, chunk: Buffer, at: number): Promise<void> {
  for (let done = 0; done < chunk.length; )
    done += (await file.write(chunk, done, chunk.length - done, at + done)).bytesWritten;
}

/** The pieces of uploads on the disk, each upload one file under its id. Its length is what has arrived. */
export class Partials {
  readonly root: string;

  constructor(root: string) {
    this.root = path.resolve(root);
  }

  pathOf(id: string): string {
    if (!/^[0-9a-f-]{36}$/.test(id)) throw new TypeError('an id expected');
    return path.join(this.root, id);
  }

  async size(id: string): Promise<number> {
    return (await stat(this.pathOf(id)).catch(() => undefined))?.size ?? 0;
  }

  /**
   * Writes what comes behind the first `at` bytes, up to `most` in all, as it comes: however the stream ends, what has arrived is
   * kept, and on the disk when this resolves. Bytes go to their place in the file, so that a writer that was thought dead harms nothing.
   */
  async append(
    id: string,
    at: number,
    stream: Readable,
    options: { most: number; signal?: AbortSignal; hash?: Hash },
  ): Promise<Appended> {
    await mkdir(this.root, { recursive: true, mode: 0o700 });
    const file = await open(this.pathOf(id), at === 0 ? 'w' : 'r+', 0o600);
    let size = at;
    let ended: Appended['ended'] = 'well';
    const stop = () => stream.destroy(new Error('given up for another request'));
    options.signal?.addEventListener('abort', stop, { once: true });
    try {
      if (options.signal?.aborted) return { size, ended: 'cut' };
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        if (size + chunk.length > options.most) {
          ended = 'over';
          break;
        }
        await writeAll(file, chunk, size);
        options.hash?.update(chunk);
        size += chunk.length;
      }
    } catch (error) {
      // A full disk is ours to mend. Whatever else ended the stream, the sender asks how much is here, and goes on from there.
      if ((error as NodeJS.ErrnoException).syscall === 'write') throw error;
      ended = 'cut';
    } finally {
      options.signal?.removeEventListener('abort', stop);
      await file.datasync();
      await file.close();
    }
    return { size, ended };
  }

  /** Cuts back to `size` bytes. */
  async truncate(id: string, size: number): Promise<void> {
    const file = await open(this.pathOf(id), 'r+');
    try {
      await file.truncate(size);
    } finally {
      await file.close();
    }
  }

  remove(id: string): Promise<void> {
    return rm(this.pathOf(id), { force: true });
  }

  /** The ids that have a file here, with the time of the last piece. */
  async list(): Promise<Array<{ id: string; changedAt: Date }>> {
    const names = await readdir(this.root).catch(() => [] as string[]);
    const found = await Promise.all(
      names.map(async id => {
        const state = await stat(path.join(this.root, id)).catch(() => undefined);
        return state && { id, changedAt: state.mtime };
      }),
    );
    return found.filter(f => f !== undefined);
  }
}
