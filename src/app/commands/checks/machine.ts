import { access, constants, stat, statfs } from 'node:fs/promises';
import { arch, availableParallelism, totalmem } from 'node:os';
import path from 'node:path';
import type { Config } from '#platform/config';
import { nearestFolder, tryWriting } from '#platform/folder';
import type { Io } from '../io.ts';
import { type Finding, findingsOf } from './finding.ts';

const GIGABYTE = 1e9;
const NODE_MAJOR = 24;
const MEMORY_BYTES = 1.5 * GIGABYTE;
const DISK_WARN_BYTES = 5 * GIGABYTE;
const DISK_BAD_BYTES = 0.5 * GIGABYTE;

const gigabytes = (bytes: number) => (bytes / GIGABYTE).toFixed(1);

/** The Node that runs this. */
export function checkNode(io: Io): Finding {
  const { ok, bad } = findingsOf(io, 'node');
  const params = { version: process.versions.node, arch: arch() };
  return Number.parseInt(params.version, 10) >= NODE_MAJOR ? ok('ok', params) : bad('old', 'mend', params);
}

export function checkMemory(io: Io): Finding {
  const { ok, warn } = findingsOf(io, 'memory');
  const params = { gigabytes: gigabytes(totalmem()), cpus: availableParallelism() };
  return totalmem() >= MEMORY_BYTES ? ok('ok', params) : warn('small', 'mend', params);
}

/** Room where DATA_DIR lies, or will lie. */
export async function checkDisk(io: Io, config: Config): Promise<Finding> {
  const { ok, warn, bad } = findingsOf(io, 'disk');
  const folder = await nearestFolder(config.DATA_DIR);
  const { bavail, bsize } = await statfs(folder);
  const params = { folder, gigabytes: gigabytes(bavail * bsize) };
  if (bavail * bsize < DISK_BAD_BYTES) return bad('full', 'mend', params);
  return bavail * bsize < DISK_WARN_BYTES ? warn('little', 'mend', params) : ok('ok', params);
}

/** DATA_DIR can be written to, or made where it is missing (it is not made here), and what is secret in it is closed to others. */
export async function checkFolder(io: Io, config: Config): Promise<Finding> {
  const { ok, bad } = findingsOf(io, 'folder');
  const folder = path.resolve(config.DATA_DIR);
  const there = await nearestFolder(folder);
  try {
    await access(there, constants.R_OK | constants.W_OK | constants.X_OK);
    await tryWriting(there);
  } catch (error) {
    return bad('closed', 'mend-closed', { folder, why: (error as NodeJS.ErrnoException).code ?? '' });
  }
  if (there !== folder) return ok('new', { folder });
  for (const name of ['secrets', 'keys', 'demo-accounts.json']) {
    const found = await stat(path.join(folder, name)).catch(() => undefined);
    if (found && (found.mode & 0o077) !== 0)
      return bad('open', 'mend-open', { folder: path.join(folder, name) });
  }
  return ok('ok', { folder });
}
