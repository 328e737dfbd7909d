import { type Config, prepareDataDir } from '#platform/config';
import { APP_ROLE, AT_ONCE, type Db, openDb } from '#platform/db';
import { startEmbedded } from '#platform/embedded';
import { prepareDatabase } from '#platform/jobs';
import type { Log } from '#platform/log';
import { type ModuleDefinition, migrationSources } from '#platform/module';

export type OpenDatabase = { db: Db; ownerUrl: string; embedded: boolean; close(): Promise<void> };

/** The database of the settings, started if it is the embedded one, and migrated. Connections take on the app's role. */
export async function openDatabase(
  config: Config,
  log: Log,
  modules: readonly ModuleDefinition[],
  options: { migrate?: boolean; onMigration?: (name: string) => void } = {},
): Promise<OpenDatabase> {
  await prepareDataDir(config);
  const server = config.DATABASE_URL ? undefined : await startEmbedded({ dataDir: config.DATA_DIR, log });
  const ownerUrl = config.DATABASE_URL ?? server!.url;
  try {
    if (options.migrate !== false)
      await prepareDatabase(ownerUrl, migrationSources(modules), options.onMigration);
  } catch (error) {
    await server?.stop();
    throw error;
  }
  const db = openDb({
    url: ownerUrl,
    role: APP_ROLE,
    max: config.DATABASE_POOL,
    // What one person asks at once finds its statements planned after a quiet hour, too.
    kept: Math.min(AT_ONCE, config.DATABASE_POOL),
    onError: err => log.warn({ err }, 'database connection lost'),
  });
  return {
    db,
    ownerUrl,
    embedded: !config.DATABASE_URL,
    close: async () => {
      await db.close();
      await server?.stop();
    },
  };
}
