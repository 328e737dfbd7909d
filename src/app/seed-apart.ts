import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Config } from '#platform/config';

/** What the process that makes the demo is told. */
export type SeedOrder = { config: Config; dossiers: number };

const CHILD = fileURLToPath(new URL('./seed-apart-child.ts', import.meta.url));

/**
 * All that a demo begins with: what each module loads for it, and `dossiers` synthetic ones of the last year, so that every page has
 * something to show. Again it makes nothing. It is made by a process of its own: what that takes of memory goes with it, which a
 * thread or the program itself would keep (200 MB, measured). `url`: of the database that is open; `onProgress` is told of each part.
 * Rejects at once when `signal` is aborted: what was not yet written is made at the next start.
 */
export function seedApart(
  config: Config,
  url: string,
  dossiers: number,
  { onProgress, signal }: { onProgress: (what: string) => void; signal?: AbortSignal | undefined },
): Promise<void> {
  const order: SeedOrder = { config: { ...config, DATABASE_URL: url }, dossiers };
  const child = fork(CHILD, { serialization: 'advanced', execArgv: [], ...(signal && { signal }) });
  child.on('message', what => onProgress(String(what)));
  child.send(order);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', code =>
      code === 0 ? resolve() : reject(new Error(`the data of the demo: exit ${code}`)),
    );
  });
}
