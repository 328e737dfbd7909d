import { mkdir, open, readdir, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { type Head, readHead, type Signed } from '#platform/ledger';

/** A stamped head as it lies on disk: `NAME.head`, the line of the file of heads byte for byte, and `NAME.tst`, the token. */
export type Stamp = {
  /** `20261128T170700Z-603`: when, and the head's size. */
  name: string;
  bytes: Buffer;
  line: Signed;
  head: Head;
  /** DER. */
  token: Buffer;
};

/** Beside the file of heads, so that whoever copies one has the other. */
export const stampFolder = (dataDir: string): string => path.join(dataDir, 'ledger', 'stamps');

/** What is stamped: the head as a line of the file of heads, without the newline. */
export const bytesOf = ({ signed, signature }: Signed): Buffer =>
  Buffer.from(JSON.stringify({ signed, signature }));

function readLine(bytes: Buffer): { line: Signed; head: Head } | undefined {
  try {
    const line = JSON.parse(bytes.toString('utf8')) as Signed;
    const head = readHead(line);
    return head && { line, head };
  } catch {
    return undefined;
  }
}

/** Names of the stamps in `folder`, the oldest first; none when it does not exist. */
async function stampNames(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [] as string[];
    throw error;
  });
  // A head without a token is a request that was broken off; a token without a head is one that lost it.
  const tokens = names.filter(name => name.endsWith('.tst')).sort();
  return tokens.map(name => name.slice(0, -'.tst'.length));
}

/** The stamp of this name; undefined when its head is gone or cannot be read. */
async function readStamp(folder: string, name: string): Promise<Stamp | undefined> {
  const bytes = await readFile(path.join(folder, `${name}.head`)).catch(() => Buffer.alloc(0));
  const read = readLine(bytes);
  return read && { name, bytes, ...read, token: await readFile(path.join(folder, `${name}.tst`)) };
}

/** All stamps in `folder`, the oldest first. Names of tokens whose head cannot be read in `damaged`. */
export async function readStamps(folder: string): Promise<{ stamps: Stamp[]; damaged: string[] }> {
  const stamps: Stamp[] = [];
  const damaged: string[] = [];
  for (const name of await stampNames(folder)) {
    const stamp = await readStamp(folder, name);
    if (stamp) stamps.push(stamp);
    else damaged.push(name);
  }
  return { stamps, damaged };
}

/** The newest stamp in `folder` that can be read; undefined when there is none. */
export async function lastStamp(folder: string): Promise<Stamp | undefined> {
  for (const name of (await stampNames(folder)).reverse()) {
    const stamp = await readStamp(folder, name);
    if (stamp) return stamp;
  }
  return undefined;
}

async function writeSynced(file: string, bytes: Buffer): Promise<void> {
  const handle = await open(`${file}.new`, 'w', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${file}.new`, file);
}

/** Keeps a stamp. On disk when it resolves; a crash leaves the whole of it or nothing that counts. */
export async function writeStamp(folder: string, at: Date, line: Signed, token: Buffer): Promise<string> {
  const size = readHead(line)?.size ?? 0;
  const name = `${at.toISOString().replace(/[-:]|\.\d+/g, '')}-${size}`;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // The token last: it is what makes a stamp of it.
  await writeSynced(path.join(folder, `${name}.head`), bytesOf(line));
  await writeSynced(path.join(folder, `${name}.tst`), token);
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
  return name;
}
