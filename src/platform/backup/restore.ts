import { appendFile, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { copyFile, digestFile, syncFiles } from './copy.ts';
import { BadBackup, type Manifest, readManifest } from './manifest.ts';
import { BackupRefused } from './refused.ts';
import { load } from './tools.ts';

export type RestoreOptions = {
  from: string;
  /** Empty, or absent. */
  dataDir: string;
  /** A database of one's own, empty, for a backup of the kind `dump`; null for the embedded server. */
  databaseUrl: string | null;
  /** Called as bytes are checked (`checking`) and written (`writing`). */
  onProgress?: (stage: 'checking' | 'writing', done: number, total: number) => void;
};

const total = (manifest: Manifest) => manifest.files.reduce((sum, file) => sum + file.size, 0);

function inside(folder: string, name: string): string {
  const full = path.resolve(folder, name);
  if (!full.startsWith(path.resolve(folder) + path.sep)) throw new BadBackup('outside', name);
  return full;
}

/**
 * Reads a whole backup against its manifest. Throws `BadBackup` that names the first file that is missing, was changed,
 * or does not belong.
 */
export async function checkBackup(
  folder: string,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<Manifest> {
  const manifest = await readManifest(folder);
  let done = 0;
  for (const file of manifest.files) {
    const found = await digestFile(inside(folder, file.path));
    if (!found) throw new BadBackup('missing', file.path);
    if (found.sha256 !== file.sha256) throw new BadBackup('changed', file.path);
    done += file.size;
    onProgress(done, total(manifest));
  }
  return manifest;
}

// The cluster continues on a new timeline, by which the ledger knows that a new epoch begins; and it answers nobody
// before the log is replayed. `false` says: no segment but those in the backup.
async function prepareRecovery(cluster: string): Promise<void> {
  await writeFile(path.join(cluster, 'recovery.signal'), '', { mode: 0o600 });
  await appendFile(
    path.join(cluster, 'postgresql.auto.conf'),
    "restore_command = 'false'\nhot_standby = off\n",
  );
}

/**
 * Puts a backup into an empty DATA_DIR (and, for a dump, an empty database). Everything is checked first; nothing that
 * is there is ever overwritten, and one that was broken off can be begun again.
 * Throws `BadBackup` that names the damaged file, and `BackupRefused` when something is there already or the kind of database is another.
 */
export async function restore(options: RestoreOptions): Promise<Manifest> {
  const { from, databaseUrl } = options;
  const dataDir = path.resolve(options.dataDir);
  const draft = path.join(dataDir, '.restore');
  const there = (await readdir(dataDir).catch(() => [] as string[])).filter(name => name !== '.restore');
  if (there.length) throw new BackupRefused('data-not-empty', `${dataDir} (${there.slice(0, 3).join(', ')})`);
  const manifest = await checkBackup(from, (done, all) => options.onProgress?.('checking', done, all));
  if (manifest.kind === 'dump' && !databaseUrl) throw new BackupRefused('needs-database');
  if (manifest.kind === 'base' && databaseUrl) throw new BackupRefused('needs-embedded');

  await rm(draft, { recursive: true, force: true });
  for (const folder of manifest.folders) await mkdir(inside(draft, folder), { recursive: true, mode: 0o700 });
  await mkdir(path.join(draft, 'data'), { recursive: true, mode: 0o700 });
  let done = 0;
  for (const file of manifest.files) {
    const made = await copyFile(inside(from, file.path), inside(draft, file.path));
    if (made?.sha256 !== file.sha256) throw new BadBackup('unsteady', file.path);
    done += file.size;
    options.onProgress?.('writing', done, total(manifest));
  }
  await syncFiles([...manifest.folders, ...manifest.files.map(file => file.path)].map(n => inside(draft, n)));
  if (databaseUrl) await load(databaseUrl, path.join(draft, 'database.dump'));
  for (const name of await readdir(path.join(draft, 'data')))
    await rename(path.join(draft, 'data', name), path.join(dataDir, name));
  if (manifest.kind === 'base') {
    await prepareRecovery(path.join(draft, 'postgres'));
    await rename(path.join(draft, 'postgres'), path.join(dataDir, 'postgres'));
  }
  await rm(draft, { recursive: true });
  return manifest;
}
