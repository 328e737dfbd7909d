import { mkdir, realpath, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '#platform/log';
import { checkOwner, chooseAccount } from './account.ts';
import { findBinaries } from './binaries.ts';
import { makeCluster, NAME, writeAccess } from './cluster.ts';
import { keepUp } from './keep.ts';
import { type Launched, launch } from './launch.ts';
import { EmbeddedProblem } from './problem.ts';
import { answers, dropStaleLock, serverProcess, shutDown } from './server.ts';
import { socketFolder } from './socket.ts';
import { enter, isStopping, leave } from './users.ts';

export type Embedded = {
  /** For `openDb`, `migrate` and psql: on a Unix socket, as the owner of everything. */
  url: string;
  /** True when the server was already running. */
  adopted: boolean;
  /** The cluster's folder. */
  folder: string;
  /** Gives the server up; the last process that does so shuts it down (fast: running transactions are rolled back). */
  stop(): Promise<void>;
};

export type EmbeddedOptions = {
  /** `DATA_DIR`: the cluster lies in `postgres/` in it. Made when absent. */
  dataDir: string;
  log: Log;
  /** Overrides of the server's settings, for tests that need no durability. */
  settings?: Record<string, string>;
};

/** How long a server that dies at once is started again: the remains of a killed one go within two seconds. */
const RETRY_MS = 20_000;
/** What a server says that meets another, a dying one's remains, or was itself stopped meanwhile. */
const REMAINS = /lock file|shared memory block|database system is shut down/;
/** How long a living server may take: after a crash it replays its log first. */
const RECOVERY_MS = 600_000;
const STOP_MS = 60_000;

type Place = { dataDir: string; folder: string; run: string; sockets: string; url: string };

async function findPlace(given: string): Promise<Place> {
  await mkdir(given, { recursive: true, mode: 0o700 });
  const dataDir = await realpath(given);
  await checkOwner(dataDir);
  const run = path.join(dataDir, 'run');
  await mkdir(run, { recursive: true, mode: 0o700 });
  const sockets = await socketFolder(run, dataDir);
  // An empty host with a user is no URL for WHATWG's parser, so the user stands in the query (libpq takes both).
  const url = `postgresql:///${NAME}?host=${encodeURIComponent(sockets)}&user=${NAME}`;
  return { dataDir, folder: path.join(dataDir, 'postgres'), run, sockets, url };
}

async function prepare(place: Place, options: EmbeddedOptions) {
  const binaries = await findBinaries(path.join(place.run, 'lib'));
  const account = await chooseAccount([place.dataDir, place.run], binaries);
  if (await makeCluster(place.folder, binaries, account, options.settings?.fsync !== 'off'))
    options.log.info({ folder: place.folder }, 'database cluster made');
  await account.own(place.folder);
  return {
    account,
    binaries,
    folder: place.folder,
    sockets: place.sockets,
    logFile: path.join(place.dataDir, 'postgres.log'),
    settings: options.settings ?? {},
  };
}

/** Returns when the server answers, or nobody wants it any more; the launch that made it so, if it was ours. */
async function bringUp(
  place: Place,
  options: EmbeddedOptions,
  unwanted: () => boolean = () => false,
): Promise<Launched | undefined> {
  const begun = Date.now();
  let prepared: Awaited<ReturnType<typeof prepare>> | undefined;
  let ours: Launched | undefined;
  for (;;) {
    if (unwanted()) return ours;
    const stopping = await isStopping(place.run);
    if (!stopping && (await answers(place.url)) && !(await isStopping(place.run))) return ours;
    const waited = Date.now() - begun;
    const living = (ours && !ours.ended()) || (await serverProcess(place.folder));
    if (waited > (living ? RECOVERY_MS : RETRY_MS)) {
      const said = ours ? await ours.said() : 'no answer on its socket';
      throw new EmbeddedProblem('not-started', { folder: place.folder, said });
    }
    if (stopping || (living && waited > 500)) await sleep(100);
    prepared ??= await prepare(place, options);
    await dropStaleLock(place.folder);
    if (stopping || (ours && !ours.ended()) || (await serverProcess(place.folder))) {
      await sleep(20);
      continue;
    }
    if (ours) {
      const said = await ours.said();
      if (!REMAINS.test(said)) throw new EmbeddedProblem('not-started', { folder: place.folder, said });
      await sleep(150);
    }
    // One that lies outside is taken away by the last to leave, who may have left just now.
    await prepared.account.own(await socketFolder(place.run, place.dataDir));
    await writeAccess(place.folder, prepared.account);
    ours = await launch(prepared);
  }
}

/**
 * Starts the embedded PostgreSQL of `dataDir`, or adopts the one that runs there already. Any number of processes may
 * do so at once. Survives a killed program (its server is adopted) and a killed server (its remains are waited for; and
 * until `stop` it is started again).
 * Throws when it does not come up, with what the server said.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { log } = options;
  const place = await findPlace(options.dataDir);
  const { folder, run, sockets, url } = place;
  const user = await enter(run);
  const ours = await bringUp(place, options).catch(async error => {
    await leave(run, user, () => shutDown(folder, STOP_MS));
    throw error;
  });
  const adopted = !ours || ours.ended();
  log.info({ folder, adopted }, 'embedded PostgreSQL is ready');
  const keeper = keepUp(folder, stopped => bringUp(place, options, stopped), log);
  const stop = async () => {
    await shutDown(folder, STOP_MS);
    if (path.dirname(sockets) !== run) await rmdir(sockets).catch(() => undefined);
  };
  const giveUp = async () => {
    await keeper.stop();
    const last = await leave(run, user, stop);
    if (last) log.info({ folder }, 'embedded PostgreSQL has stopped');
  };
  let stopped: Promise<void> | undefined;
  return {
    url,
    adopted,
    folder,
    stop: () => {
      stopped ??= giveUp();
      return stopped;
    },
  };
}
