import path from 'node:path';
import { makeFolder, tryWriting } from '#platform/folder';
import type { Config } from './config.ts';
import { ConfigError } from './problems.ts';

/**
 * Makes the folder of the setting DATA_DIR where it is missing, and writes to it once: what comes after rests on it.
 * Throws `ConfigError` `folder-closed` with what the system says.
 */
export async function prepareDataDir(config: Pick<Config, 'DATA_DIR'>): Promise<void> {
  const folder = path.resolve(config.DATA_DIR);
  try {
    await makeFolder(folder);
    await tryWriting(folder);
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? (error as Error).message;
    throw new ConfigError([{ kind: 'folder-closed', setting: 'DATA_DIR', params: { folder, why } }]);
  }
}
