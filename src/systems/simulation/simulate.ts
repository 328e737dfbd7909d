import { casesService } from '#engines/cases';
import { fileStore } from '#engines/files';
import { paymentsService } from '#engines/payments';
import { formatDate } from '#platform/clock';
import type { Env } from '#platform/env';
import { SeedTaken, SimulationCutOff, SimulationNeedsDemo } from './errors.ts';
import { SAMPLE_PAPER } from './people/paper.ts';
import { run } from './play/run.ts';
import { staffOf } from './play/staff.ts';

export type Simulation = {
  dossiers: number;
  /** Local days, `YYYY-MM-DD`: first and last on which somebody applies. */
  from: string;
  to: string;
  seed: string;
  /** Results get their signed paper at once. */
  drawn?: boolean;
  onProgress?: (done: number) => void;
};

export type Simulated = { dossiers: number; already: boolean };

const find = (env: Env, seed: string) =>
  env.db.maybe<{ dossiers: number; from: string; to: string; finishedAt: Date | null }>(
    `SELECT dossiers, from_day AS "from", to_day AS "to", finished_at AS "finishedAt" FROM simulation.run WHERE seed = $1`,
    [seed],
  );

/**
 * Fills a demo with a believable year: dossiers of nobody, made by a seed, that people's own acts take through their processes
 * until now. The same seed again changes nothing.
 *
 * | refusal | when |
 * | --- | --- |
 * | SIMULATION_NEEDS_DEMO | the installation is no demo |
 * | SEED_TAKEN | the seed was used for another number or other days |
 * | SIMULATION_CUT_OFF | it was begun with this seed, and did not come to its end |
 */
export async function simulate(env: Env, order: Simulation): Promise<Simulated> {
  const { seed, dossiers, from, to } = order;
  if (!env.site.demo) throw SimulationNeedsDemo();
  const before = await find(env, seed);
  if (before) {
    if (!before.finishedAt) throw SimulationCutOff({ seed });
    if (before.dossiers !== dossiers || before.from !== from || before.to !== to)
      throw SeedTaken({
        seed,
        dossiers: before.dossiers,
        from: formatDate(before.from),
        to: formatDate(before.to),
      });
    return { dossiers, already: true };
  }
  const now = env.clock.now();
  await env.db.run(
    'INSERT INTO simulation.run (seed, dossiers, from_day, to_day, started_at) VALUES ($1, $2, $3::date, $4::date, $5)',
    [seed, dossiers, from, to, now],
  );
  const paper = await env.get(fileStore).put(env.db, { bytes: SAMPLE_PAPER, own: true });
  const stage = {
    env,
    cases: env.get(casesService),
    payments: env.get(paymentsService),
    staff: staffOf(env, seed),
    seed,
    paper: { sha256: paper.sha256, size: SAMPLE_PAPER.length },
    drawn: order.drawn ?? false,
    q: env.db,
    act: env.db.tx,
  };
  const course = { dossiers, from, to, until: now, check: true };
  const done = await run(stage, course, async n => order.onProgress?.(n));
  await env.db.run('UPDATE simulation.run SET finished_at = $2 WHERE seed = $1', [seed, env.clock.now()]);
  return { dossiers: done, already: false };
}
