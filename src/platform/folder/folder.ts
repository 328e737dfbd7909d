import { mkdir, mkdtemp, rmdir, stat } from 'node:fs/promises';
import path from 'node:path';

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code;

/** Begins the name of what `tryWriting` makes, for those who copy a folder while somebody tries. */
export const TRIAL = '.trial-';

/**
 * Makes a folder (mode 0700) with those above it, where they are missing. Node's own `recursive` tries for ever, at full
 * load and deaf to signals, where a folder that is there takes none in (`/proc`): each is tried once here.
 * Throws what the system says.
 */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return;
    const above = path.dirname(folder);
    if (codeOf(error) !== 'ENOENT' || above === folder) throw error;
    await makeFolder(above);
    await mkdir(folder, { mode: 0o700 }).catch(again => {
      if (codeOf(again) !== 'EEXIST') throw again;
    });
  }
}

/** The folder itself, or the nearest above it that is there: where it would be made. */
export async function nearestFolder(folder: string): Promise<string> {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    const found = await stat(at).catch(() => undefined);
    if (found || at === path.dirname(at)) return at;
  }
}

/** Writes into a folder, and takes it away again. Throws what the system says: its rights alone do not tell (`/proc`, full disks). */
export async function tryWriting(folder: string): Promise<void> {
  await rmdir(await mkdtemp(path.join(folder, TRIAL)));
}
