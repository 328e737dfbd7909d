import { readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import type { Clock } from '#platform/clock';
import { makeFolder, TRIAL } from '#platform/folder';
import { baseBackup } from './base-backup.ts';
import { type Copied, copyTree, digestFile, type OnFile, syncFiles, writeSaved } from './copy.ts';
import { MANIFEST, type Manifest, printManifest, type SavedHead } from './manifest.ts';
import { BackupRefused } from './refused.ts';
import { dump } from './tools.ts';

export type BackupOptions = {
  dataDir: string;
  /** The database, as its owner. */
  url: string;
  /** The cluster's folder when the server is the embedded one; null for a database of one's own (by pg_dump). */
  cluster: string | null;
  /** Where to: a folder that does not exist yet, or is empty. */
  to: string;
  clock: Clock;
  /** The ledger's last signed head. */
  head(): Promise<SavedHead | null>;
  /** Called as bytes are copied. */
  onProgress?: (bytes: number) => void;
};

/** In DATA_DIR but not part of its state: the cluster is copied in its own way, the rest belongs to the running server. */
const NOT_DATA = /^(postgres(\.|$)|run$|tmp$|uploads$|\.restore$)/;
const LEDGER = /^ledger(\/|$)/;

async function serverVersion(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query('SHOW server_version')).rows[0].server_version;
  } finally {
    await client.end();
  }
}

async function saveDatabase(options: BackupOptions, draft: string, onFile: OnFile): Promise<Copied> {
  if (options.cluster) {
    return baseBackup(options.url, options.cluster, path.join(draft, 'postgres'), draft, onFile);
  }
  const file = path.join(draft, 'database.dump');
  await dump(options.url, file);
  const made = await digestFile(file);
  if (!made) throw new Error('pg_dump wrote nothing');
  onFile(made.size);
  return { folders: [], files: [{ path: 'database.dump', ...made }] };
}

/** A backup within what it saves would have itself in it, and that again. */
const isWithin = (folder: string, of: string): boolean => !path.relative(of, folder).startsWith('..');

/**
 * Saves everything of the installation while it runs: database, files, secrets and keys, the ledger's heads. Written
 * under another name and renamed when whole. The copy holds secrets: it is closed to other users, and should be kept so.
 * The order matters: heads before the database (a restored ledger must not be shorter than the heads beside it),
 * files after it (what the database names is there).
 * Throws when `to` holds something or lies in DATA_DIR, and when pg_dump cannot be used: `BackupRefused`.
 */
export async function backup(options: BackupOptions): Promise<Manifest> {
  const to = path.resolve(options.to);
  const draft = `${to}.part`;
  if (isWithin(draft, path.resolve(options.dataDir))) throw new BackupRefused('target-inside', to);
  const there = await readdir(to).catch(() => [] as string[]);
  if (there.length) throw new BackupRefused('target-not-empty', to);
  await rm(draft, { recursive: true, force: true });
  await makeFolder(draft);
  const onFile: OnFile = bytes => options.onProgress?.(bytes);
  const data = path.join(draft, 'data');
  const part = (skip: (name: string) => boolean) =>
    copyTree(options.dataDir, data, draft, {
      skip: name => name.startsWith(TRIAL) || skip(name),
      onFile,
    });

  const head = await options.head();
  const ledger = await part(name => !LEDGER.test(name));
  const database = await saveDatabase(options, draft, onFile);
  const rest = await part(name => NOT_DATA.test(name) || LEDGER.test(name));
  const manifest: Manifest = {
    format: 'fansipan-backup/1',
    kind: options.cluster ? 'base' : 'dump',
    madeAt: options.clock.now().toISOString(),
    postgres: await serverVersion(options.url),
    head,
    folders: [...new Set([...ledger.folders, ...database.folders, ...rest.folders])].sort(),
    files: [...ledger.files, ...database.files, ...rest.files],
  };
  await writeSaved(path.join(draft, MANIFEST), draft, printManifest(manifest));
  const all = ['', MANIFEST, ...manifest.folders, ...manifest.files.map(file => file.path)];
  await syncFiles(all.map(name => path.join(draft, name)));
  await rm(to, { recursive: true, force: true });
  await rename(draft, to);
  await syncFiles([path.dirname(to)]);
  return manifest;
}
