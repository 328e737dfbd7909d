import { execFile, type SpawnOptions } from 'node:child_process';
import { chmod, lchown, lstat, readdir, stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Binaries } from './binaries.ts';
import { EmbeddedProblem } from './problem.ts';

const run = promisify(execFile);

/** The id of `nobody`, as whom root runs PostgreSQL. */
const NOBODY = 65_534;

/** As whom the server runs. PostgreSQL refuses to run as root, whatever its folder. */
export type Account = {
  /** The program and arguments that run `file` under this account. */
  command(file: string, args: readonly string[]): [string, string[]];
  options: Pick<SpawnOptions, 'uid' | 'gid'>;
  /** Gives a folder with all in it to the account. */
  own(folder: string): Promise<void>;
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

/** Gives `entry`, and what lies in it, to `id` where it is not his yet. Links are given, never followed. */
async function give(entry: string, id: number): Promise<void> {
  const found = await lstat(entry);
  if (found.uid !== id) await lchown(entry, id, id);
  if (!found.isDirectory()) return;
  for (const name of await readdir(entry)) await give(path.join(entry, name), id);
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

// Everything else in the data folder is closed to others, so passing through shows nothing of it.
async function letPass(folder: string): Promise<() => Promise<void>> {
  const before = (await stat(folder)).mode & 0o777;
  const wanted = before | 0o011;
  if (before === wanted) return async () => undefined;
  await chmod(folder, wanted);
  return () => chmod(folder, before);
}

const asNobody = { uid: NOBODY, gid: NOBODY };

// A folder above may be closed to others (/root is), or the file system mounted so that nothing in it runs.
const reaches = (folder: string, { postgres, env }: Binaries): Promise<boolean> =>
  run('/bin/sh', ['-c', 'cd "$1" && exec "$2" --version', 'sh', folder, postgres], {
    ...asNobody,
    env: { ...env, PATH: process.env.PATH },
    cwd: '/',
  }).then(
    () => true,
    () => false,
  );

async function unprivileged(way: readonly string[], binaries: Binaries): Promise<Account | undefined> {
  const closeAgain = await Promise.all(way.map(letPass));
  if (await reaches(way.at(-1) ?? '/', binaries))
    return {
      command: (file, args) => [file, [...args]],
      options: asNobody,
      own: folder => give(folder, NOBODY),
      peer: userName() ?? '',
    };
  await Promise.all(closeAgain.map(close => close()));
  return undefined;
}

async function inNamespace(own: Account['own']): Promise<Account | undefined> {
  const namespace = ['-U', `--map-user=${NOBODY}`, '--'];
  const nobody = (await run('unshare', [...namespace, 'id', '-un']).catch(() => undefined))?.stdout.trim();
  if (!nobody) return undefined;
  return {
    command: (file, args) => ['unshare', [...namespace, file, ...args]],
    options: {},
    own,
    peer: nobody,
  };
}

/**
 * As whom the server is to run: as ourselves, unless we are root or a user without a name (as in
 * containers), whom PostgreSQL refuses. Root runs it as uid 65534, to whom the cluster and its socket are given, and
 * who may then pass through `way`, our own folders on the way to them, outermost first; where a folder above is closed
 * to that user, in a user namespace in which root is nobody. A user without a name has only the namespace.
 * Throws where none of this can be had: `nameless`, or `unreachable` with the folders.
 */
export async function chooseAccount(way: readonly string[], binaries: Binaries): Promise<Account> {
  const name = userName();
  const root = process.getuid?.() === 0;
  const nothing = async () => undefined;
  if (name && !root)
    return { command: (file, args) => [file, [...args]], options: {}, own: nothing, peer: name };
  const found = root
    ? ((await unprivileged(way, binaries)) ?? (await inNamespace(folder => give(folder, 0))))
    : await inNamespace(nothing);
  if (found) return found;
  if (root)
    throw new EmbeddedProblem('unreachable', { folder: way.at(-1) ?? '', program: binaries.postgres });
  throw new EmbeddedProblem('nameless', { uid: process.getuid?.() ?? '?' });
}
