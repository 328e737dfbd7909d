import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { formatDateTime } from '#platform/clock';
import { type Head, HeadFile } from '#platform/ledger';
import { EXIT, Usage } from '../command.ts';
import type { Io } from '../io.ts';

async function lastHead(file: string): Promise<Head | undefined> {
  let last: Head | undefined;
  for await (const { head } of new HeadFile(file).heads()) last = head;
  return last;
}

/** The last head of a copy of the file of heads that was kept elsewhere. Throws Usage when it holds none. */
export async function readKept(file: string): Promise<Head> {
  const last = await lastHead(file);
  if (!last) throw new Usage('cli.restore.heads', { file });
  return last;
}

/**
 * Puts a copy of the file of heads that was kept elsewhere in the place of the one that a backup brought, where it goes further: the
 * sealer then knows what has left the house since. Returns the exit code.
 */
export async function takeKept(io: Io, dataDir: string, file: string, kept: Head): Promise<number> {
  const own = path.join(dataDir, 'ledger', 'heads.jsonl');
  const restored = await lastHead(own);
  if (restored && restored.log !== kept.log) {
    io.out(io.t('cli.restore.heads-foreign', { file }));
    return EXIT.bad;
  }
  const size = restored?.size ?? 0;
  if (kept.size <= size) return EXIT.ok;
  await mkdir(path.dirname(own), { recursive: true, mode: 0o700 });
  await copyFile(file, own);
  const time = formatDateTime(new Date(kept.time));
  io.out(io.t('cli.restore.behind', { size, known: kept.size, lost: kept.size - size, time }));
  return EXIT.bad;
}
