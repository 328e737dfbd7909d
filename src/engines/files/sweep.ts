import { readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { newId, type Queryable } from '#platform/db';
import type { Disk } from './disk.ts';

const DAY_MS = 24 * 3_600_000;

const list = (folder: string) => readdir(folder).catch(() => [] as string[]);

/**
 * Deletes what a rolled back transaction or a crash left on the disk: files older than a day that have no row, and
 * half-written ones. A day, because a file is there before the transaction that wants it has committed.
 * Returns the number deleted.
 */
export async function sweepOrphans(q: Queryable, disk: Disk, now: Date): Promise<number> {
  let deleted = 0;
  const old = async (file: string) => {
    const found = await stat(file).catch(() => undefined);
    return found !== undefined && now.getTime() - found.mtimeMs > DAY_MS;
  };
  // Between the look and the deletion somebody may put the same bytes again: the file is moved aside first, and put back
  // when it turns out to be new, or to have a row by now.
  const remove = async (file: string, name: string) => {
    const aside = path.join(disk.root, `.old-${newId()}`);
    await rename(file, aside);
    const row = await q.maybe('SELECT 1 FROM files.file WHERE sha256 = $1', [name]);
    if (row || !(await old(aside))) return rename(aside, file);
    await rm(aside, { force: true });
    deleted++;
  };
  for (const first of await list(disk.root)) {
    const outer = path.join(disk.root, first);
    if (first.startsWith('.')) {
      if (await old(outer)) await rm(outer, { force: true });
      continue;
    }
    for (const second of await list(outer)) {
      const folder = path.join(outer, second);
      const names = await list(folder);
      if (names.length === 0) continue;
      const rows = await q.query<{ sha256: string }>('SELECT sha256 FROM files.file WHERE sha256 = ANY($1)', [
        names,
      ]);
      const known = new Set(rows.map(r => r.sha256));
      for (const name of names) {
        const file = path.join(folder, name);
        if (!known.has(name) && (await old(file))) await remove(file, name);
      }
    }
  }
  return deleted;
}
