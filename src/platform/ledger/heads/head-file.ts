import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { type Head, type Loss, readLine, readStatement, type Signed } from './heads.ts';

export type HeadLine = Signed & { head: Head };
export type LossLine = Signed & { loss: Loss };

function readAny(text: string): HeadLine | LossLine | undefined {
  const line = readLine(text);
  const statement = line && readStatement(line);
  if (!line || !statement) return undefined;
  return statement.type === 'fansipan-head/1' ? { ...line, head: statement } : { ...line, loss: statement };
}

/**
 * The signed heads outside the database: one JSON line each, only ever appended to, each on disk before anybody hears
 * of it. Kept by the one who seals; copies of it elsewhere are what makes a change of the past provable.
 *
 * After an accepted loss a line says from which size the log goes on; heads before it that are larger no longer count.
 */
export class HeadFile {
  readonly path: string;
  #handle: FileHandle | undefined;

  constructor(file: string) {
    this.path = file;
  }

  async *#lines(): AsyncGenerator<HeadLine | LossLine> {
    const stream = createReadStream(this.path, 'utf8');
    try {
      for await (const text of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
        const line = readAny(text);
        if (line) yield line;
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    } finally {
      stream.destroy();
    }
  }

  /** The accepted losses, in order. */
  async losses(): Promise<LossLine[]> {
    const found: LossLine[] = [];
    for await (const line of this.#lines()) if ('loss' in line) found.push(line);
    return found;
  }

  /** The heads that count, the oldest first; none when there is no file. */
  async *heads(): AsyncGenerator<HeadLine> {
    const bounds = (await this.losses()).map(l => l.loss.continues.size);
    let passed = 0;
    for await (const line of this.#lines()) {
      if ('loss' in line) passed++;
      else if (bounds.slice(passed).every(bound => line.head.size <= bound)) yield line;
    }
  }

  /** Opens it for `back` alone. False when there is no file. */
  async openToRead(): Promise<boolean> {
    await this.close();
    try {
      this.#handle = await open(this.path, 'r');
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      return false;
    }
  }

  /** Opens it for appending, and cuts off a line that a crash left half written: nobody had heard of it. */
  async open(): Promise<void> {
    await this.close();
    await mkdir(path.dirname(this.path), { recursive: true, mode: 0o700 });
    const handle = await open(this.path, 'a+', 0o600);
    this.#handle = handle;
    const { size } = await handle.stat();
    const tail = Buffer.alloc(Math.min(size, 65_536));
    await handle.read(tail, 0, tail.length, size - tail.length);
    const end = tail.lastIndexOf(0x0a) + 1;
    if (end < tail.length) await handle.truncate(size - tail.length + end);
    await handle.sync();
    if (size === 0) await syncFolder(path.dirname(this.path));
  }

  /** The heads that count, the newest first: reads from the end, only as far as it is asked. */
  async *back(): AsyncGenerator<HeadLine> {
    const handle = this.#opened();
    let { size: end } = await handle.stat();
    let bound = Number.POSITIVE_INFINITY;
    let rest = Buffer.alloc(0);
    while (end > 0 || rest.length > 0) {
      const length = Math.min(end, 65_536);
      const chunk = Buffer.alloc(length);
      await handle.read(chunk, 0, length, end - length);
      end -= length;
      const bytes = Buffer.concat([chunk, rest]);
      const start = end === 0 ? 0 : bytes.indexOf(0x0a) + 1;
      rest = Buffer.from(bytes.subarray(0, start));
      for (const text of bytes.subarray(start).toString('utf8').split('\n').reverse()) {
        const line = readAny(text);
        if (!line) continue;
        if ('loss' in line) bound = Math.min(bound, line.loss.continues.size);
        else if (line.head.size <= bound) yield line;
      }
      if (end === 0) return;
    }
  }

  /** On disk when it resolves. */
  async append(lines: readonly Signed[]): Promise<void> {
    const handle = this.#opened();
    const text = lines.map(({ signed, signature }) => `${JSON.stringify({ signed, signature })}\n`).join('');
    await handle.appendFile(text);
    await handle.datasync();
  }

  async close(): Promise<void> {
    await this.#handle?.close();
    this.#handle = undefined;
  }

  #opened(): FileHandle {
    if (!this.#handle) throw new Error('ledger: the head file is not open');
    return this.#handle;
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
