// Promise: a million dossiers are made in some four minutes, so some 4,000 a second by the bulk path. Beside it: how many the ordinary
// path makes, act by act, in the same run. Of what a million takes besides (support/million.ts): its sealing, and figures for the planner.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openProgram } from '#app/program';
import { prepare, seedDemo } from '#app/seed';
import { loadConfig } from '#platform/config';
import { createLog } from '#platform/log';
import { simulate } from '#systems/simulation';

const GOAL = 4_000;
const BULK = 5_000;
const ORDINARY = 50;

const dataDir = await mkdtemp(path.join(tmpdir(), 'fansipan-province-'));
const config = loadConfig({ NODE_ENV: 'development', DATA_DIR: dataDir, LOG_LEVEL: 'error' });
const { env, modules, close } = await openProgram(config, { demo: true, log: createLog('error') });

/** Dossiers a second. */
async function rate(dossiers: number, seed: string, bulk: boolean): Promise<number> {
  const began = performance.now();
  await simulate(env, { dossiers, from: '2025-11-01', to: '2026-10-31', seed, bulk });
  return (dossiers * 1000) / (performance.now() - began);
}

try {
  await prepare(env, modules);
  await seedDemo(env, modules, () => {});
  // Officials, procedures and calendars are there and read.
  await rate(ORDINARY, 'first', true);
  const ordinary = await rate(ORDINARY, 'ordinary', false);
  const bulk = await rate(BULK, 'bulk', true);
  console.log(
    `bench province value=${bulk.toFixed(0)}/s limit=${ordinary.toFixed(0)}/s ratio=${(bulk / ordinary).toFixed(1)} goal=${GOAL}/s ${bulk >= GOAL ? 'ok' : 'short'}`,
  );
} finally {
  await close();
  await rm(dataDir, { recursive: true, force: true });
}
