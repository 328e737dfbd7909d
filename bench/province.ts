// Promise: a million dossiers are made in some four minutes, so some 4,000 a second by the bulk path, of which a hundred each are alike.
// Made once for all benches (support/million.ts): what is told is how long that took. Beside it: how many the ordinary path makes, act by
// act, on the same province now; fifty.
import { openProgram } from '#app/program';
import { loadConfig } from '#platform/config';
import { createLog } from '#platform/log';
import { simulate } from '#systems/simulation';
import { LARGE } from './support/grown.ts';
import { provinceOf } from './support/million.ts';

const GOAL = 4_000;
const ORDINARY = 50;

const { dataDir, url, made, stop } = await provinceOf(LARGE);
const settings = { NODE_ENV: 'development', DATA_DIR: dataDir, DATABASE_URL: url, LOG_LEVEL: 'error' };
const { env, close } = await openProgram(loadConfig(settings), { demo: true, log: createLog('error') });
try {
  // Before the procedures came that other benches bring with them (receiving/offices.ts): nobody in the demo answers for all of those.
  const order = { from: '2025-05-01', to: '2025-06-15' };
  // Officials, procedures and calendars are there and read.
  await simulate(env, { ...order, dossiers: 5, seed: `warm ${Date.now()}` });
  const began = performance.now();
  await simulate(env, { ...order, dossiers: ORDINARY, seed: `act by act ${Date.now()}` });
  const ordinary = (ORDINARY * 1000) / (performance.now() - began);
  const bulk = LARGE / made.simulated;
  console.log(
    `bench province value=${bulk.toFixed(0)}/s limit=${ordinary.toFixed(0)}/s ratio=${(bulk / ordinary).toFixed(1)} goal=${GOAL}/s ${bulk >= GOAL ? 'ok' : 'short'}`,
  );
} finally {
  await close();
  await stop();
}
