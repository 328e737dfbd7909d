import { Worker } from 'node:worker_threads';
import type { Config } from '#platform/config';

/** What the thread is given. */
export type SeedOrder = { config: Config; dossiers: number };

/**
 * The dossiers of the last year with which a demo begins, so that every page has something to show. Again it makes nothing. They
 * are made in a thread: what it takes of memory goes with it. `url`: of the database that is open.
 */
export function seedDossiers(config: Config, url: string, dossiers: number): Promise<void> {
  const workerData: SeedOrder = { config: { ...config, DATABASE_URL: url }, dossiers };
  const thread = new Worker(new URL('./seed-dossiers-thread.ts', import.meta.url), { workerData });
  return new Promise((resolve, reject) => {
    thread.once('error', reject);
    thread.once('exit', code =>
      code === 0 ? resolve() : reject(new Error(`the dossiers of the demo: exit ${code}`)),
    );
  });
}
