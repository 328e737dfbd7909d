import { execFile, type SpawnOptions } from 'node:child_process';
import { chmod, chown, lstat, readdir, stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedProblem } from './problem.ts';

const run = promisify(execFile);

/** The id of `nobody`, which PostgreSQL gets where it may not keep root's. */
const NOBODY = 65_534;

/** As whom the server runs. PostgreSQL refuses to run as root, whatever its folder. */
export type Account = {
  /** The program and arguments that run `file` under this account. */
  command(file: string, args: readonly string[]): [string, string[]];
  options: Pick<SpawnOptions, 'uid' | 'gid'>;
  /** Gives a folder with all in it to the account. */
  own(folder: string): Promise<void>;
  /** Lets the account pass through a folder of ours, without seeing what is in it. */
  passThrough(folder: string): Promise<void>;
  /** The name of our user as the server sees it at the other end of its socket. */
  peer: string;
};

function userName(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}

async function chownAll(folder: string): Promise<void> {
  await chown(folder, NOBODY, NOBODY);
  for (const name of await readdir(folder)) {
    const entry = path.join(folder, name);
    if ((await lstat(entry)).isDirectory()) await chownAll(entry);
    else if (!(await lstat(entry)).isSymbolicLink()) await chown(entry, NOBODY, NOBODY);
  }
}

/**
 * Only the owner of a data folder may start what lies in it: another user could not read it, and root would leave files
 * behind that the owner cannot. Throws for anybody else, saying how to run it.
 */
export async function checkOwner(folder: string): Promise<void> {
  const owner = (await stat(folder)).uid;
  const ours = process.getuid?.();
  if (owner === ours || (ours === 0 && owner === NOBODY)) return;
  throw new EmbeddedProblem('not-ours', { folder, owner });
}

/**
 * Ourselves, unless we are root or a user without a name (as in containers), whom PostgreSQL refuses. These run the
 * server in a user namespace in which they are nobody: files stay theirs, and folders closed to others stay closed.
 * Where namespaces are forbidden, root runs the server as uid 65534, whose its folder becomes.
 * Throws for a user without a name where namespaces are forbidden.
 */
export async function chooseAccount(): Promise<Account> {
  const name = userName();
  const root = process.getuid?.() === 0;
  const ourselves: Account = {
    command: (file, args) => [file, [...args]],
    options: {},
    own: async () => undefined,
    passThrough: async () => undefined,
    peer: name ?? '',
  };
  if (name && !root) return ourselves;
  const namespace = ['-U', `--map-user=${NOBODY}`, '--'];
  const nobody = (await run('unshare', [...namespace, 'id', '-un']).catch(() => undefined))?.stdout.trim();
  if (nobody) {
    return {
      ...ourselves,
      command: (file, args) => ['unshare', [...namespace, file, ...args]],
      peer: nobody,
    };
  }
  if (!name) throw new EmbeddedProblem('nameless', { uid: process.getuid?.() ?? '?' });
  return {
    ...ourselves,
    options: { uid: NOBODY, gid: NOBODY },
    own: chownAll,
    passThrough: folder => chmod(folder, 0o711),
  };
}
