import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Config } from '#platform/config';

/** What the process that makes the dossiers is told. */
export type SeedOrder = { config: Config; dossiers: number };

const CHILD = fileURLToPath(new URL('./seed-dossiers-child.ts', import.meta.url));

/**
 * The dossiers of the last year with which a demo begins, so that every page has something to show. Again it makes nothing. They
 * are made by a process of their own: what that takes of memory goes with it, which a thread keeps (200 MB, measured). `url`: of
 * the database that is open.
 */
export function seedDossiers(config: Config, url: string, dossiers: number): Promise<void> {
  const order: SeedOrder = { config: { ...config, DATABASE_URL: url }, dossiers };
  const child = fork(CHILD, { serialization: 'advanced', execArgv: [] });
  child.send(order);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', code =>
      code === 0 ? resolve() : reject(new Error(`the dossiers of the demo: exit ${code}`)),
    );
  });
}
