import { type Clock, systemClock } from '#platform/clock';
import { type Config, ConfigError, prepareDataDir } from '#platform/config';
import type { Env } from '#platform/env';
import { setFact } from '#platform/installation';
import { startWorker } from '#platform/jobs';
import { ledgerService } from '#platform/ledger';
import { createLog, ForwardFileUnreadable, type Log } from '#platform/log';
import type { ModuleDefinition } from '#platform/module';
import { loadSecrets } from '#platform/secrets';
import { openDatabase } from './database.ts';
import { createEnv, loadTexts } from './env.ts';
import { listen, tryPort } from './listen.ts';
import { modules as allModules } from './modules.ts';
import { declare, prepare, seedDemo, wantsDemo } from './seed.ts';
import { seedApart } from './seed-apart.ts';
import { webServer } from './server.ts';
import { siteOf } from './site.ts';

export type ProgramOptions = {
  /** Whether a fresh installation becomes a demo; by the settings when not said. */
  demo?: boolean;
  /**
   * How many synthetic dossiers of the last year a fresh demo gets; it is then made by a process of its own. None when not said.
   */
  dossiers?: number;
  /** What this process does: pages, jobs with sealing and following, or both. */
  role?: 'all' | 'web' | 'worker';
  clock?: Clock;
  log?: Log;
  modules?: readonly ModuleDefinition[];
  /** Words about long work: migrations, demo data. */
  onProgress?: (what: string) => void;
  /** Aborted: a start that is still making its demo is given up. The next one goes on where it was. */
  signal?: AbortSignal;
};

export type Program = {
  env: Env;
  /** Address that it listens on; null for a worker. */
  address: string | null;
  /** Finishes what is under way, then stops everything that it started. */
  stop(): Promise<void>;
};

/** The log of the settings. Throws `ConfigError` where it is to be forwarded with a file that cannot be read. */
function logOf({ LOG_LEVEL, LOG_FORWARD }: Config): Log {
  try {
    return createLog(LOG_LEVEL, LOG_FORWARD);
  } catch (error) {
    if (!(error instanceof ForwardFileUnreadable)) throw error;
    throw new ConfigError([{ kind: 'forward-file', setting: 'LOG_FORWARD', params: error.params }]);
  }
}

/** Everything ready to work with, but nothing served yet: for commands, and the first half of a start. */
export async function openProgram(
  config: Config,
  options: ProgramOptions = {},
): Promise<{ env: Env; modules: readonly ModuleDefinition[]; fresh: boolean; close(): Promise<void> }> {
  const log = options.log ?? logOf(config);
  const modules = options.modules ?? allModules;
  const demo = wantsDemo(config.serious, options.demo);
  await prepareDataDir(config);
  // An installation that is a demo may make its own secrets; a real one is refused without (see loadSecrets).
  const secrets = loadSecrets(config, demo ? { mayMake: true } : {});
  const texts = await loadTexts(modules, log);
  const database = await openDatabase(config, log, modules, {
    onMigration: name => options.onProgress?.(`migrate ${name}`),
  });
  try {
    const fresh = await declare(database.db, demo);
    const site = await siteOf(database.db, config);
    const clock = options.clock ?? systemClock;
    const env = createEnv({ db: database.db, clock, log, config, texts, site, secrets }, modules);
    return { env, modules, fresh, close: database.close };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/**
 * A demo's accounts and their passwords are known to everybody, and its one-time codes lie open: in production, or on one's own
 * database, such data are served only where it was said (`--demo`). Throws `ConfigError`.
 */
function refuseDemo({ site, config }: Env, asked: boolean | undefined): void {
  if (!site.demo || !config.serious || asked) return;
  const setting = config.DATABASE_URL === null ? 'DATA_DIR' : 'DATABASE_URL';
  throw new ConfigError([{ kind: 'demo-here', setting }]);
}

/** What an installation needs before it works: of a fresh demo all that it begins with, too. Safe to repeat; one that was cut off goes on. */
export async function furnish(
  { env, modules, fresh }: { env: Env; modules: readonly ModuleDefinition[]; fresh: boolean },
  config: Config,
  options: Pick<ProgramOptions, 'dossiers' | 'onProgress' | 'signal'>,
): Promise<void> {
  await prepare(env, modules);
  options.signal?.throwIfAborted();
  if (!fresh) return;
  if (env.site.demo) {
    const tell = (what: string) => options.onProgress?.(what);
    if (options.dossiers === undefined) await seedDemo(env, modules, module => tell(`demo ${module}`));
    else await seedApart(config, env.db.url, options.dossiers, { onProgress: tell, signal: options.signal });
  }
  await setFact(env.db, 'seeded', 'true');
}

/** Starts the program as the settings say. Throws when a setting, the database or a migration does not let it. */
export async function startProgram(config: Config, options: ProgramOptions = {}): Promise<Program> {
  const role = options.role ?? 'all';
  if (role !== 'worker') await tryPort(config);
  const { env, modules, fresh, close } = await openProgram(config, options);
  const stops: Array<() => Promise<unknown>> = [close];
  const stop = async () => {
    for (const f of stops.reverse()) await f().catch(err => env.log.error({ err }, 'did not stop cleanly'));
    stops.length = 0;
  };
  try {
    refuseDemo(env, options.demo);
    await furnish({ env, modules, fresh }, config, options);
    if (role !== 'web') {
      const ledger = env.get(ledgerService);
      await ledger.sealer.start();
      stops.push(() => ledger.sealer.stop());
      await ledger.followers.start();
      stops.push(() => ledger.followers.stop());
      const worker = await startWorker(
        env,
        modules.flatMap(m => m.jobs ?? []),
      );
      stops.push(() => worker.stop());
    }
    let address: string | null = null;
    if (role !== 'worker') {
      const server = await webServer(env, modules);
      stops.push(() => server.close());
      address = await listen(server, config);
    }
    return { env, address, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
