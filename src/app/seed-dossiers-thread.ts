import { workerData } from 'node:worker_threads';
import { localDate } from '#platform/clock';
import { createLog } from '#platform/log';
import { simulate } from '#systems/simulation';
import { openProgram } from './program.ts';
import type { SeedOrder } from './seed-dossiers.ts';

const YEAR_MS = 365 * 86_400_000;
/** Where the demo's officials sit: they should find something to do. */
const CROWDED = ['Xã Bắc Hà', 'Phường Lào Cai'];
const RUSH_DAYS = 10;

const { config, dossiers } = workerData as SeedOrder;
const { env, close } = await openProgram(config, { demo: true, log: createLog(config.LOG_LEVEL) });
try {
  const now = env.clock.now();
  const [from, to] = [localDate(new Date(now.getTime() - YEAR_MS)), localDate(now)];
  const order = { dossiers, from, to, seed: 'demo', crowded: CROWDED, rush: RUSH_DAYS };
  await simulate(env, { ...order, bulk: true });
} finally {
  await close();
}
