import { createHash } from 'node:crypto';
import { lstat, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EmbeddedProblem } from './problem.ts';

// sockaddr_un holds 108 bytes on Linux and 104 on macOS, with the closing zero (unix(7)).
const LONGEST = 103;
const FILE = '/.s.PGSQL.5432';

const fits = (folder: string) => Buffer.byteLength(folder + FILE) <= LONGEST;

/**
 * The folder of the server's socket: in `run`, or, where that path is too long for a socket, a folder of
 * our own in the system's temporary one, named after the data folder. Mode 0700: only we and root get in.
 * Throws when the folder was made by somebody else.
 */
export async function socketFolder(run: string, dataDir: string): Promise<string> {
  const name = `fansipan-${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`;
  const folder = [path.join(run, 'db'), path.join(tmpdir(), name), path.join('/tmp', name)].find(fits);
  if (!folder) throw new EmbeddedProblem('long-path');
  await mkdir(folder, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  const found = await lstat(folder);
  const owners = [process.getuid?.(), process.getuid?.() === 0 ? 65_534 : undefined];
  if (!found.isDirectory() || !owners.includes(found.uid) || (found.mode & 0o077) !== 0)
    throw new EmbeddedProblem('foreign-socket', { folder });
  return folder;
}
