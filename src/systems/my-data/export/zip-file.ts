import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';

/** A zip that is written to a file entry by entry, so that a large one needs no memory. */
export type ZipFile = {
  text(name: string, text: string): void;
  /** As it is: pictures and PDFs are compressed already. */
  stream(name: string, content: Readable): Promise<void>;
  /** Ends it; the file is there under its name from now on. */
  end(): Promise<void>;
  /** Leaves nothing behind. */
  drop(): Promise<void>;
};

/** Begins a zip at `file`; until it ends it lies beside, under another name. */
export async function zipFile(file: string): Promise<ZipFile> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const partial = `${file}.part`;
  const out = createWriteStream(partial, { mode: 0o600 });
  const zip = new Zip((error, chunk, final) => {
    if (error) out.destroy(error);
    else {
      out.write(chunk);
      if (final) out.end();
    }
  });
  return {
    text: (name, text) => {
      const entry = new ZipDeflate(name);
      zip.add(entry);
      entry.push(Buffer.from(text), true);
    },
    stream: async (name, content) => {
      const entry = new ZipPassThrough(name);
      zip.add(entry);
      for await (const chunk of content) {
        entry.push(chunk as Buffer);
        if (out.writableNeedDrain) await once(out, 'drain');
      }
      entry.push(new Uint8Array(0), true);
    },
    end: async () => {
      zip.end();
      await finished(out);
      await rename(partial, file);
    },
    drop: async () => {
      out.destroy();
      await rm(partial, { force: true });
    },
  };
}
