import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

export type SavedFile = { path: string; size: number; sha256: string };

/** The ledger's last signed head before the backup began: what the restored ledger must hold. */
export type SavedHead = { size: number; root: string };

/** What a backup holds. `base`: a copy of the embedded server's cluster; `dump`: of one's own database by pg_dump. */
export type Manifest = {
  format: 'fansipan-backup/1';
  kind: 'base' | 'dump';
  madeAt: string;
  /** Version of the PostgreSQL server, e.g. `17.10`. */
  postgres: string;
  head: SavedHead | null;
  folders: readonly string[];
  files: readonly SavedFile[];
};

export const MANIFEST = 'manifest.json';

/**
 * Why a backup cannot be used. `none`: the folder holds no manifest, so it is no backup or an unfinished one; `format`: a manifest of
 * another kind; `missing`, `changed`: a file is gone, or is not what the manifest says; `outside`: one leads out of the backup;
 * `unsteady`: it changed while it was read.
 */
export type Damage = 'none' | 'format' | 'missing' | 'changed' | 'outside' | 'unsteady';

/** A backup cannot be used: it is damaged, or not one. `file` is what is wrong in it; for `none`, the folder. */
export class BadBackup extends Error {
  readonly damage: Damage;
  readonly file: string;
  constructor(damage: Damage, file: string) {
    super(`${damage}: ${file}`);
    this.name = 'BadBackup';
    this.damage = damage;
    this.file = file;
  }
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

/** The manifest as it is written: one JSON object, and on a second line its own SHA-256. */
export function printManifest(manifest: Manifest): string {
  const text = JSON.stringify(manifest);
  return `${text}\n${digest(text)}\n`;
}

/** The manifest of the backup in `folder`. Throws `BadBackup` when there is none or it was changed. */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(path.join(folder, MANIFEST), 'utf8').catch(() => {
    throw new BadBackup('none', folder);
  });
  const [body = '', sum = ''] = text.split('\n');
  if (digest(body) !== sum) throw new BadBackup('changed', MANIFEST);
  const manifest = JSON.parse(body) as Manifest;
  if (manifest.format !== 'fansipan-backup/1') throw new BadBackup('format', MANIFEST);
  return manifest;
}
